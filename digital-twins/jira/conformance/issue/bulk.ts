import { type Bench, type Check, demand, same } from '../../../testing/conformance/check.ts';
import { call, find, move, refusalOf, sameSet, sdk, statusOf } from '../clients.ts';
import { seed } from '../seed.ts';

/** Many issues at once, which Jira does in the background. */
export const bulkChecks: Check[] = [
  {
    id: 'bulk-transition',
    title: 'a bulk transition is a task, which tells when it is through and what it moved',
    label: 'spec',
    seed,
    run: async bench => {
      const { transitions } = await sdk(bench).issues.getTransitions({ issueIdOrKey: 'HELP-2' });
      const transitionId = String(transitions?.find(one => one.name === 'Escalate')?.id);
      const bulkTransitionInputs = [{ selectedIssueIdsOrKeys: ['HELP-2', 'HELP-3'], transitionId }];
      const { taskId } = await sdk(bench).issueBulkOperations.submitBulkTransition({ bulkTransitionInputs });
      const done = await finished(bench, taskId);
      same([done.totalIssueCount, done.processedAccessibleIssues?.length, done.progressPercent], [2, 2, 100], 'progress');
      same([await statusOf(bench, 'HELP-2'), await statusOf(bench, 'HELP-3')], ['Escalated', 'Escalated'], 'statuses');
    },
  },
  {
    id: 'bulk-delete',
    title: 'a bulk deletion takes the issues it names and counts those it cannot see',
    label: 'spec',
    seed,
    run: async bench => {
      const selectedIssueIdsOrKeys = ['HELP-2', 'HELP-1', 'SECRET-1'];
      const { taskId } = await sdk(bench).issueBulkOperations.submitBulkDelete({ selectedIssueIdsOrKeys });
      const done = await finished(bench, taskId);
      same([done.status, done.invalidOrInaccessibleIssueCount], ['COMPLETE', 1], 'status and what was hidden');
      same(await find(bench, 'project = HELP ORDER BY key'), ['HELP-3', 'HELP-4'], 'left');
      const secret = await sdk(bench, 'cleo').issues.getIssue({ issueIdOrKey: 'SECRET-1' });
      same(secret.key, 'SECRET-1', 'the hidden one');
    },
  },
  {
    id: 'bulk-edit',
    title: 'a bulk edit adds labels to the issues it names and keeps those they have',
    label: 'spec',
    seed,
    run: async bench => {
      const labelsFields = [{ fieldId: 'labels', bulkEditMultiSelectFieldOption: 'ADD' as const, labels: [{ name: 'march' }] }];
      const { taskId } = await sdk(bench).issueBulkOperations.submitBulkEdit({
        editedFieldsInput: { labelsFields },
        selectedActions: ['labels'],
        selectedIssueIdsOrKeys: ['HELP-2', 'HELP-3'],
      });
      await finished(bench, taskId);
      sameSet(await find(bench, 'labels = march'), ['HELP-2', 'HELP-3'], 'with the new label');
      same(await find(bench, 'labels = march AND labels = urgent'), ['HELP-2'], 'with the old one as well');
    },
  },
  {
    id: 'bulk-refused',
    title: 'a bulk request of no issue is refused, and a task nobody started is not there',
    label: 'spec',
    seed,
    run: async bench => {
      refusalOf(await call(bench, 'POST', '/rest/api/3/bulk/issues/delete', { selectedIssueIdsOrKeys: [] }), 400);
      const progress = await call(bench, 'GET', '/rest/api/3/bulk/queue/99999');
      demand(progress.status === 404 || progress.status === 400, `an unknown task answers ${progress.status}`);
      const watched = await call(bench, 'POST', '/rest/api/3/bulk/issues/watch', { selectedIssueIdsOrKeys: ['HELP-3'] });
      demand(typeof watched.body.taskId === 'string', `a good one answers ${watched.text}`);
    },
  },
  {
    id: 'bulk-history',
    title: 'the histories of many issues are fetched at once, narrowed to a field',
    label: 'spec',
    seed,
    run: async bench => {
      await move(bench, 'HELP-2', 'Escalate');
      await sdk(bench).issues.editIssue({ issueIdOrKey: 'HELP-3', fields: { summary: 'Order more paper' } });
      const issueIdsOrKeys = ['HELP-2', 'HELP-3'];
      const all = await sdk(bench).issues.getBulkChangelogs({ issueIdsOrKeys });
      same(all.issueChangeLogs?.length, 2, 'issues with a history');
      const narrowed = await sdk(bench).issues.getBulkChangelogs({ issueIdsOrKeys, fieldIds: ['status'] });
      const items = narrowed.issueChangeLogs?.flatMap(one => one.changeHistories ?? []).flatMap(one => one.items ?? []);
      same(
        items?.map(item => item.fieldId),
        ['status'],
        'of the status',
      );
    },
  },
];

async function finished(bench: Bench, taskId: string | null | undefined) {
  demand(typeof taskId === 'string' && taskId !== '', `the task is ${taskId}`);
  for (let asked = 0; asked < 100; asked += 1) {
    const progress = await sdk(bench).issueBulkOperations.getBulkOperationProgress({ taskId });
    if (progress.status === 'COMPLETE') return progress;
    demand(progress.status === 'ENQUEUED' || progress.status === 'RUNNING', `the task is ${progress.status}`);
    await new Promise(resolve => setTimeout(resolve, 50));
  }
  throw new Error('the task does not come to an end');
}
