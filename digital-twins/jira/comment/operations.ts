import { type Answer, empty, json } from '../../kit/answer.ts';
import { canSeeIssue } from '../access/can.ts';
import type { Comment } from '../model/issue.ts';
import { findIssue, type JiraCall, type RestOperation } from '../operation.ts';
import { asList, pageAnswer, readBody, readList, readSpan } from '../reading.ts';
import { JiraRefusal } from '../refusal.ts';
import { viewOf } from '../shapes.ts';
import { commentShape } from './shape.ts';
import { addComment, deleteComment, editComment, findComment, isVisible } from './write.ts';

const one = '/issue/:issue/comment/:comment';
const named = (call: JiraCall) => findComment(call, findIssue(call), call.params.comment ?? '');
const shape = (call: JiraCall, comment: Readonly<Comment>) => commentShape(viewOf(call), comment, readList(call, 'expand'));

export const commentOperations: RestOperation[] = [
  { name: 'comment.list', method: 'GET', path: '/issue/:issue/comment', label: 'spec', anonymous: true, run: list },
  {
    name: 'comment.add',
    method: 'POST',
    path: '/issue/:issue/comment',
    label: 'spec',
    write: true,
    run: call => json(shape(call, addComment(call, findIssue(call), readBody(call))), 201),
  },
  { name: 'comment.get', method: 'GET', path: one, label: 'spec', anonymous: true, run: call => json(shape(call, named(call))) },
  {
    name: 'comment.edit',
    method: 'PUT',
    path: one,
    label: 'spec',
    write: true,
    run: call => json(shape(call, editComment(call, findIssue(call), named(call), readBody(call)))),
  },
  {
    name: 'comment.delete',
    method: 'DELETE',
    path: one,
    label: 'spec',
    write: true,
    run: call => {
      deleteComment(call, findIssue(call), named(call));
      return empty();
    },
  },
  { name: 'comment.byIds', method: 'POST', path: '/comment/list', label: 'spec', run: byIds },
];

function list(call: JiraCall): Answer {
  const issue = findIssue(call);
  const { startAt, maxResults } = readSpan(call, 100, 5000);
  const orderBy = call.request.query.get('orderBy') ?? 'created';
  if (!/^[-+]?created$/.test(orderBy)) throw new JiraRefusal(400, [`The orderBy value '${orderBy}' is not supported.`]);
  const visible = call.state.comments.by('issue', issue.id).filter(comment => isVisible(call, issue, comment));
  const sorted = orderBy.startsWith('-') ? visible.toReversed() : visible;
  const comments = sorted.slice(startAt, startAt + maxResults).map(comment => shape(call, comment));
  return json({ startAt, maxResults, total: visible.length, comments });
}

function byIds(call: JiraCall): Answer {
  const ids = asList(readBody(call).ids).map(String);
  const found = ids.flatMap(id => {
    const comment = call.state.comments.get(id);
    const issue = call.state.issues.get(comment?.issueId ?? '');
    const isThere =
      comment !== undefined &&
      issue !== undefined &&
      canSeeIssue(call.state, call.user, issue) &&
      isVisible(call, issue, comment);
    return isThere ? [comment] : [];
  });
  return pageAnswer(call, found, comment => shape(call, comment));
}
