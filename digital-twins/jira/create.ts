import { hexAlphabet } from '../kit/ids.ts';
import type { World } from '../kit/plugin.ts';
import { findPerson } from '../kit/seed.ts';
import { TwinError } from '../kit/twin-error.ts';
import { addSeedIssue } from './create-issue.ts';
import type { JiraSeed, SeedWorkflow } from './seed.ts';
import type { JiraState, Project, Status } from './state.ts';

const defaultWorkflow: SeedWorkflow = {
  statuses: [
    { name: 'To Do', category: 'new' },
    { name: 'In Progress', category: 'indeterminate' },
    { name: 'Done', category: 'done' },
  ],
  transitions: [
    { name: 'To Do', to: 'To Do' },
    { name: 'In Progress', to: 'In Progress' },
    { name: 'Done', to: 'Done' },
  ],
};

/** Builds a site from its seed. Throws `TwinError` 400 for a name the seed does not define. */
export function createJira(seed: JiraSeed, world: World): JiraState {
  const state: JiraState = {
    title: seed.site.title,
    users: new Map(),
    tokens: seed.apiTokens.map(({ person, token }) => ({
      accountId: accountOf(world, findPerson(world.people, person, 'jira.apiTokens').id),
      token,
    })),
    statuses: [],
    issueTypes: [],
    projects: [],
    issues: new Map(),
  };
  addUsers(state, world);
  for (const project of seed.projects) addProject(state, seed, world, project);
  for (const issue of seed.issues)
    addSeedIssue(state, world, issue, (person, where) => accountOf(world, findPerson(world.people, person, where).id));
  return state;
}

function accountOf(world: World, person: string): string {
  return world.ids.named('jira.user', person, { prefix: '5b', length: 24, alphabet: hexAlphabet });
}

function addUsers(state: JiraState, world: World): void {
  for (const person of world.people) {
    const accountId = accountOf(world, person.id);
    const active = person.status === 'active' || person.status === 'staged';
    const { name, email, timezone } = person;
    state.users.set(accountId, { accountId, person: person.id, name, email, timezone, active });
  }
}

function addProject(state: JiraState, seed: JiraSeed, world: World, given: JiraSeed['projects'][number]): void {
  const where = `jira.projects.${given.key}`;
  if (state.projects.some(one => one.key === given.key))
    throw new TwinError(400, 'seed.invalid', `${where}: two projects have this key`);
  const workflow = given.workflow === undefined ? defaultWorkflow : seed.workflows[given.workflow];
  if (workflow === undefined) throw new TwinError(400, 'seed.invalid', `${where}: there is no workflow "${given.workflow}"`);
  const lead = given.lead ?? world.people[0]?.id;
  if (lead === undefined) throw new TwinError(400, 'seed.invalid', `${where}: a project needs a lead, and there are no people`);
  const accounts = given.members?.map(person => accountOf(world, findPerson(world.people, person, where).id));
  state.projects.push({
    id: String(world.ids.number('jira.project', 10_000)),
    key: given.key,
    name: given.name,
    lead: accountOf(world, findPerson(world.people, lead, where).id),
    workflow: createWorkflow(state, world, given.workflow ?? 'Default', workflow),
    issueTypes: given.issueTypes.map(name => ensureType(state, world, name)),
    ...(accounts === undefined ? {} : { members: accounts }),
    lastNumber: 0,
  });
}

function createWorkflow(state: JiraState, world: World, name: string, seed: SeedWorkflow): Project['workflow'] {
  const statuses = seed.statuses.map(status => ensureStatus(state, world, status));
  const idOf = (wanted: string) => {
    const found = statuses.find(status => status.name === wanted);
    if (found === undefined) throw new TwinError(400, 'seed.invalid', `jira.workflows.${name}: there is no status "${wanted}"`);
    return found.id;
  };
  return {
    name,
    initial: statuses[0]?.id ?? '',
    statuses: statuses.map(status => status.id),
    transitions: seed.transitions.map((transition, place) => ({
      id: String(11 + place * 10),
      name: transition.name,
      ...(transition.from === undefined ? {} : { from: transition.from.map(idOf) }),
      to: idOf(transition.to),
    })),
  };
}

/** Statuses belong to the site: two workflows with the same name for one share it. */
function ensureStatus(state: JiraState, world: World, given: Omit<Status, 'id'>): Status {
  const known = state.statuses.find(status => status.name === given.name);
  if (known !== undefined && known.category !== given.category) {
    throw new TwinError(400, 'seed.invalid', `jira.workflows: status "${given.name}" has two categories`);
  }
  const status = known ?? { id: String(world.ids.number('jira.status', 10_000)), ...given };
  if (known === undefined) state.statuses.push(status);
  return status;
}

function ensureType(state: JiraState, world: World, name: string): string {
  const known = state.issueTypes.find(type => type.name === name);
  if (known !== undefined) return known.id;
  const id = String(world.ids.number('jira.issue-type', 10_001));
  state.issueTypes.push({ id, name, isSubtask: /^sub-?task$/i.test(name) });
  return id;
}
