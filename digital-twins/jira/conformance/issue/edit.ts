import { type Check, demand, same } from '../../../testing/conformance/check.ts';
import { accountOf, call, fieldsOf, makeTask, refusalOf, refused, sameSet, sdk } from '../clients.ts';
import { seed } from '../seed.ts';

const put = '/rest/api/3/issue/HELP-2';

/** Changing issues. */
export const editChecks: Check[] = [
  {
    id: 'edit-verbs',
    title: 'update adds, removes and sets; fields sets; the rest stays',
    label: 'docs',
    seed,
    run: async bench => {
      const edit = (body: object) => sdk(bench).issues.editIssue({ issueIdOrKey: 'HELP-2', ...body });
      await edit({ update: { labels: [{ add: 'fire' }, { remove: 'urgent' }, { add: 'smoke' }] } });
      same((await fieldsOf(bench, 'HELP-2')).labels, ['fire', 'smoke'], 'added and removed');
      const components = [{ remove: { name: 'Printer' } }, { add: { name: 'Network' } }];
      await edit({ fields: { labels: ['one'] }, update: { components, summary: [{ set: 'Out at last' }] } });
      const fields = await fieldsOf(bench, 'HELP-2');
      same([fields.labels, fields.summary], [['one'], 'Out at last'], 'set');
      same(fields.components?.['0']?.name, 'Network', 'component');
      same([fields.priority?.name, fields.assignee?.displayName], ['High', 'Ben Okafor'], 'the rest');
    },
  },
  {
    id: 'edit-in-both',
    title: 'a field in fields and in update at once is refused, and nothing changes',
    label: 'docs',
    seed,
    run: async bench => {
      const wire = await call(bench, 'PUT', put, { fields: { labels: ['a'] }, update: { labels: [{ add: 'b' }] } });
      refusalOf(wire, 400);
      demand(wire.text.includes('labels'), `it does not name the field: ${wire.text}`);
      same((await fieldsOf(bench, 'HELP-2')).labels, ['urgent'], 'labels');
    },
  },
  {
    id: 'edit-errors',
    title: 'a bad edit names its fields and changes nothing, not even the good ones',
    label: 'docs',
    seed,
    run: async bench => {
      const fields = { summary: 'New words', priority: { name: 'Urgent' }, assignee: { accountId: '5b10nobody' } };
      const { errors } = refusalOf(await call(bench, 'PUT', put, { fields }), 400);
      same(Object.keys(errors).sort(), ['assignee', 'priority'], 'the fields');
      same((await fieldsOf(bench, 'HELP-2')).summary, 'Printer is on fire', 'summary');
      refusalOf(await call(bench, 'PUT', put, { update: { labels: [{ frobnicate: 'x' }] } }), 400);
      refusalOf(await call(bench, 'PUT', put, { fields: { status: { name: 'Done' } } }), 400);
    },
  },
  {
    id: 'edit-answers',
    title: 'an edit answers 204 with nothing, or the issue when one asks for it',
    label: 'spec',
    seed,
    run: async bench => {
      const quiet = await call(bench, 'PUT', put, { fields: { summary: 'One' } });
      same([quiet.status, quiet.text], [204, ''], 'without returnIssue');
      const told = await call(bench, 'PUT', `${put}?returnIssue=true`, { fields: { summary: 'Two' } });
      same([told.status, String(told.body.key), told.body.fields?.summary], [200, 'HELP-2', 'Two'], 'with it');
    },
  },
  {
    id: 'edit-history',
    title: 'each edit is one entry of the history, oldest first, with old and new',
    label: 'docs',
    seed,
    run: async bench => {
      const jira = sdk(bench, 'ben');
      await jira.issues.editIssue({ issueIdOrKey: 'HELP-2', fields: { summary: 'Out', priority: { name: 'Low' } } });
      await jira.issues.editIssue({ issueIdOrKey: 'HELP-2', fields: { labels: ['done', 'cold'] } });
      await jira.issues.editIssue({ issueIdOrKey: 'HELP-2', fields: { summary: 'Out' } });
      const { values, total } = await jira.issues.getChangeLogs({ issueIdOrKey: 'HELP-2' });
      same([total, values?.[0]?.author?.displayName], [2, 'Ben Okafor'], 'entries and author; no entry for no change');
      const items = values?.map(entry => entry.items?.map(item => [item.field, item.fromString, `${item.toString}`]));
      sameSet(items?.[0]?.map(String), ['summary,Printer is on fire,Out', 'priority,High,Low'], 'the first');
      const [field, from, to] = items?.[1]?.[0] ?? [];
      same([field, from, String(to).split(' ').sort()], ['labels', 'urgent', ['cold', 'done']], 'the second');
      const page = await jira.issues.getChangeLogs({ issueIdOrKey: 'HELP-2', startAt: 1, maxResults: 1 });
      same([page.values?.length, page.isLast, page.total], [1, true, 2], 'the second page');
    },
  },
  {
    id: 'assign',
    title: 'assigning: to an account, to nobody with null, to the default with -1; a stranger is refused',
    label: 'docs',
    seed,
    run: async bench => {
      const accountId = await accountOf(bench, 'cleo');
      await sdk(bench).issues.assignIssue({ issueIdOrKey: 'HELP-2', accountId });
      same((await fieldsOf(bench, 'HELP-2')).assignee?.displayName, 'Cleo Sand', 'Cleo');
      same((await call(bench, 'PUT', `${put}/assignee`, { accountId: null })).status, 204, 'null');
      same((await fieldsOf(bench, 'HELP-2')).assignee, null, 'nobody');
      same((await call(bench, 'PUT', `${put}/assignee`, { accountId: '-1' })).status, 204, '-1');
      refusalOf(await call(bench, 'PUT', `${put}/assignee`, { accountId: '5b10nobody' }), 400);
    },
  },
  {
    id: 'delete-with-subtasks',
    title: 'an issue with sub-tasks is deleted with them or not at all',
    label: 'docs',
    seed,
    run: async bench => {
      const jira = sdk(bench);
      const { errorMessages } = await refused(() => jira.issues.deleteIssue({ issueIdOrKey: 'HELP-3' }), 400);
      demand(errorMessages[0]?.startsWith("The issue 'HELP-3' has subtasks.") === true, `it says ${errorMessages}`);
      demand(errorMessages[0]?.includes("'deleteSubtasks'") === true, `it says ${errorMessages}`);
      same((await fieldsOf(bench, 'HELP-4')).summary, 'Ask for offers', 'the sub-task');
      await jira.issues.deleteIssue({ issueIdOrKey: 'HELP-3', deleteSubtasks: 'true' });
      for (const issueIdOrKey of ['HELP-3', 'HELP-4']) await refused(() => jira.issues.getIssue({ issueIdOrKey }), 404);
      await refused(() => jira.issues.deleteIssue({ issueIdOrKey: 'HELP-3' }), 404);
    },
  },
  {
    id: 'key-not-reused',
    title: 'the key of a deleted issue is never given again',
    label: 'docs',
    seed,
    run: async bench => {
      const first = await makeTask(bench, 'To be deleted');
      await sdk(bench).issues.deleteIssue({ issueIdOrKey: first });
      same([first, await makeTask(bench, 'The next')], ['HELP-5', 'HELP-6'], 'keys');
    },
  },
];
