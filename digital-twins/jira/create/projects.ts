import { projectPermissions } from '../access/permission-list.ts';
import type { Grant, Holder } from '../model/config.ts';
import type { Project } from '../model/project.ts';
import type { SeedField, SeedProject } from '../seed/place.ts';
import type { JiraSeed } from '../seed.ts';
import { type Making, refuseSeed, seedError } from './making.ts';
import { addField, addGroup, defaultGrants } from './site.ts';
import { ensureWorkflow } from './workflows.ts';

const memberRole = '10004';

export function addProject(making: Making, seed: JiraSeed, given: SeedProject): void {
  const { state, world } = making;
  const where = `jira.projects.${given.key}`;
  if (state.projects.by('key', given.key).length > 0) refuseSeed(where, 'two projects have this key');
  const lead = given.lead ?? world.people[0]?.id;
  if (lead === undefined) throw seedError(where, 'a project needs a lead, and there are no people');
  const id = String(world.ids.number('jira.project', 10_000));
  const issueTypes = given.issueTypes.map(name => ensureType(making, name));
  const project: Project = {
    ...emptyProject,
    id,
    key: given.key,
    name: given.name,
    description: given.description,
    type: given.type,
    lead: making.accountOf(lead, where),
    assigneeType: given.defaultAssignee === 'lead' ? 'PROJECT_LEAD' : 'UNASSIGNED',
    categoryId: given.category === undefined ? null : categoryOf(making, given.category, where),
    workflowId: ensureWorkflow(making, seed.workflows, given.workflow, where),
    issueTypeSchemeId: addTypeScheme(making, given, issueTypes),
    issueTypes,
    permissionSchemeId: '10000',
    securitySchemeId: null,
  };
  state.projects.add(project);
  addRoles(making, project, given, where);
  const permissionSchemeId = addPermissions(making, project, given, where);
  const securitySchemeId = addLevels(making, project, given, where);
  state.projects.edit(id, row => Object.assign(row, { permissionSchemeId, securitySchemeId }));
  addParts(making, project, given, where);
}

/** What a project has that says nothing about itself. */
export const emptyProject = {
  url: '',
  description: '',
  categoryId: null,
  avatarId: '10400',
  email: null,
  workflowSchemeId: null,
  notificationSchemeId: '10000',
  securitySchemeId: null,
  permissionSchemeId: '10000',
  issueTypeScreenSchemeId: '1',
  fieldConfigurationSchemeId: null,
  lastNumber: 0,
  features: {},
  archived: null,
  deleted: null,
} satisfies Partial<Project>;

function ensureType({ state, world }: Making, name: string): string {
  const known = [...state.issueTypes.values()].find(type => type.name === name);
  if (known !== undefined) return known.id;
  const id = String(world.ids.number('jira.issue-type', 10_001));
  const isSubtask = /^sub-?task$/i.test(name);
  state.issueTypes.add({
    id,
    name,
    description: '',
    isSubtask,
    level: isSubtask ? -1 : name === 'Epic' ? 1 : 0,
    avatarId: '10318',
  });
  return id;
}

function addTypeScheme({ state, world }: Making, given: SeedProject, issueTypeIds: string[]): string {
  const id = String(world.ids.number('jira.issueTypeScheme', 10_100));
  const name = `${given.key}: Software Development Issue Type Scheme`;
  state.entries.add({ kind: 'issueTypeScheme', id, name, description: '', issueTypeIds, isDefault: false });
  return id;
}

function categoryOf({ state }: Making, name: string, where: string): string {
  const found = state.entries.by('kind', 'projectCategory').find(one => one.name === name);
  return found?.id ?? refuseSeed(where, `there is no category "${name}"`);
}

function addRoles(making: Making, project: Project, given: SeedProject, where: string): void {
  const { state } = making;
  addActor(making, project.id, '10002', 'user', project.lead);
  for (const person of given.members ?? []) addActor(making, project.id, memberRole, 'user', making.accountOf(person, where));
  for (const [name, actors] of Object.entries(given.roles)) {
    const role = [...state.roles.values()].find(one => one.name === name) ?? refuseSeed(where, `there is no role "${name}"`);
    for (const actor of actors) {
      const group = /^group:(.+)$/.exec(actor)?.[1];
      if (group === undefined) addActor(making, project.id, role.id, 'user', making.accountOf(actor, where));
      else addActor(making, project.id, role.id, 'group', addGroup(making, group));
    }
  }
}

function addActor({ state, world }: Making, projectId: string, roleId: string, type: 'user' | 'group', of: string): void {
  if (state.actors.by('role', `${projectId}:${roleId}`).some(one => one.type === type && one.of === of)) return;
  state.actors.add({ id: String(world.ids.number('jira.actor', 10_200)), projectId, roleId, type, of });
}

