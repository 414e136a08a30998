import { type Answer, empty, json } from '../../kit/answer.ts';
import { isAdmin, isInRole } from '../access/can.ts';
import type { ActorType, Role, RoleActor } from '../model/project.ts';
import { demandProjectAdmin, findProject, type JiraCall, type RestOperation } from '../operation.ts';
import { asList, asObject, asText, type Loose, readBody, readFlag } from '../reading.ts';
import { JiraRefusal } from '../refusal.ts';
import { api, viewOf } from '../shapes.ts';

const inProject = '/project/:project/role';
const one = '/role/:role';
const defaults = `${one}/actors`;

export const roleOperations: RestOperation[] = [
  { name: 'project.roles', method: 'GET', path: inProject, label: 'spec', run: urls },
  { name: 'project.roleDetails', method: 'GET', path: '/project/:project/roledetails', label: 'spec', run: details },
  { name: 'project.role', method: 'GET', path: `${inProject}/:role`, label: 'spec', run: call => json(projectRole(call)) },
  { name: 'project.addActors', method: 'POST', path: `${inProject}/:role`, label: 'spec', write: true, run: addActors },
  { name: 'project.setActors', method: 'PUT', path: `${inProject}/:role`, label: 'spec', write: true, run: setActors },
  { name: 'project.deleteActor', method: 'DELETE', path: `${inProject}/:role`, label: 'spec', write: true, run: deleteActor },
  {
    name: 'role.list',
    method: 'GET',
    path: '/role',
    label: 'spec',
    run: call => json([...call.state.roles.values()].map(role => roleShape(call, role))),
  },
  { name: 'role.create', method: 'POST', path: '/role', label: 'spec', write: true, admin: true, run: create },
  { name: 'role.get', method: 'GET', path: one, label: 'spec', run: call => json(roleShape(call, find(call))) },
  { name: 'role.edit', method: 'POST PUT', path: one, label: 'spec', write: true, admin: true, run: edit },
  { name: 'role.delete', method: 'DELETE', path: one, label: 'spec', write: true, admin: true, run: remove },
  {
    name: 'role.actors',
    method: 'GET',
    path: defaults,
    label: 'spec',
    run: call => json({ actors: defaultShapes(call, find(call)) }),
  },
  { name: 'role.addActors', method: 'POST', path: defaults, label: 'spec', write: true, admin: true, run: addDefaults },
  { name: 'role.deleteActor', method: 'DELETE', path: defaults, label: 'spec', write: true, admin: true, run: deleteDefault },
];

function find(call: JiraCall): Readonly<Role> {
  const id = call.params.role ?? '';
  const role = call.state.roles.get(id);
  if (role === undefined) throw new JiraRefusal(404, [`Can not find project role with id ${id}`]);
  return role;
}

function roleShape(call: JiraCall, role: Readonly<Role>): Loose {
  const { id, name, description } = role;
  return { self: `${api(viewOf(call))}/role/${id}`, name, id: Number(id), description, actors: defaultShapes(call, role) };
}

function urls(call: JiraCall): Answer {
  const project = findProject(call);
  const base = `${api(viewOf(call))}/project/${project.id}/role`;
  return json(Object.fromEntries([...call.state.roles.values()].map(({ id, name }) => [name, `${base}/${id}`])));
}

function details(call: JiraCall): Answer {
  const project = findProject(call);
  const onlyMine = readFlag(call, 'currentMember') === true;
  const roles = [...call.state.roles.values()].filter(({ id }) => !onlyMine || isInRole(call.state, call.user, project.id, id));
  return json(
    roles.map(({ id, name, description }) => ({
      self: `${api(viewOf(call))}/project/${project.id}/role/${id}`,
      name,
      id: Number(id),
      description,
      admin: id === '10002',
      default: false,
      roleConfigurable: true,
      translatedName: name,
    })),
  );
}

function projectRole(call: JiraCall): Loose {
  const project = findProject(call);
  const { id, name, description } = find(call);
  const actors = call.state.actors.by('role', `${project.id}:${id}`).flatMap(actor => actorShape(call, actor) ?? []);
  return { self: `${api(viewOf(call))}/project/${project.id}/role/${id}`, name, id: Number(id), description, actors };
}

function actorShape(call: JiraCall, { id, type, of }: Pick<RoleActor, 'id' | 'type' | 'of'>): Loose | undefined {
  const user = call.state.users.get(of);
  const group = call.state.groups.get(of);
  if (type === 'user') {
    if (user === undefined) return undefined;
    return { id: Number(id), displayName: user.name, type: 'atlassian-user-role-actor', actorUser: { accountId: of } };
  }
  if (group === undefined) return undefined;
  const actorGroup = { displayName: group.name, name: group.name, groupId: group.id };
  return { id: Number(id), displayName: group.name, type: 'atlassian-group-role-actor', name: group.name, actorGroup };
}

interface Who {
  type: ActorType;
  of: string;
}

