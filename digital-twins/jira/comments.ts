import { type Answer, empty, json } from '../kit/answer.ts';
import type { Operation } from '../kit/plugin.ts';
import { type AdfDocument, adfToText } from './adf.ts';
import { asObject, FieldError, readDocument } from './issue-fields.ts';
import { findIssue, type JiraCall, JiraRefusal, readBody, readNumber, restOperation } from './operation.ts';
import { commentShape, viewOf } from './shapes.ts';
import type { Comment, Issue, JiraState } from './state.ts';

const one = '/issue/:issue/comment/:comment';

export const commentOperations: Operation<JiraState>[] = [
  restOperation({ name: 'comment.list', method: 'GET', path: '/issue/:issue/comment', label: 'docs', run: list }),
  restOperation({
    name: 'comment.add',
    method: 'POST',
    path: '/issue/:issue/comment',
    label: 'docs',
    write: true,
    run: call => {
      const issue = findIssue(call);
      return json(commentShape(viewOf(call), issue, addComment(call, issue, readBody(call).body)), 201);
    },
  }),
  restOperation({
    name: 'comment.get',
    method: 'GET',
    path: one,
    label: 'docs',
    run: call => json(commentShape(viewOf(call), findIssue(call), findComment(call))),
  }),
  restOperation({
    name: 'comment.edit',
    method: 'PUT',
    path: one,
    label: 'docs',
    write: true,
    run: call => {
      const comment = findComment(call);
      comment.body = readCommentBody(call, readBody(call).body);
      comment.updateAuthor = call.user.accountId;
      comment.updated = call.clock.now();
      return json(commentShape(viewOf(call), findIssue(call), comment));
    },
  }),
  restOperation({
    name: 'comment.delete',
    method: 'DELETE',
    path: one,
    label: 'docs',
    write: true,
    run: call => {
      const { comments } = findIssue(call);
      comments.splice(comments.indexOf(findComment(call)), 1);
      return empty();
    },
  }),
];

function findComment(call: JiraCall): Comment {
  const id = call.params.comment ?? '';
  const comment = findIssue(call).comments.find(candidate => candidate.id === id);
  if (comment === undefined) throw new JiraRefusal(404, [`Can not find a comment for the id: ${id}.`]);
  return comment;
}

function list(call: JiraCall): Answer {
  const issue = findIssue(call);
  const { query } = call.request;
  const startAt = readNumber(query.get('startAt'), 0, Number.MAX_SAFE_INTEGER);
  const maxResults = readNumber(query.get('maxResults'), 100, 5000);
  const sorted = query.get('orderBy') === '-created' ? issue.comments.toReversed() : issue.comments;
  const comments = sorted.slice(startAt, startAt + maxResults).map(comment => commentShape(viewOf(call), issue, comment));
  return json({ startAt, maxResults, total: issue.comments.length, comments });
}

function addComment(call: JiraCall, issue: Issue, body: unknown): Comment {
  const now = call.clock.now();
  const author = call.user.accountId;
  const document = readCommentBody(call, body);
  const id = String(call.ids.number('jira.comment', 10_000));
  const comment = { id, author, updateAuthor: author, body: document, created: now, updated: now };
  issue.comments.push(comment);
  issue.updated = now;
  return comment;
}

/** Comments given along with a transition: `[{ add: { body } }]`. */
export function addComments(call: JiraCall, issue: Issue, verbs: unknown): void {
  if (verbs === undefined) return;
  if (!Array.isArray(verbs)) throw new JiraRefusal(400, [], { comment: 'data was not an array' });
  for (const verb of verbs) addComment(call, issue, asObject(asObject(verb).add).body);
}

function readCommentBody(call: JiraCall, body: unknown): AdfDocument {
  const document = readOrRefuse(call, body);
  if (document === null || (adfToText(document) === '' && document.content.length === 0)) {
    throw new JiraRefusal(400, [], { comment: 'Comment body can not be empty!' });
  }
  return document;
}

function readOrRefuse(call: JiraCall, body: unknown): AdfDocument | null {
  try {
    return readDocument(call, body);
  } catch (error) {
    if (error instanceof FieldError) throw new JiraRefusal(400, [], { comment: 'Comment body is not valid!' });
    throw error;
  }
}
