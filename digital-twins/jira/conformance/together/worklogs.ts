import { type Bench, type Check, same } from '../../../testing/conformance/check.ts';
import { call, fieldsOf, makeTask, paragraph, refusalOf, sdk } from '../clients.ts';
import { seed } from '../seed.ts';

const hour = 3600;
const started = '2026-03-01T09:00:00.000+0000';
const path = '/rest/api/3/issue/HELP-3/worklog';

/** Time spent, and how it rolls up. */
export const worklogChecks: Check[] = [
  {
    id: 'worklog-rolls-up',
    title: 'logged time is summed up, takes from what remains, and comes back when it is deleted',
    label: 'docs',
    seed,
    run: async bench => {
      const jira = sdk(bench, 'ben');
      const issueIdOrKey = 'HELP-3';
      const comment = paragraph('Called them');
      const first = await jira.issueWorklogs.addWorklog({ issueIdOrKey, timeSpent: '2h 30m', started, comment });
      same([first.timeSpentSeconds, first.timeSpent, first.comment], [2.5 * hour, '2h 30m', comment], 'the first');
      await jira.issueWorklogs.addWorklog({ issueIdOrKey, timeSpentSeconds: hour, started });
      same(await times(bench, issueIdOrKey), [8 * hour, 4.5 * hour, 3.5 * hour], 'estimate, remaining, spent');
      same(text(await fieldsOf(bench, issueIdOrKey)), ['1d', '4h 30m', '3h 30m'], 'in words');
      await jira.issueWorklogs.deleteWorklog({ issueIdOrKey, id: String(first.id) });
      same(await times(bench, issueIdOrKey), [8 * hour, 7 * hour, hour], 'after one is deleted');
      same((await jira.issueWorklogs.getIssueWorklog({ issueIdOrKey })).total, 1, 'worklogs');
    },
  },
  {
    id: 'worklog-adjust',
    title: 'what remains is left, set anew or reduced as one says',
    label: 'docs',
    seed,
    run: async bench => {
      const log = (query: string) => call(bench, 'POST', `${path}?${query}`, { timeSpent: '1h', started });
      same((await log('adjustEstimate=leave')).status, 201, 'leave');
      same((await times(bench, 'HELP-3'))[1], 8 * hour, 'left');
      same((await log('adjustEstimate=new&newEstimate=3h')).status, 201, 'new');
      same((await times(bench, 'HELP-3'))[1], 3 * hour, 'set anew');
      same((await log('adjustEstimate=manual&reduceBy=2h')).status, 201, 'manual');
      same(await times(bench, 'HELP-3'), [8 * hour, hour, 3 * hour], 'reduced');
      refusalOf(await log('adjustEstimate=new'), 400);
      refusalOf(await log('adjustEstimate=manual'), 400);
    },
  },
  {
    id: 'worklog-never-negative',
    title: 'more time than was estimated leaves nothing, not less than nothing',
    label: 'docs',
    seed,
    run: async bench => {
      await sdk(bench).issueWorklogs.addWorklog({ issueIdOrKey: 'HELP-3', timeSpent: '2d', started });
      same(await times(bench, 'HELP-3'), [8 * hour, 0, 16 * hour], 'estimate, remaining, spent');
      const { progress } = await fieldsOf(bench, 'HELP-3');
      same([progress?.progress, progress?.total, progress?.percent], [16 * hour, 16 * hour, 100], 'progress');
    },
  },
  {
    id: 'worklog-subtasks',
    title: 'the parent’s totals hold its sub-tasks’ time',
    label: 'docs',
    seed,
    run: async bench => {
      await sdk(bench).issueWorklogs.addWorklog({ issueIdOrKey: 'HELP-4', timeSpent: '2h', started });
      await sdk(bench).issueWorklogs.addWorklog({ issueIdOrKey: 'HELP-3', timeSpent: '1h', started });
      const fields = await fieldsOf(bench, 'HELP-3');
      same([fields.timespent, fields.aggregatetimespent], [hour, 3 * hour], 'own and with sub-tasks');
      same(fields.aggregatetimeoriginalestimate, 8 * hour, 'estimate with sub-tasks');
    },
  },
  {
    id: 'worklog-invalid',
    title: 'time that cannot be read, or none, is refused; estimates are taken when one creates',
    label: 'docs',
    seed,
    run: async bench => {
      refusalOf(await call(bench, 'POST', path, { started }), 400);
      refusalOf(await call(bench, 'POST', path, { started, timeSpent: 'ages' }), 400);
      refusalOf(await call(bench, 'POST', path, { started: 'yesterday', timeSpent: '1h' }), 400);
      const key = await makeTask(bench, 'Estimated', { timetracking: { originalEstimate: '1w', remainingEstimate: '2d 4h' } });
      same(await times(bench, key), [40 * hour, 20 * hour, undefined], 'a week of five days of eight hours');
    },
  },
  {
    id: 'worklog-since',
    title: 'worklogs changed and deleted since a moment are told apart',
    label: 'spec',
    seed,
    run: async bench => {
      const jira = sdk(bench);
      const kept = await jira.issueWorklogs.addWorklog({ issueIdOrKey: 'HELP-3', timeSpent: '1h', started });
      const gone = await jira.issueWorklogs.addWorklog({ issueIdOrKey: 'HELP-3', timeSpent: '1h', started });
      await jira.issueWorklogs.deleteWorklog({ issueIdOrKey: 'HELP-3', id: String(gone.id) });
      // Jira leaves out what happened within the last minute.
      await bench.admin('POST', '/clock', { advanceMs: 120_000 });
      const updated = await jira.issueWorklogs.getIdsOfWorklogsModifiedSince({ since: 0 });
      const deleted = await jira.issueWorklogs.getIdsOfWorklogsDeletedSince({ since: 0 });
      const ids = (page: typeof updated) => page.values?.map(one => Number(one.worklogId));
      same([ids(updated), ids(deleted)], [[Number(kept.id)], [Number(gone.id)]], 'updated and deleted');
    },
  },
];

/** Original estimate, remaining estimate and time spent, in seconds. */
async function times(bench: Bench, key: string): Promise<unknown[]> {
  const { timetracking } = await fieldsOf(bench, key);
  return [timetracking?.originalEstimateSeconds, timetracking?.remainingEstimateSeconds, timetracking?.timeSpentSeconds];
}

function text({ timetracking }: Awaited<ReturnType<typeof fieldsOf>>): unknown[] {
  return [timetracking?.originalEstimate, timetracking?.remainingEstimate, timetracking?.timeSpent];
}
