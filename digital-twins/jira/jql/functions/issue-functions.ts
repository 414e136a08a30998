import type { JqlContext } from '../context.ts';
import { seenIssue } from '../fields/issue-fields.ts';
import { resolveUser } from '../fields/people-fields.ts';
import { JqlError } from '../syntax/jql-error.ts';
import { parseDate } from '../time/dates.ts';
import type { JqlFunction } from './function.ts';

/** Functions that give issues. */
export const issueFunctions: JqlFunction[] = [
  { name: 'issueHistory', gives: 'issue', least: 0, most: 0, isList: true, run: (_args, context) => issueHistory(context) },
  {
    name: 'linkedIssues',
    gives: 'issue',
    least: 1,
    most: 50,
    isList: true,
    run: ([key = '', ...words], context) => linkedIssues(key, words, context),
  },
  {
    name: 'watchedIssues',
    gives: 'issue',
    least: 0,
    most: 0,
    isList: true,
    run: (_args, context) => listed('watchers', context),
  },
  { name: 'votedIssues', gives: 'issue', least: 0, most: 0, isList: true, run: (_args, context) => listed('voters', context) },
  { name: 'updatedBy', gives: 'issue', least: 1, most: 3, isList: true, run: (args, context) => updatedBy(args, context) },
  { name: 'parentEpic', gives: 'issue', least: 1, most: 50, isList: true, run: (args, context) => epicsAbove(args, context) },
  { name: 'subtasksOf', gives: 'issue', least: 1, most: 50, isList: true, run: (args, context) => childrenOf(args, context, 1) },
  {
    name: 'portfolioChildIssuesOf',
    gives: 'issue',
    least: 1,
    most: 1,
    isList: true,
    run: (args, context) => childrenOf(args, context, 10),
  },
  {
    name: 'childIssuesOf',
    gives: 'issue',
    least: 1,
    most: 50,
    isList: true,
    run: (args, context) => childrenOf(args, context, 1),
  },
];

function issueHistory({ state, user }: JqlContext): readonly string[] {
  const seen = [...state.issues.values()].filter(issue => issue.viewed[user.accountId] !== undefined);
  const latest = seen.sort((left, right) => (right.viewed[user.accountId] ?? 0) - (left.viewed[user.accountId] ?? 0));
  return latest.slice(0, 50).map(issue => issue.id);
}

function theIssue(key: string, name: string, context: JqlContext): string {
  const issue = seenIssue(context, key);
  if (issue === undefined) throw new JqlError(`Function '${name}' cannot be called: issue '${key}' could not be found.`);
  return issue.id;
}

function linkedIssues(key: string, words: readonly string[], context: JqlContext): readonly string[] {
  const { links, linkTypes } = context.state;
  const issue = seenIssue(context, key);
  if (issue === undefined) throw new JqlError(`Issue '${key}' could not be found in function 'linkedIssues'.`);
  const known = new Set([...linkTypes.values()].flatMap(({ inward, outward }) => [inward.toLowerCase(), outward.toLowerCase()]));
  const strange = words.find(word => !known.has(word.toLowerCase()));
  if (strange !== undefined) throw new JqlError(`Issue link type '${strange}' could not be found in function 'linkedIssues'.`);
  const wanted = new Set(words.map(word => word.toLowerCase()));
  return links.by('issue', issue.id).flatMap(({ typeId, inwardId, outwardId }) => {
    const type = linkTypes.get(typeId);
    // The inward issue stands at the link's beginning: it "blocks" (outward) the other one.
    const isSource = inwardId === issue.id;
    const description = (isSource ? type?.outward : type?.inward) ?? '';
    return wanted.size === 0 || wanted.has(description.toLowerCase()) ? [isSource ? outwardId : inwardId] : [];
  });
}

function listed(which: 'watchers' | 'voters', { state, user }: JqlContext): readonly string[] {
  return [...state.issues.values()].filter(issue => issue[which].includes(user.accountId)).map(issue => issue.id);
}

/** Issues somebody made, changed, commented on or logged work on, within a time. */
function updatedBy([who = '', from, to]: readonly string[], context: JqlContext): readonly string[] {
  const { state } = context;
  const [user] = resolveUser(context, who);
  if (user === undefined) throw new JqlError(`Function 'updatedBy' cannot be called: user '${who}' could not be found.`);
  const [start, end] = [readLimit(from, context, 0), readLimit(to, context, Number.MAX_SAFE_INTEGER)];
  const fits = (author: string, at: number) => author === user && at >= start && at <= end;
  const found = new Set<string>();
  for (const issue of state.issues.values()) if (fits(issue.creator, issue.created)) found.add(issue.id);
  for (const one of state.changes.values()) if (fits(one.author, one.at)) found.add(one.issueId);
  for (const one of state.comments.values()) if (fits(one.updateAuthor, one.updated)) found.add(one.issueId);
  for (const one of state.worklogs.values()) if (fits(one.updateAuthor, one.updated)) found.add(one.issueId);
  return [...found];
}

function readLimit(text: string | undefined, context: JqlContext, otherwise: number): number {
  if (text === undefined || text === '') return otherwise;
  const time = parseDate(text, context);
  if (time === undefined) throw new JqlError(`Date '${text}' for function 'updatedBy' is invalid.`);
  return time;
}

function epicsAbove(keys: readonly string[], context: JqlContext): readonly string[] {
  const epics = new Set(keys.map(key => theIssue(key, 'parentEpic', context)));
  const { issues } = context.state;
  const children = [...epics].flatMap(epic => issues.by('parent', epic));
  return [...epics, ...children.flatMap(child => [child.id, ...issues.keysBy('parent', child.id)])];
}

function childrenOf(keys: readonly string[], context: JqlContext, depth: number): readonly string[] {
  let level = keys.map(key => theIssue(key, 'subtasksOf', context));
  const found = new Set<string>();
  for (let step = 0; step < depth && level.length > 0; step += 1) {
    level = level.flatMap(id => context.state.issues.keysBy('parent', id)).filter(id => !found.has(id));
    for (const id of level) found.add(id);
  }
  return [...found];
}
