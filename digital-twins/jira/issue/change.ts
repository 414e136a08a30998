import { emit } from '../emit.ts';
import type { Change, ChangeItem, Comment, Issue } from '../model/issue.ts';
import type { JiraCall } from '../operation.ts';
import type { IssueEventType } from '../webhooks/event.ts';
import { applyPatch, differences, type Patch, traceOf } from './patch.ts';

interface ChangeOptions {
  /** What the webhook calls it; by default told from what changed. */
  type?: IssueEventType;
  /** A comment made with it. */
  comment?: Readonly<Comment>;
  /** History items that no field of the issue shows: links, attachments. */
  extra?: ChangeItem[];
}

/** Changes an issue, writes what became different into its history, and tells webhooks. */
export function changeIssue(call: JiraCall, id: string, patch: Patch, options: ChangeOptions = {}): Readonly<Issue> {
  const { state } = call;
  const before = state.issues.get(id);
  if (before === undefined) throw new Error(`there is no issue ${id}`);
  const traced = traceOf(state, before, patch);
  const now = call.clock.now();
  const after = state.issues.edit(id, row => applyPatch(row, patch));
  const items = [...differences(traced, traceOf(state, after, patch)), ...(options.extra ?? [])];
  if (items.length === 0) return after;
  const change = record(call, id, items);
  const issue = state.issues.edit(id, row => {
    row.updated = now;
  });
  emit(call, {
    kind: 'issue',
    event: 'jira:issue_updated',
    type: options.type ?? typeOfChange(items),
    issue,
    change,
    ...(options.comment === undefined ? {} : { comment: options.comment }),
  });
  return issue;
}

/** Writes one entry of an issue's history. */
function record(call: JiraCall, issueId: string, items: ChangeItem[]): Readonly<Change> {
  const id = String(call.ids.number('jira.change', 10_000));
  return call.state.changes.add({ id, issueId, author: call.user.accountId, at: call.clock.now(), items });
}

function typeOfChange(items: ChangeItem[]): IssueEventType {
  return items.every(item => item.fieldId === 'assignee') ? 'issue_assigned' : 'issue_updated';
}

/** Notes that something about an issue is new without an entry in its history. */
export function touchIssue(call: JiraCall, id: string): Readonly<Issue> {
  const now = call.clock.now();
  return call.state.issues.edit(id, row => {
    row.updated = now;
  });
}