/** `{ user, group, groupId }` as additions have them. Throws for nobody, and for those who are not there. */
function readWho(call: JiraCall, body: Loose): Who[] {
  const { state } = call;
  const who: Who[] = [];
  for (const id of asList(body.user).map(String)) {
    if (!state.users.has(id)) throw new JiraRefusal(404, [`User with account id '${id}' does not exist.`]);
    who.push({ type: 'user', of: id });
  }
  const groups = [...asList(body.groupId).map(String), ...asList(body.group).map(String)];
  for (const wanted of groups) {
    const group = state.groups.get(wanted) ?? state.groups.by('name', wanted.toLowerCase())[0];
    if (group === undefined) throw new JiraRefusal(404, [`Group '${wanted}' does not exist.`]);
    who.push({ type: 'group', of: group.id });
  }
  return who;
}

function put(call: JiraCall, projectId: string, roleId: string, who: Who): void {
  const known = call.state.actors
    .by('role', `${projectId}:${roleId}`)
    .some(actor => actor.type === who.type && actor.of === who.of);
  if (!known) call.state.actors.add({ id: String(call.ids.number('jira.actor', 10_200)), projectId, roleId, ...who });
}

function addActors(call: JiraCall): Answer {
  const project = findProject(call);
  demandProjectAdmin(call, project);
  const role = find(call);
  const who = readWho(call, readBody(call));
  if (who.length === 0) throw new JiraRefusal(400, ['You must specify at least one user or group to add.']);
  for (const actor of who) put(call, project.id, role.id, actor);
  return json(projectRole(call));
}

function setActors(call: JiraCall): Answer {
  const project = findProject(call);
  demandProjectAdmin(call, project);
  const role = find(call);
  const given = asObject(readBody(call).categorisedActors);
  const who = readWho(call, {
    user: given['atlassian-user-role-actor'],
    group: given['atlassian-group-role-actor'],
    groupId: given['atlassian-group-role-actor-id'],
  });
  for (const { id } of call.state.actors.by('role', `${project.id}:${role.id}`)) call.state.actors.delete(id);
  for (const actor of who) put(call, project.id, role.id, actor);
  return json(projectRole(call));
}

/** Taking out somebody who is not in the role is no mistake. */
function deleteActor(call: JiraCall): Answer {
  const project = findProject(call);
  demandProjectAdmin(call, project);
  const { query } = call.request;
  const [user, groupId, group] = [query.get('user'), query.get('groupId'), query.get('group')];
  if (user === null && groupId === null && group === null)
    throw new JiraRefusal(400, ['You must specify a user or a group to delete.']);
  const of = user ?? groupId ?? call.state.groups.by('name', (group ?? '').toLowerCase())[0]?.id;
  for (const actor of call.state.actors.by('role', `${project.id}:${find(call).id}`))
    if (actor.of === of) call.state.actors.delete(actor.id);
  return empty();
}

function readRole(call: JiraCall, known?: Readonly<Role>): Pick<Role, 'name' | 'description'> {
  const body = readBody(call);
  const name = asText(body.name) ?? known?.name ?? '';
  if (name.trim() === '') throw new JiraRefusal(400, ['Role name cannot be empty.']);
  if (call.state.roles.by('name', name.toLowerCase()).some(role => role.id !== known?.id)) {
    throw new JiraRefusal(409, [`A project role with name '${name}' already exists.`]);
  }
  return { name, description: asText(body.description) ?? known?.description ?? '' };
}

function create(call: JiraCall): Answer {
  const id = String(call.ids.number('jira.role', 10_100));
  return json(roleShape(call, call.state.roles.add({ id, defaults: [], ...readRole(call) })));
}

function edit(call: JiraCall): Answer {
  const role = find(call);
  const given = readRole(call, role);
  return json(
    roleShape(
      call,
      call.state.roles.edit(role.id, row => Object.assign(row, given)),
    ),
  );
}

function remove(call: JiraCall): Answer {
  const role = find(call);
  if (!isAdmin(call.state, call.user)) throw new JiraRefusal(403, ['Only Jira administrators can perform this operation.']);
  const swap = call.request.query.get('swap');
  for (const actor of [...call.state.actors.values()].filter(({ roleId }) => roleId === role.id)) {
    call.state.actors.delete(actor.id);
    if (swap !== null) put(call, actor.projectId, swap, { type: actor.type, of: actor.of });
  }
  call.state.roles.delete(role.id);
  return empty();
}

function defaultShapes(call: JiraCall, role: Readonly<Role>): Loose[] {
  return role.defaults.flatMap((who, place): Loose[] => {
    const shape = actorShape(call, { id: String(10_000 + place), ...who });
    return shape === undefined ? [] : [shape];
  });
}

function addDefaults(call: JiraCall): Answer {
  const role = find(call);
  const who = readWho(call, readBody(call));
  if (who.length === 0) throw new JiraRefusal(400, ['You must specify at least one user or group to add.']);
  const edited = call.state.roles.edit(role.id, row => void row.defaults.push(...who));
  return json(roleShape(call, edited));
}

function deleteDefault(call: JiraCall): Answer {
  const { query } = call.request;
  const of =
    query.get('user') ?? query.get('groupId') ?? call.state.groups.by('name', (query.get('group') ?? '').toLowerCase())[0]?.id;
  const edited = call.state.roles.edit(find(call).id, row => {
    row.defaults = row.defaults.filter(one => one.of !== of);
  });
  return json(roleShape(call, edited));
}
