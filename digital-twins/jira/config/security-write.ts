import { type Answer, empty, json } from '../../kit/answer.ts';
import { readHolder } from '../access/permission-schemes.ts';
import type { SecurityLevel, SecurityScheme } from '../model/config.ts';
import { findProject, type JiraCall, type RestOperation } from '../operation.ts';
import { asList, asObject, asText, type Loose, pageAnswer, readBody, readList } from '../reading.ts';
import { JiraRefusal } from '../refusal.ts';
import { addTask, taskShape } from './tasks.ts';

const root = '/issuesecurityschemes';
const level = `${root}/:scheme/level/:level`;
const write = { label: 'docs', write: true, admin: true } as const;

/** Changing issue security schemes, their levels and who is in them. */
export const securityWriteOperations: RestOperation[] = [
  { name: 'securityScheme.edit', method: 'PUT', path: `${root}/:scheme`, ...write, run: edit },
  { name: 'securityScheme.delete', method: 'DELETE', path: `${root}/:scheme`, ...write, run: remove },
  { name: 'securityScheme.members', method: 'GET', path: `${root}/:scheme/members`, label: 'docs', admin: true, run: members },
  { name: 'securityScheme.assign', method: 'PUT', path: `${root}/project`, ...write, run: assign },
  { name: 'securityLevel.setDefault', method: 'PUT', path: `${root}/level/default`, ...write, run: setDefault },
  { name: 'securityLevel.add', method: 'PUT', path: `${root}/:scheme/level`, ...write, run: addLevels },
  { name: 'securityLevel.edit', method: 'PUT', path: level, ...write, run: editLevel },
  { name: 'securityLevel.delete', method: 'DELETE', path: level, ...write, run: removeLevel },
  { name: 'securityLevel.addMembers', method: 'PUT', path: `${level}/member`, ...write, run: addMembers },
  { name: 'securityLevel.removeMember', method: 'DELETE', path: `${level}/member/:member`, ...write, run: removeMember },
];

function find(call: JiraCall, id = call.params.scheme ?? ''): Readonly<SecurityScheme> {
  const scheme = call.state.securitySchemes.get(id);
  if (scheme === undefined) throw new JiraRefusal(404, ['The issue security scheme was not found.']);
  return scheme;
}

function findLevel(call: JiraCall): Readonly<SecurityLevel> {
  const { id } = find(call);
  const found = call.state.securityLevels.get(call.params.level ?? '');
  if (found?.schemeId !== id) throw new JiraRefusal(404, ['The security level was not found.']);
  return found;
}

function edit(call: JiraCall): Answer {
  const { name, description } = readBody(call);
  call.state.securitySchemes.edit(find(call).id, row => {
    if (typeof name === 'string' && name !== '') row.name = name;
    if (typeof description === 'string') row.description = description;
  });
  return empty();
}

function remove(call: JiraCall): Answer {
  const { id } = find(call);
  if ([...call.state.projects.values()].some(project => project.securitySchemeId === id))
    throw new JiraRefusal(400, ['The issue security scheme is used by a project and cannot be deleted.']);
  for (const one of call.state.securityLevels.by('scheme', id)) call.state.securityLevels.delete(one.id);
  call.state.securitySchemes.delete(id);
  return empty();
}

function members(call: JiraCall): Answer {
  const wanted = readList(call, 'issueSecurityLevelId');
  const levels = call.state.securityLevels.by('scheme', find(call).id);
  const rows = levels
    .filter(({ id }) => wanted.length === 0 || wanted.includes(id))
    .flatMap(one => one.members.map(({ id, holder }) => ({ id, holder, levelId: one.id })));
  return pageAnswer(call, rows, ({ id, holder, levelId }) => ({
    id: Number(id),
    issueSecurityLevelId: Number(levelId),
    holder: { type: holder.type, ...(holder.value === undefined ? {} : { parameter: holder.value, value: holder.value }) },
  }));
}

function seeOther(call: JiraCall, description: string): Answer {
  const task = addTask(call, description, null);
  return json(taskShape(call, task), 303, { location: `/rest/api/${call.version}/task/${task.id}` });
}

