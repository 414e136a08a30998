import type { Answer } from '../../../kit/answer.ts';
import type { JiraCall } from '../../operation.ts';
import { asList, asObject, pageAnswer } from '../../reading.ts';
import { type Resource, wantedEntries } from '../resource.ts';
import { lettered, numbered } from './shapes.ts';

export const screen: Resource = {
  kind: 'screen',
  path: '/screens',
  noun: 'screen',
  from: 10_000,
  list: 'page',
  edited: 'shape',
  single: false,
  shape: (_call, entry) => numbered(entry),
};

export const screenScheme: Resource = {
  kind: 'screenScheme',
  path: '/screenscheme',
  noun: 'screen scheme',
  from: 10_000,
  list: 'page',
  edited: 'empty',
  single: false,
  shape: (_call, entry) => ({ ...numbered(entry), screens: entry.screens ?? { default: 1 } }),
  created: entry => ({ id: Number(entry.id) }),
  read: (_call, body, known) => ({ screens: body.screens ?? known?.screens ?? { default: 1 } }),
};

export const typeScreenScheme: Resource = {
  kind: 'issueTypeScreenScheme',
  path: '/issuetypescreenscheme',
  noun: 'issue type screen scheme',
  from: 10_000,
  list: 'page',
  edited: 'empty',
  single: false,
  shape: (_call, entry) => lettered(entry),
  created: entry => ({ id: entry.id }),
  read: (_call, body, known) => ({ issueTypeMappings: body.issueTypeMappings ?? known?.issueTypeMappings ?? [] }),
};

export function screenMapping(call: JiraCall): Answer {
  const found = wantedEntries(call, { kind: typeScreenScheme.kind, idParam: 'issueTypeScreenSchemeId' });
  const rows = found.flatMap(({ id, issueTypeMappings }) => {
    const given = asList(issueTypeMappings).map(asObject);
    const all = given.length === 0 ? [{ issueTypeId: 'default', screenSchemeId: '1' }] : given;
    return all.map(({ issueTypeId, screenSchemeId }) => ({ issueTypeScreenSchemeId: id, issueTypeId, screenSchemeId }));
  });
  return pageAnswer(call, rows, row => row);
}
