import type { JiraCall } from './operation.ts';
import type { ChangeItem, Issue, JiraState } from './state.ts';

/** What an issue looks like to the changelog: per field the value and how it is written. */
type Trace = Record<string, { value: string | null; text: string | null }>;

/** Changes an issue and writes what became different into its history. */
export function change(call: JiraCall, issue: Issue, edit: () => void): void {
  const before = trace(call.state, issue);
  edit();
  const items = differences(before, trace(call.state, issue));
  if (items.length === 0) return;
  issue.updated = call.clock.now();
  const id = String(call.ids.number('jira.change', 10_000));
  issue.history.push({ id, author: call.user.accountId, at: issue.updated, items });
}

function trace(state: JiraState, issue: Issue): Trace {
  const plain = (text: string | null) => ({ value: null, text });
  const person = (id: string | null) => ({ value: id, text: id === null ? null : (state.users.get(id)?.name ?? id) });
  const named = (list: { id: string; name: string }[], id: string) => ({
    value: id,
    text: list.find(one => one.id === id)?.name ?? id,
  });
  return {
    summary: plain(issue.summary),
    description: plain(issue.description === null ? null : JSON.stringify(issue.description)),
    environment: plain(issue.environment === null ? null : JSON.stringify(issue.environment)),
    status: named(state.statuses, issue.statusId),
    issuetype: named(state.issueTypes, issue.typeId),
    priority: plain(issue.priority),
    assignee: person(issue.assignee),
    reporter: person(issue.reporter),
    labels: plain(issue.labels.join(' ')),
    duedate: { value: issue.dueDate, text: issue.dueDate },
    resolution: issue.resolved === null ? plain(null) : { value: '10000', text: 'Done' },
  };
}

function differences(before: Trace, after: Trace): ChangeItem[] {
  return Object.entries(after).flatMap(([field, { value, text }]) => {
    const was = before[field];
    if (was === undefined || (was.value === value && was.text === text)) return [];
    return [{ field, from: was.value, fromString: was.text, to: value, toString: text }];
  });
}
