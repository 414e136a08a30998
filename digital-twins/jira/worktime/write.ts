import { can } from '../access/can.ts';
import { readVisibility } from '../comment/write.ts';
import { emit } from '../emit.ts';
import { changeIssue } from '../issue/change.ts';
import { FieldError } from '../issue/field-error.ts';
import { readDocument, readMoment } from '../issue/read-value.ts';
import type { Issue, Worklog } from '../model/issue.ts';
import { type JiraCall, projectOf } from '../operation.ts';
import { asObject, type Loose } from '../reading.ts';
import { JiraRefusal } from '../refusal.ts';
import { readDuration } from './duration.ts';

/** How the remaining estimate follows: `auto` unless said otherwise (Jira docs, "Add worklog"). */
export interface Adjusting {
  adjustEstimate?: string | null;
  newEstimate?: string | null;
  reduceBy?: string | null;
  increaseBy?: string | null;
}

export function addWorklog(call: JiraCall, issue: Readonly<Issue>, given: Loose, adjusting: Adjusting): Readonly<Worklog> {
  const { state } = call;
  const row = readWorklog(call, issue, given);
  const remaining = remainingAfter(call, issue, -row.spent, { ...given, ...adjusting });
  const id = String(call.ids.number('jira.worklog', 10_000));
  const worklog = state.worklogs.add({ ...row, id });
  changeIssue(call, issue.id, { timeSpent: (issue.timeSpent ?? 0) + row.spent, ...remaining }, { type: 'issue_work_logged' });
  for (const property of (Array.isArray(given.properties) ? given.properties : []).map(asObject)) {
    const key = String(property.key);
    state.properties.delete(`worklog:${id}:${key}`);
    state.properties.add({ entity: 'worklog', entityId: id, key, value: property.value });
  }
  emit(call, { kind: 'worklog', event: 'worklog_created', worklog });
  return worklog;
}

/** Throws what `addWorklog` would, and writes nothing. */
export function checkWorklog(call: JiraCall, issue: Readonly<Issue>, given: Loose): void {
  remainingAfter(call, issue, -readWorklog(call, issue, given).spent, given);
}

function readWorklog(call: JiraCall, issue: Readonly<Issue>, given: Loose): Omit<Worklog, 'id'> {
  const { state, user } = call;
  if (!can(state, user, 'WORK_ON_ISSUES', projectOf(state, issue), issue)) {
    throw new JiraRefusal(403, ['You do not have the permission to log work on this issue.']);
  }
  const spent = readSpent(call, given);
  if (spent === undefined) throw new JiraRefusal(400, [], { timeLogged: 'You must indicate the time spent working.' });
  const now = call.clock.now();
  const author = user.accountId;
  const visibility = readVisibility(call, issue, given.visibility);
  const comment = readField(() => readDocument(call, given.comment));
  const started = readField(() => (given.started === undefined ? now : readMoment(given.started))) ?? now;
  return {
    issueId: issue.id,
    author,
    updateAuthor: author,
    comment,
    created: now,
    updated: now,
    started,
    spent,
    visibility,
  };
}

export function editWorklog(
  call: JiraCall,
  issue: Readonly<Issue>,
  worklog: Readonly<Worklog>,
  given: Loose,
  adjusting: Adjusting,
): Readonly<Worklog> {
  demandOwn(call, issue, worklog, 'EDIT');
  const spent = readSpent(call, given) ?? worklog.spent;
  const patch: Partial<Worklog> = {
    spent,
    ...(given.comment === undefined ? {} : { comment: readField(() => readDocument(call, given.comment)) }),
    ...(given.started === undefined ? {} : { started: readField(() => readMoment(given.started)) ?? worklog.started }),
    ...(given.visibility === undefined ? {} : { visibility: readVisibility(call, issue, given.visibility) }),
  };
  const more = spent - worklog.spent;
  const remaining = remainingAfter(call, issue, -more, adjusting);
  const now = call.clock.now();
  const edited = call.state.worklogs.edit(worklog.id, row =>
    Object.assign(row, patch, { updateAuthor: call.user.accountId, updated: now }),
  );
  changeIssue(call, issue.id, { timeSpent: (issue.timeSpent ?? 0) + more, ...remaining }, { type: 'issue_worklog_updated' });
  emit(call, { kind: 'worklog', event: 'worklog_updated', worklog: edited });
  return edited;
}