/** The default scheme, or one of the project's own when the seed names members or permissions. */
function addPermissions(making: Making, project: Project, given: SeedProject, where: string): string {
  const { state, world } = making;
  if (given.members === undefined && Object.keys(given.permissions).length === 0) return '10000';
  const unknown = Object.keys(given.permissions).find(key => !projectPermissions.some(one => one.key === key));
  if (unknown !== undefined) refuseSeed(where, `there is no permission "${unknown}"`);
  const inside: Holder[] = [{ type: 'projectRole', value: memberRole }];
  const isPrivate = given.members !== undefined;
  const grants = defaultGrants().flatMap((grant): Grant[] => {
    const named = given.permissions[grant.permission]?.map(who => holderOf(making, who, where));
    const holders = named ?? (isPrivate && grant.holder.type === 'applicationRole' ? inside : [grant.holder]);
    return holders
      .flat()
      .map(holder => ({ id: String(world.ids.number('jira.grant', 11_000)), permission: grant.permission, holder }));
  });
  const id = String(world.ids.number('jira.permission-scheme', 10_001));
  state.permissionSchemes.add({ id, name: `${project.key} Permission Scheme`, description: '', grants });
  return id;
}

function holderOf(making: Making, who: string, where: string): Holder[] {
  const [, kind, name = ''] = /^(group|role):(.+)$/.exec(who) ?? [];
  if (who === 'nobody') return [];
  if (who === 'everyone') return [{ type: 'applicationRole' }];
  if (who === 'lead') return [{ type: 'projectLead' }];
  if (who === 'assignee' || who === 'reporter') return [{ type: who }];
  if (kind === 'group') return [{ type: 'group', value: addGroup(making, name) }];
  if (kind === undefined) return [{ type: 'user', value: making.accountOf(who, where) }];
  const role = [...making.state.roles.values()].find(one => one.name === name);
  return [{ type: 'projectRole', value: role?.id ?? refuseSeed(where, `there is no role "${name}"`) }];
}

function addLevels(making: Making, project: Project, given: SeedProject, where: string): string | null {
  const { state, world } = making;
  const levels = Object.entries(given.securityLevels);
  if (levels.length === 0) return null;
  const schemeId = String(world.ids.number('jira.security-scheme', 10_000));
  state.securitySchemes.add({ id: schemeId, name: `${project.key} Security Scheme`, description: '', defaultLevelId: null });
  for (const [name, holders] of levels) {
    const members = holders
      .flatMap(who => holderOf(making, who, where))
      .map(holder => ({ id: String(world.ids.number('jira.security-member', 10_000)), holder }));
    state.securityLevels.add({
      id: String(world.ids.number('jira.security-level', 10_000)),
      schemeId,
      name,
      description: '',
      members,
    });
  }
  return schemeId;
}

function addParts(making: Making, project: Project, given: SeedProject, where: string): void {
  const { state, world } = making;
  for (const { name, description, lead } of given.components) {
    state.components.add({
      id: String(world.ids.number('jira.component', 10_000)),
      projectId: project.id,
      name,
      description,
      lead: lead === undefined ? null : making.accountOf(lead, where),
      assigneeType: 'PROJECT_DEFAULT',
    });
  }
  for (const [sequence, { startDate = null, releaseDate = null, ...version }] of given.versions.entries()) {
    const id = String(world.ids.number('jira.version', 10_000));
    state.versions.add({
      id,
      projectId: project.id,
      sequence,
      driver: null,
      relatedWork: [],
      startDate,
      releaseDate,
      ...version,
    });
  }
}

/** Custom fields of the seed with their options. */
export function addSeedField(making: Making, given: SeedField): void {
  const { state, world } = making;
  const where = `jira.fields.${given.name}`;
  const id = given.id ?? `customfield_${world.ids.number('jira.custom-field', 10_050)}`;
  if (state.customFields.has(id)) refuseSeed(where, `the id ${id} is taken`);
  const projectIds = (given.projects ?? []).map(
    key => state.projects.by('key', key)[0]?.id ?? refuseSeed(where, `there is no project "${key}"`),
  );
  const contextId = addField(state, id, given, projectIds) ?? refuseSeed(where, `there is no field type "${given.type}"`);
  let sequence = 0;
  const addOption = (value: string, parentId: string | null): string => {
    const optionId = String(world.ids.number('jira.option', 10_030));
    state.options.add({ id: optionId, fieldId: id, contextId, value, disabled: false, parentId, sequence: sequence++ });
    return optionId;
  };
  for (const option of given.options) {
    if (typeof option === 'string') addOption(option, null);
    else {
      const parent = addOption(option.value, null);
      for (const child of option.children) addOption(child, parent);
    }
  }
}
