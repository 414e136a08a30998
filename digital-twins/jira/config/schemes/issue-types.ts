import { type Answer, empty } from '../../../kit/answer.ts';
import { findProject, type JiraCall } from '../../operation.ts';
import { asList, asText, pageAnswer, readBody } from '../../reading.ts';
import { JiraRefusal } from '../../refusal.ts';
import { findEntry, type Resource, wantedEntries } from '../resource.ts';
import { lettered } from './shapes.ts';

export const typeScheme: Resource = {
  kind: 'issueTypeScheme',
  path: '/issuetypescheme',
  noun: 'issue type scheme',
  from: 10_100,
  list: 'page',
  edited: 'empty',
  single: false,
  shape: (_call, entry) => ({
    ...lettered(entry),
    isDefault: entry.isDefault === true,
    ...(entry.defaultIssueTypeId === undefined ? {} : { defaultIssueTypeId: entry.defaultIssueTypeId }),
  }),
  created: entry => ({ issueTypeSchemeId: entry.id }),
  read: (call, body, known) => {
    const issueTypeIds = body.issueTypeIds === undefined ? (known?.issueTypeIds ?? []) : asList(body.issueTypeIds).map(String);
    const missing = (issueTypeIds as string[]).find(id => !call.state.issueTypes.has(id));
    if (missing !== undefined) throw new JiraRefusal(404, [`The issue type with id '${missing}' was not found.`]);
    return {
      issueTypeIds,
      isDefault: false,
      ...(body.defaultIssueTypeId === undefined ? {} : { defaultIssueTypeId: String(body.defaultIssueTypeId) }),
    };
  },
};

export function typeMapping(call: JiraCall): Answer {
  const found = wantedEntries(call, { kind: typeScheme.kind, idParam: 'issueTypeSchemeId' });
  const rows = found.flatMap(({ id, issueTypeIds }) =>
    asList(issueTypeIds).map(issueTypeId => ({ issueTypeSchemeId: id, issueTypeId })),
  );
  return pageAnswer(call, rows, row => row);
}

export function assignTypes(call: JiraCall): Answer {
  const { issueTypeSchemeId, projectId } = readBody(call);
  const scheme = findEntry(call, typeScheme, asText(issueTypeSchemeId) ?? '');
  const project = findProject(call, asText(projectId) ?? '');
  call.state.projects.edit(project.id, row =>
    Object.assign(row, { issueTypeSchemeId: scheme.id, issueTypes: [...(scheme.issueTypeIds as string[])] }),
  );
  return empty();
}

/** A scheme's types are its projects' types. */
function setTypes(call: JiraCall, id: string, issueTypeIds: string[]): void {
  call.state.entries.edit(`${typeScheme.kind}:${id}`, row => {
    row.issueTypeIds = issueTypeIds;
  });
  for (const project of call.state.projects.values()) {
    if (project.issueTypeSchemeId === id)
      call.state.projects.edit(project.id, row => {
        row.issueTypes = [...issueTypeIds];
      });
  }
}

export function addTypes(call: JiraCall): Answer {
  const scheme = findEntry(call, typeScheme);
  const given = asList(readBody(call).issueTypeIds).map(String);
  const missing = given.find(id => !call.state.issueTypes.has(id));
  if (missing !== undefined || given.length === 0)
    throw new JiraRefusal(404, [`The issue type with id '${missing ?? ''}' was not found.`]);
  setTypes(call, scheme.id, [...new Set([...(scheme.issueTypeIds as string[]), ...given])]);
  return empty();
}

export function removeType(call: JiraCall): Answer {
  const scheme = findEntry(call, typeScheme);
  const type = call.params.type ?? '';
  const ids = scheme.issueTypeIds as string[];
  if (!ids.includes(type)) throw new JiraRefusal(404, [`The issue type with id '${type}' was not found.`]);
  if (ids.length === 1) throw new JiraRefusal(400, ['The last issue type of a scheme cannot be removed.']);
  setTypes(
    call,
    scheme.id,
    ids.filter(id => id !== type),
  );
  return empty();
}
