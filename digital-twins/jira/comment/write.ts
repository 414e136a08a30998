import { can, isInGroup, isInRole } from '../access/can.ts';
import { type AdfDocument, adfToText } from '../adf/document.ts';
import { emit } from '../emit.ts';
import { touchIssue } from '../issue/change.ts';
import { FieldError } from '../issue/field-error.ts';
import { readDocument } from '../issue/read-value.ts';
import type { Comment, Issue, Visibility } from '../model/issue.ts';
import { type JiraCall, projectOf } from '../operation.ts';
import { asObject, asText, type Loose } from '../reading.ts';
import { JiraRefusal } from '../refusal.ts';

/** Adds a comment and tells of it; `announce` also says that the issue was commented on. Throws `JiraRefusal`. */
export function addComment(call: JiraCall, issue: Readonly<Issue>, given: Loose, announce = true): Readonly<Comment> {
  const { state, user } = call;
  const { body, visibility } = readComment(call, issue, given);
  const now = call.clock.now();
  const author = user.accountId;
  const id = String(call.ids.number('jira.comment', 10_000));
  const parentId = asText(given.parentId) ?? null;
  const comment = state.comments.add({
    id,
    issueId: issue.id,
    author,
    updateAuthor: author,
    body,
    created: now,
    updated: now,
    visibility,
    parentId,
  });
  for (const { key, value } of (Array.isArray(given.properties) ? given.properties : []).map(asObject)) {
    state.properties.delete(`comment:${id}:${String(key)}`);
    state.properties.add({ entity: 'comment', entityId: id, key: String(key), value });
  }
  const touched = touchIssue(call, issue.id);
  emit(call, { kind: 'comment', event: 'comment_created', issue: touched, comment });
  if (announce) emit(call, { kind: 'issue', event: 'jira:issue_updated', type: 'issue_commented', issue: touched, comment });
  return comment;
}

/** Comments given along with an edit or a transition: `[{ add: { body } }]`. Answers the last one. */
export function addComments(
  call: JiraCall,
  issue: Readonly<Issue>,
  verbs: readonly Loose[],
  announce = true,
): Readonly<Comment> | undefined {
  let last: Readonly<Comment> | undefined;
  for (const { add, edit, remove } of verbs) {
    if (add !== undefined) last = addComment(call, issue, asObject(add), announce);
    if (edit !== undefined) editComment(call, issue, findComment(call, issue, asText(asObject(edit).id) ?? ''), asObject(edit));
    if (remove !== undefined) deleteComment(call, issue, findComment(call, issue, asText(asObject(remove).id) ?? ''));
  }
  return last;
}

export function findComment(call: JiraCall, issue: Readonly<Issue>, id: string): Readonly<Comment> {
  const comment = call.state.comments.get(id);
  if (comment?.issueId === issue.id && isVisible(call, issue, comment)) return comment;
  throw new JiraRefusal(404, [`Can not find a comment for the id: ${id}.`]);
}

export function isVisible(
  call: JiraCall,
  issue: Readonly<Issue>,
  { visibility }: Readonly<Pick<Comment, 'visibility'>>,
): boolean {
  if (visibility === null) return true;
  if (visibility.type === 'group') return isInGroup(call.state, call.user, visibility.id);
  return isInRole(call.state, call.user, issue.projectId, visibility.id);
}

export function editComment(call: JiraCall, issue: Readonly<Issue>, comment: Readonly<Comment>, given: Loose): Readonly<Comment> {
  demandOwn(call, issue, comment, 'EDIT');
  const body = readCommentBody(call, given.body);
  const visibility = given.visibility === undefined ? comment.visibility : readVisibility(call, issue, given.visibility);
  const now = call.clock.now();
  const edited = call.state.comments.edit(comment.id, row => {
    Object.assign(row, { body, visibility, updateAuthor: call.user.accountId, updated: Math.max(now, row.created + 1) });
  });
  const touched = touchIssue(call, issue.id);
  emit(call, { kind: 'comment', event: 'comment_updated', issue: touched, comment: edited });
  emit(call, { kind: 'issue', event: 'jira:issue_updated', type: 'issue_comment_edited', issue: touched, comment: edited });
  return edited;
}