/** Issues keep a level only where the mappings say which of the new scheme's it becomes. */
function assign(call: JiraCall): Answer {
  const { state } = call;
  const body = readBody(call);
  const project = findProject(call, asText(body.projectId) ?? '');
  const { id } = find(call, asText(body.schemeId) ?? '');
  const mappings = asList(body.oldToNewSecurityLevelMappings).map(asObject);
  for (const issue of state.issues.by('project', project.id)) {
    const mapping = mappings.find(one => (asText(one.oldLevelId) === '-1' ? null : asText(one.oldLevelId)) === issue.securityId);
    const next = asText(mapping?.newLevelId) ?? '-1';
    state.issues.edit(issue.id, row => {
      row.securityId = next === '-1' ? null : next;
    });
  }
  state.projects.edit(project.id, row => {
    row.securitySchemeId = id;
  });
  return seeOther(call, 'Associate issue security scheme with project');
}

function setDefault(call: JiraCall): Answer {
  const given = asList(readBody(call).defaultValues).map(asObject);
  if (given.length === 0) throw new JiraRefusal(400, ['At least one default value must be specified.']);
  for (const { issueSecuritySchemeId, defaultLevelId } of given) {
    const scheme = find(call, asText(issueSecuritySchemeId) ?? '');
    const levelId = asText(defaultLevelId) ?? '-1';
    if (levelId !== '-1' && call.state.securityLevels.get(levelId)?.schemeId !== scheme.id)
      throw new JiraRefusal(404, ['The security level was not found.']);
    call.state.securitySchemes.edit(scheme.id, row => {
      row.defaultLevelId = levelId === '-1' ? null : levelId;
    });
  }
  return empty();
}

function readMembers(call: JiraCall, list: unknown): SecurityLevel['members'] {
  return asList(list).map(one => ({
    id: String(call.ids.number('jira.security-member', 10_000)),
    holder: readHolder(call, asObject(one)),
  }));
}

function addLevels(call: JiraCall): Answer {
  const { id } = find(call);
  const given = asList(readBody(call).levels).map(asObject);
  if (given.length === 0) throw new JiraRefusal(400, ['At least one level must be specified.']);
  for (const one of given) addOne(call, id, one);
  return empty();
}

function addOne(call: JiraCall, schemeId: string, { name, description, members: list, isDefault }: Loose): void {
  const title = asText(name)?.trim() ?? '';
  if (title === '') throw new JiraRefusal(400, ['The name of the security level must be specified.']);
  const id = String(call.ids.number('jira.security-level', 10_000));
  const rows = readMembers(call, list);
  call.state.securityLevels.add({ id, schemeId, name: title, description: asText(description) ?? '', members: rows });
  if (isDefault === true)
    call.state.securitySchemes.edit(schemeId, row => {
      row.defaultLevelId = id;
    });
}

function editLevel(call: JiraCall): Answer {
  const { name, description } = readBody(call);
  call.state.securityLevels.edit(findLevel(call).id, row => {
    if (typeof name === 'string' && name !== '') row.name = name;
    if (typeof description === 'string') row.description = description;
  });
  return empty();
}

function removeLevel(call: JiraCall): Answer {
  const { state } = call;
  const { id, schemeId } = findLevel(call);
  const replacement = call.request.query.get('replaceWith');
  for (const issue of state.issues.values())
    if (issue.securityId === id) state.issues.edit(issue.id, row => void Object.assign(row, { securityId: replacement }));
  state.securityLevels.delete(id);
  if (find(call).defaultLevelId === id)
    state.securitySchemes.edit(schemeId, row => {
      row.defaultLevelId = null;
    });
  return seeOther(call, 'Remove issue security level');
}

function addMembers(call: JiraCall): Answer {
  const added = readMembers(call, readBody(call).members);
  call.state.securityLevels.edit(findLevel(call).id, row => void row.members.push(...added));
  return empty();
}

function removeMember(call: JiraCall): Answer {
  const found = findLevel(call);
  if (!found.members.some(({ id }) => id === call.params.member))
    throw new JiraRefusal(404, ['The issue security level member was not found.']);
  call.state.securityLevels.edit(found.id, row => {
    row.members = row.members.filter(({ id }) => id !== call.params.member);
  });
  return empty();
}
