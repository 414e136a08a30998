import { type Answer, json } from '../../../kit/answer.ts';
import type { Operation } from '../../../kit/plugin.ts';
import type { Issue } from '../../model/issue.ts';
import { findIssueByKey, type JiraCall, restOperation } from '../../operation.ts';
import type { JiraState } from '../../state.ts';
import { typeOf } from '../../workflow/shape.ts';
import { prepareSearch, type Search } from '../find.ts';
import { JqlError } from '../syntax/jql-error.ts';
import { compileWords } from '../words.ts';
import { inBold } from './bold.ts';

/** Suggestions while somebody types the key or a part of the summary of an issue. */
export const pickerOperations: Operation<JiraState>[] = [
  restOperation({ name: 'issue.picker', method: 'GET', path: '/issue/picker', label: 'spec', anonymous: true, run: pick }),
];

const most = 20;

function pick(call: JiraCall): Answer {
  const { query } = call.request;
  const text = (query.get('query') ?? '').trim();
  const history = section(call, 'hs', 'History Search', text, 'issuekey in issueHistory() ORDER BY lastViewed DESC');
  const jql = query.get('currentJQL');
  const current = jql === null ? [] : [section(call, 'cs', 'Current Search', text, jql)];
  return json({ sections: [history, ...current] });
}

function section(call: JiraCall, id: string, label: string, text: string, jql: string): Record<string, unknown> {
  const issues = found(call, text, jql);
  const sub = `Showing ${issues.length} of ${issues.length} matching issues`;
  if (issues.length === 0) return { id, label, msg: 'No matching issues found', issues: [] };
  return { id, label, sub, issues: issues.map(issue => suggested(call, issue, text)) };
}

function found(call: JiraCall, text: string, jql: string): Readonly<Issue>[] {
  const search = prepare(call, jql);
  if (search === undefined) return [];
  const { query } = call.request;
  const current = findIssueByKey(call.state, query.get('currentIssueKey') ?? '');
  const isWanted = (issue: Readonly<Issue>) => {
    if (issue.id === current?.id) return false;
    if (query.get('showSubTasks') === 'false' && typeOf(call.state, issue).isSubtask) return false;
    if (query.get('showSubTaskParent') === 'false' && issue.id === current?.parentId) return false;
    const project = query.get('currentProjectId');
    return project === null || project === '' || issue.projectId === project;
  };
  return search.order(search.find().filter(isWanted)).filter(fits(text)).slice(0, most);
}

function prepare(call: JiraCall, jql: string): Search | undefined {
  try {
    return prepareSearch(jql, call.state, call.user, call.clock.now());
  } catch (error) {
    // A query that is not valid suggests nothing.
    if (error instanceof JqlError) return undefined;
    throw error;
  }
}

function fits(text: string): (issue: Readonly<Issue>) => boolean {
  if (text === '') return () => true;
  const wanted = text.toLowerCase();
  const plain = wanted.replace(/[^\p{L}\p{N} ]/gu, ' ').trim();
  const words =
    plain === ''
      ? () => false
      : compileWords(
          plain
            .split(/\s+/)
            .map(word => `${word}*`)
            .join(' '),
          'summary',
        );
  return issue =>
    issue.key.toLowerCase().includes(wanted) || issue.key.endsWith(`-${wanted}`) || words(issue.summary.toLowerCase());
}

function suggested(call: JiraCall, issue: Readonly<Issue>, text: string): Record<string, unknown> {
  return {
    id: Number(issue.id),
    key: issue.key,
    keyHtml: inBold(issue.key, text),
    img: `/rest/api/2/universal_avatar/view/type/issuetype/avatar/${typeOf(call.state, issue).avatarId}?size=medium`,
    summary: inBold(issue.summary, text),
    summaryText: issue.summary,
  };
}