export function deleteWorklog(call: JiraCall, issue: Readonly<Issue>, worklog: Readonly<Worklog>, adjusting: Adjusting): void {
  demandOwn(call, issue, worklog, 'DELETE');
  const { state } = call;
  const remaining = remainingAfter(call, issue, worklog.spent, adjusting);
  state.worklogs.delete(worklog.id);
  state.deletedWorklogs.add({ id: worklog.id, at: call.clock.now() });
  changeIssue(
    call,
    issue.id,
    { timeSpent: Math.max(0, (issue.timeSpent ?? 0) - worklog.spent), ...remaining },
    { type: 'issue_worklog_deleted' },
  );
  emit(call, { kind: 'worklog', event: 'worklog_deleted', worklog });
}

function demandOwn(call: JiraCall, issue: Readonly<Issue>, worklog: Readonly<Worklog>, verb: 'EDIT' | 'DELETE'): void {
  const { state, user } = call;
  const project = projectOf(state, issue);
  const own = worklog.author === user.accountId && can(state, user, `${verb}_OWN_WORKLOGS`, project, issue);
  if (own || can(state, user, `${verb}_ALL_WORKLOGS`, project, issue)) return;
  throw new JiraRefusal(403, [`You do not have the permission to ${verb.toLowerCase()} this worklog.`]);
}

function readSpent(call: JiraCall, { timeSpent, timeSpentSeconds }: Loose): number | undefined {
  if (timeSpent === undefined && timeSpentSeconds === undefined) return undefined;
  const seconds =
    timeSpent === undefined ? Number(timeSpentSeconds) : readDuration(String(timeSpent), call.state.settings.timeTracking);
  if (seconds === undefined || !Number.isFinite(seconds)) throw new JiraRefusal(400, [], { timeLogged: 'Invalid time entered.' });
  if (seconds < 60) throw new JiraRefusal(400, [], { timeLogged: 'You must indicate the time spent working.' });
  return seconds;
}

function readField<Value>(read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    if (error instanceof FieldError) throw new JiraRefusal(400, [], { comment: error.message });
    throw error;
  }
}

/** The new remaining estimate, where there is one; `change` is what `auto` adds to it. */
function remainingAfter(call: JiraCall, issue: Readonly<Issue>, change: number, adjusting: Adjusting): Partial<Issue> {
  const mode = adjusting.adjustEstimate ?? 'auto';
  const read = (name: 'newEstimate' | 'reduceBy' | 'increaseBy') => {
    const seconds = readDuration(adjusting[name] ?? '', call.state.settings.timeTracking);
    if (adjusting[name] === undefined || adjusting[name] === null || seconds === undefined) {
      throw new JiraRefusal(400, [], { [name]: `You must supply a valid ${name}.` });
    }
    return seconds;
  };
  const current = issue.remainingEstimate;
  if (mode === 'leave') return {};
  if (mode === 'new') return { remainingEstimate: read('newEstimate') };
  if (mode === 'manual') {
    const by = change <= 0 && adjusting.increaseBy === undefined ? -read('reduceBy') : read('increaseBy');
    return { remainingEstimate: Math.max(0, (current ?? 0) + by) };
  }
  if (mode !== 'auto') throw new JiraRefusal(400, ["Please set adjustEstimate to one of 'new', 'leave', 'manual' or 'auto'."]);
  return current === null ? { remainingEstimate: 0 } : { remainingEstimate: Math.max(0, current + change) };
}
