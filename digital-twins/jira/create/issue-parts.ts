import { type AdfDocument, textToAdf } from '../adf/document.ts';
import { isAdf } from '../adf/validate.ts';
import type { Issue, Visibility } from '../model/issue.ts';
import type { SeedIssue } from '../seed/issue.ts';
import { readDuration } from '../worktime/duration.ts';
import { type Making, refuseSeed } from './making.ts';

export function documentOf(value: SeedIssue['description'], where: string): AdfDocument | null {
  if (value === undefined) return null;
  if (typeof value === 'string') return textToAdf(value);
  return isAdf(value) ? value : refuseSeed(where, 'a text is not a valid document');
}

export function secondsOf({ state }: Making, value: number | string, where: string): number {
  if (typeof value === 'number') return value;
  return readDuration(value, state.settings.timeTracking) ?? refuseSeed(where, `"${value}" is not a duration`);
}

export function addParts(making: Making, issue: Readonly<Issue>, seed: SeedIssue, where: string): void {
  const { state, world } = making;
  const issueId = issue.id;
  for (const { from, text, at, for: audience } of seed.comments) {
    const author = making.accountOf(from, where);
    const time = at ?? issue.created;
    const id = String(world.ids.number('jira.comment', 10_000));
    const body = documentOf(text, where) ?? textToAdf('');
    const visibility = audience === undefined ? null : visibilityOf(making, audience, where);
    state.comments.add({
      id,
      issueId,
      author,
      updateAuthor: author,
      body,
      created: time,
      updated: time,
      visibility,
      parentId: null,
    });
  }
  for (const { from, spent, at, text } of seed.worklogs) {
    const author = making.accountOf(from, where);
    const started = at ?? issue.created;
    const id = String(world.ids.number('jira.worklog', 10_000));
    const times = { created: started, updated: started, started };
    state.worklogs.add({
      id,
      issueId,
      author,
      updateAuthor: author,
      comment: documentOf(text, where),
      ...times,
      spent: secondsOf(making, spent, where),
      visibility: null,
    });
  }
  for (const { name, from, type, text } of seed.attachments) {
    const bytes = Buffer.from(text);
    const author = from === undefined ? issue.creator : making.accountOf(from, where);
    const id = String(world.ids.number('jira.attachment', 10_000));
    state.attachments.add({
      id,
      issueId,
      author,
      name,
      type,
      size: bytes.length,
      created: issue.created,
      content: bytes.toString('base64'),
    });
  }
  for (const { by, at, field, from, to } of seed.history) {
    const id = String(world.ids.number('jira.change', 10_000));
    const item = historyItem(making, field, from, to);
    state.changes.add({ id, issueId, author: making.accountOf(by, where), at, items: [item] });
  }
  for (const [key, value] of Object.entries(seed.properties))
    state.properties.add({ entity: 'issue', entityId: issueId, key, value });
}

/** Ids stand beside names where the seed's names have them. */
function historyItem(making: Making, field: string, from: string | null, to: string | null) {
  const { state } = making;
  const idOf = (name: string | null): string | null => {
    if (name === null) return null;
    if (field === 'status') return [...state.statuses.values()].find(one => one.name === name)?.id ?? null;
    if (field === 'priority') return [...state.priorities.values()].find(one => one.name === name)?.id ?? null;
    if (field === 'assignee' || field === 'reporter') return making.accountOf(name, `history of ${field}`);
    return null;
  };
  const nameOf = (name: string | null) => {
    const user = field === 'assignee' || field === 'reporter' ? state.users.get(idOf(name) ?? '') : undefined;
    return user?.name ?? name;
  };
  return { field, fieldId: field, custom: false, from: idOf(from), fromString: nameOf(from), to: idOf(to), toString: nameOf(to) };
}

function visibilityOf({ state }: Making, audience: string, where: string): Visibility {
  const [, type, name = ''] = /^(group|role):(.+)$/.exec(audience) ?? [];
  const list = type === 'group' ? state.groups.by('name', name.toLowerCase()) : state.roles.by('name', name.toLowerCase());
  const found = list[0] ?? refuseSeed(where, `"${audience}" is nobody`);
  return { type: type === 'group' ? 'group' : 'role', id: found.id, name: found.name };
}
