import { type Check, demand, same } from '../../../testing/conformance/check.ts';
import { basic, call, paragraph, refusalOf, refused, sdk } from '../clients.ts';
import { seed } from '../seed.ts';

const issueIdOrKey = 'HELP-2';
const path = '/rest/api/3/issue/HELP-2/comment';

/** What people say about issues. */
export const commentChecks: Check[] = [
  {
    id: 'comments',
    title: 'comments: added, read, changed, listed either way round in pages, deleted',
    label: 'docs',
    seed,
    run: async bench => {
      const jira = sdk(bench, 'ben');
      const ids: string[] = [];
      for (const text of ['one', 'two', 'three']) {
        const made = await jira.issueComments.addComment({ issueIdOrKey, body: paragraph(text) });
        same([made.body, made.author?.displayName], [paragraph(text), 'Ben Okafor'], 'the new one');
        ids.push(String(made.id));
      }
      const page = await jira.issueComments.getComments({ issueIdOrKey, orderBy: '-created', maxResults: 2 });
      same([page.total, page.comments?.map(one => one.id)], [3, [ids[2], ids[1]]], 'the latest two');
      const id = String(ids[0]);
      const changed = await sdk(bench).issueComments.updateComment({ issueIdOrKey, id, body: { body: paragraph('ONE') } });
      same([changed.body, changed.author?.displayName], [paragraph('ONE'), 'Ben Okafor'], 'changed');
      same([changed.updateAuthor?.displayName, changed.updated === changed.created], ['Ada Moreno', false], 'by whom and when');
      await jira.issueComments.deleteComment({ issueIdOrKey, id });
      await refused(() => jira.issueComments.getComment({ issueIdOrKey, id }), 404);
      same((await jira.issueComments.getComments({ issueIdOrKey })).total, 2, 'left');
    },
  },
  {
    id: 'comment-invalid',
    title: 'a comment that is no document is refused in version 3, and taken as text in version 2',
    label: 'docs',
    seed,
    run: async bench => {
      const { errors } = refusalOf(await call(bench, 'POST', path, { body: 'text' }), 400);
      same(errors, { comment: 'Comment body is not valid!' }, 'errors');
      same((await call(bench, 'POST', path, {})).status, 400, 'without a body');
      const made = await call(bench, 'POST', path.replace('/3/', '/2/'), { body: '*text*' });
      same([made.status, String(made.body.body)], [201, '*text*'], 'in version 2');
    },
  },
  {
    id: 'comment-role',
    title: 'a comment for a role is seen by the people of that role only',
    label: 'docs',
    seed,
    run: async bench => {
      const visibility = { type: 'role' as const, value: 'Administrators' };
      const secret = await sdk(bench).issueComments.addComment({ issueIdOrKey, body: paragraph('Between us'), visibility });
      same([secret.visibility?.type, secret.visibility?.value], ['role', 'Administrators'], 'visibility');
      const open = await sdk(bench).issueComments.addComment({ issueIdOrKey, body: paragraph('For all') });
      const ids = async (person: 'ada' | 'ben') =>
        (await sdk(bench, person).issueComments.getComments({ issueIdOrKey })).comments?.map(one => one.id);
      same([await ids('ada'), await ids('ben')], [[secret.id, open.id], [open.id]], 'what Ada and Ben see');
      await refused(() => sdk(bench, 'ben').issueComments.getComment({ issueIdOrKey, id: String(secret.id) }), 404);
      const { fields } = await sdk(bench, 'ben').issues.getIssue({ issueIdOrKey });
      same((fields?.comment as unknown as { total: number })?.total, 1, 'comments in the issue for Ben');
    },
  },
  {
    id: 'comment-group',
    title: 'a comment for a group is for its members, and a group that is not there is refused',
    label: 'docs',
    seed,
    run: async bench => {
      const body = paragraph('For the team');
      const visibility = { type: 'group' as const, value: 'support team' };
      await sdk(bench).issueComments.addComment({ issueIdOrKey, body, visibility });
      const total = async (person: 'ben' | 'cleo') =>
        (await sdk(bench, person).issueComments.getComments({ issueIdOrKey })).total;
      same([await total('ben'), await total('cleo')], [1, 0], 'what Ben and Cleo see');
      refusalOf(await call(bench, 'POST', path, { body, visibility: { type: 'group', value: 'no such group' } }), 400);
      refusalOf(await call(bench, 'POST', path, { body, visibility: { type: 'role', value: 'No such role' } }), 400);
    },
  },
  {
    id: 'comment-with-edit',
    title: 'an edit can bring a comment with it; comments by id come from anywhere one may see',
    label: 'docs',
    seed,
    run: async bench => {
      const update = { comment: [{ add: { body: paragraph('With the edit') } }] };
      const sent = await call(bench, 'PUT', '/rest/api/3/issue/HELP-2', { update }, { authorization: basic('ben') });
      same(sent.status, 204, `status ${sent.text}`);
      const { comments } = await sdk(bench).issueComments.getComments({ issueIdOrKey });
      same([comments?.[0]?.body, comments?.[0]?.author?.displayName], [paragraph('With the edit'), 'Ben Okafor'], 'the comment');
      const hidden = await sdk(bench, 'cleo').issueComments.addComment({ issueIdOrKey: 'SECRET-1', body: paragraph('Hidden') });
      const ids = [Number(comments?.[0]?.id), Number(hidden.id)];
      const page = await sdk(bench).issueComments.getCommentsByIds({ ids });
      same(
        page.values?.map(one => one.id),
        [comments?.[0]?.id],
        'by id',
      );
      demand(page.total === 1 || page.values?.length === 1, 'total');
    },
  },
];
