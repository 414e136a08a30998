import { type Check, demand, same } from '../../../testing/conformance/check.ts';
import { call, fieldsOf, find, makeTask, move, refusalOf, sdk } from '../clients.ts';
import { seed, seedOf } from '../seed.ts';

/** What products lean on without thinking of it. */
export const issueLifeChecks: Check[] = [
  {
    id: 'history-newest-first',
    title: 'the history that comes with an issue begins with the latest change',
    label: 'docs',
    seed,
    run: async bench => {
      await sdk(bench).issues.editIssue({ issueIdOrKey: 'HELP-2', fields: { summary: 'One' } });
      await sdk(bench).issues.editIssue({ issueIdOrKey: 'HELP-2', fields: { summary: 'Two' } });
      const { changelog } = await sdk(bench).issues.getIssue({ issueIdOrKey: 'HELP-2', expand: 'changelog' });
      const latest = changelog?.histories?.map(entry => `${entry.items?.[0]?.toString}`);
      same([latest, changelog?.total], [['Two', 'One'], 2], 'the changes');
    },
  },
  {
    id: 'type-changed',
    title: 'a bug becomes a task, keeps its key, and a sub-task cannot become an epic',
    label: 'docs',
    seed,
    run: async bench => {
      await sdk(bench).issues.editIssue({ issueIdOrKey: 'HELP-2', fields: { issuetype: { name: 'Task' } } });
      same((await fieldsOf(bench, 'HELP-2')).issuetype?.name, 'Task', 'type');
      same(await find(bench, 'type = Bug'), [], 'bugs');
      const epic = { fields: { issuetype: { name: 'Epic' } } };
      refusalOf(await call(bench, 'PUT', '/rest/api/3/issue/HELP-4', epic), 400);
    },
  },
  {
    id: 'create-in-status',
    title: 'an issue made with a transition begins where that leads',
    label: 'docs',
    seed,
    run: async bench => {
      const { transitions } = await sdk(bench).issues.getTransitions({ issueIdOrKey: 'HELP-3' });
      const id = String(transitions?.find(one => one.name === 'Escalate')?.id);
      const fields = { project: { key: 'HELP' }, issuetype: { name: 'Task' }, summary: 'Hot from the start' };
      const made = await call(bench, 'POST', '/rest/api/3/issue', { fields, transition: { id } });
      same(made.status, 201, `status ${made.text}`);
      same((await fieldsOf(bench, String(made.body.key))).status?.name, 'Escalated', 'status');
    },
  },
  {
    id: 'updated-moves',
    title: 'comments, edits and moves set the time of the last update, reading does not',
    label: 'docs',
    seed,
    run: async bench => {
      const updated = async () => String((await fieldsOf(bench, 'HELP-2')).updated);
      const times = [await updated()];
      await bench.admin('POST', '/clock', { advanceMs: 60_000 });
      same(await updated(), times[0], 'after reading');
      await call(bench, 'POST', '/rest/api/2/issue/HELP-2/comment', { body: 'Words' });
      times.push(await updated());
      await bench.admin('POST', '/clock', { advanceMs: 60_000 });
      await move(bench, 'HELP-2', 'Escalate');
      times.push(await updated());
      same([new Set(times).size, [...times].sort()], [3, times], 'times, each later than the one before');
      same(await find(bench, 'updated >= -1m AND project = HELP'), ['HELP-2'], 'found as just updated');
    },
  },
  {
    id: 'jql-time-zone',
    title: 'days in queries begin at the midnight of who asks',
    label: 'docs',
    seed: seedOf(() => ({
      issues: [{ project: 'OPS', type: 'Task', summary: 'Late last night', reporter: 'ben', created: '2026-03-01T23:30:00Z' }],
    })),
    run: async bench => {
      const jql = 'project = OPS AND created >= startOfDay()';
      same([await find(bench, jql, 'ada'), await find(bench, jql, 'ben')], [['OPS-1'], []], 'in Madrid and in UTC');
      const day = 'project = OPS AND created >= "2026-03-02"';
      same([await find(bench, day, 'ada'), await find(bench, day, 'ben')], [['OPS-1'], []], 'by a date');
    },
  },
  {
    id: 'notify',
    title: 'a notification goes to somebody, or it is refused',
    label: 'spec',
    seed,
    run: async bench => {
      const path = '/rest/api/3/issue/HELP-2/notify';
      const sent = await call(bench, 'POST', path, { subject: 'Look', textBody: 'At this', to: { assignee: true } });
      same([sent.status, sent.text], [204, ''], 'to the assignee');
      refusalOf(await call(bench, 'POST', path, { subject: 'Look', textBody: 'At this' }), 400);
    },
  },
  {
    id: 'edit-meta',
    title: 'what may be edited is told with its operations and allowed values',
    label: 'spec',
    seed,
    run: async bench => {
      const { fields } = await sdk(bench).issues.getEditIssueMeta({ issueIdOrKey: 'HELP-2' });
      const meta = fields as unknown as Record<
        string,
        { required: boolean; operations: string[]; allowedValues?: { name: string }[] }
      >;
      same([meta['summary']?.required, meta['summary']?.operations], [true, ['set']], 'summary');
      same(meta['priority']?.allowedValues?.map(one => one.name)[0], 'Highest', 'priorities');
      same(meta['components']?.allowedValues?.map(one => one.name).sort(), ['Network', 'Printer'], 'components');
      demand(meta['status'] === undefined, 'status can be edited');
    },
  },
  {
    id: 'assigned-once-only-members',
    title: 'work cannot be given to somebody who is not in the project',
    label: 'docs',
    seed,
    run: async bench => {
      const { accountId } = await sdk(bench, 'ben').myself.getCurrentUser();
      const body = { accountId };
      const key = 'SECRET-1';
      const cleo = { authorization: `Basic ${Buffer.from('cleo@acme.example:jira-conformance-cleo').toString('base64')}` };
      refusalOf(await call(bench, 'PUT', `/rest/api/3/issue/${key}/assignee`, body, cleo), 400);
      same((await call(bench, 'PUT', '/rest/api/3/issue/HELP-2/assignee', body)).status, 204, 'in his own');
      await makeTask(bench, 'For Ben', { assignee: { accountId } });
      same((await find(bench, 'assignee = currentUser()', 'ben')).length, 2, 'what Ben has to do');
    },
  },
];