export function deleteComment(call: JiraCall, issue: Readonly<Issue>, comment: Readonly<Comment>): void {
  demandOwn(call, issue, comment, 'DELETE');
  call.state.comments.delete(comment.id);
  for (const { key } of call.state.properties.by('owner', `comment:${comment.id}`))
    call.state.properties.delete(`comment:${comment.id}:${key}`);
  const touched = touchIssue(call, issue.id);
  emit(call, { kind: 'comment', event: 'comment_deleted', issue: touched, comment });
  emit(call, { kind: 'issue', event: 'jira:issue_updated', type: 'issue_comment_deleted', issue: touched, comment });
}

function demandOwn(call: JiraCall, issue: Readonly<Issue>, comment: Readonly<Comment>, verb: 'EDIT' | 'DELETE'): void {
  const { state, user } = call;
  const project = projectOf(state, issue);
  const own = comment.author === user.accountId && can(state, user, `${verb}_OWN_COMMENTS`, project, issue);
  if (own || can(state, user, `${verb}_ALL_COMMENTS`, project, issue)) return;
  throw new JiraRefusal(403, [`${user.name} does not have the permission to ${verb.toLowerCase()} this comment.`]);
}

/** What a new comment says, and to whom. Throws `JiraRefusal` as `addComment` would. */
function readComment(call: JiraCall, issue: Readonly<Issue>, given: Loose): Pick<Comment, 'body' | 'visibility'> {
  const { state, user } = call;
  if (!can(state, user, 'ADD_COMMENTS', projectOf(state, issue), issue)) {
    throw new JiraRefusal(403, [`You do not have the permission to comment on this issue.`]);
  }
  return { body: readCommentBody(call, given.body), visibility: readVisibility(call, issue, given.visibility) };
}

/** Throws what `addComments` would, and writes nothing. */
export function checkComments(call: JiraCall, issue: Readonly<Issue>, verbs: readonly Loose[]): void {
  for (const { add, edit, remove } of verbs) {
    if (add !== undefined) readComment(call, issue, asObject(add));
    for (const [verb, given] of [
      ['EDIT', edit],
      ['DELETE', remove],
    ] as const) {
      if (given !== undefined) demandOwn(call, issue, findComment(call, issue, asText(asObject(given).id) ?? ''), verb);
    }
    if (edit !== undefined) readCommentBody(call, asObject(edit).body);
  }
}

function readCommentBody(call: JiraCall, body: unknown): AdfDocument {
  const document = readOrRefuse(call, body);
  if (document === null || (document.content.length === 0 && adfToText(document) === '')) {
    throw new JiraRefusal(400, [], { comment: 'Comment body can not be empty!' });
  }
  return document;
}

function readOrRefuse(call: JiraCall, body: unknown): AdfDocument | null {
  try {
    return readDocument(call, body);
  } catch (error) {
    if (error instanceof FieldError || error instanceof JiraRefusal)
      throw new JiraRefusal(400, [], { comment: 'Comment body is not valid!' });
    throw error;
  }
}

/** `{ type, value }` or `{ type, identifier }`; one must be in the role or group oneself. */
export function readVisibility(call: JiraCall, issue: Readonly<Issue>, value: unknown): Visibility | null {
  if (value === undefined || value === null) return null;
  const { type, value: name, identifier } = asObject(value);
  const wanted = asText(identifier) ?? asText(name) ?? '';
  const { state, user } = call;
  if (type === 'group') {
    const group = state.groups.get(wanted) ?? state.groups.by('name', wanted.toLowerCase())[0];
    if (group === undefined) throw new JiraRefusal(400, [], { commentLevel: `Group: ${wanted} does not exist.` });
    if (!isInGroup(state, user, group.id))
      throw new JiraRefusal(400, [], { commentLevel: `You are currently not a member of the group: ${group.name}.` });
    return { type, id: group.id, name: group.name };
  }
  if (type !== 'role') throw new JiraRefusal(400, [], { commentLevel: 'The visibility type must be one of: group, role.' });
  const role = state.roles.get(wanted) ?? state.roles.by('name', wanted.toLowerCase())[0];
  if (role === undefined) throw new JiraRefusal(400, [], { commentLevel: `Role: ${wanted} does not exist.` });
  if (!isInRole(state, user, issue.projectId, role.id)) {
    throw new JiraRefusal(400, [], { commentLevel: `You are currently not a member of the project role: ${role.name}.` });
  }
  return { type, id: role.id, name: role.name };
}
