import { type Check, demand, same } from '../../../testing/conformance/check.ts';
import { accountOf, call, fieldsOf, refusalOf, sdk } from '../clients.ts';
import { seed } from '../seed.ts';

const minimal = { project: { key: 'HELP' }, issuetype: { name: 'Task' }, summary: 'Buy toner' };

/** Making issues. */
export const createChecks: Check[] = [
  {
    id: 'create-minimal',
    title: 'project, type and summary are enough; the answer is id, key and self',
    label: 'docs',
    seed,
    run: async bench => {
      const { status, body } = await call(bench, 'POST', '/rest/api/3/issue', { fields: minimal });
      same([status, String(body.key)], [201, 'HELP-5'], 'status and the next key');
      same(Object.keys(body).sort(), ['id', 'key', 'self'], 'what the answer holds');
      same(String(body.self), `${bench.url}/rest/api/3/issue/${body.id}`, 'self');
      const next = await sdk(bench, 'ben').issues.createIssue({ fields: minimal });
      same(next.key, 'HELP-6', 'the one after');
    },
  },
  {
    id: 'create-defaults',
    title: 'what one does not say: first status, medium priority, oneself as reporter, nobody as assignee',
    label: 'docs',
    seed,
    run: async bench => {
      const { key } = await sdk(bench, 'ben').issues.createIssue({ fields: minimal });
      const fields = await fieldsOf(bench, key);
      same([fields.status?.name, fields.priority?.name], ['Open', 'Medium'], 'status and priority');
      const ben = await accountOf(bench, 'ben');
      same([fields.reporter?.accountId, fields.creator?.accountId, fields.assignee], [ben, ben, null], 'people');
      same([fields.resolution, fields.resolutiondate, fields.labels, fields.subtasks], [null, null, [], []], 'empty fields');
      same([fields.votes?.votes, fields.watches?.watchCount], [0, 1], 'votes and watchers, the reporter among them');
      const raw = await call(bench, 'GET', `/rest/api/3/issue/${key}?fields=created,updated`);
      demand(
        /^2026-03-02T\d\d:00:00\.\d{3}[+-]\d{4}$/.test(String(raw.body.fields?.created)),
        `created ${raw.body.fields?.created}`,
      );
    },
  },
  {
    id: 'create-all-errors',
    title: 'every field that is wrong is named at once',
    label: 'docs',
    seed,
    run: async bench => {
      const fields = {
        project: { key: 'HELP' },
        issuetype: { name: 'Task' },
        priority: { name: 'Urgent' },
        labels: ['two words'],
        components: [{ name: 'No such' }],
        customfield_99999: 'x',
        duedate: 'tomorrow',
        description: 'text in version 3',
      };
      const { errorMessages, errors } = refusalOf(await call(bench, 'POST', '/rest/api/3/issue', { fields }), 400);
      same(errorMessages, [], 'errorMessages');
      const wrong = ['components', 'customfield_99999', 'description', 'duedate', 'labels', 'priority', 'summary'];
      same(Object.keys(errors).sort(), wrong, 'the fields');
      same(errors['summary'], 'You must specify a summary of the issue.', 'summary');
      same(errors['labels'], "The label 'two words' contains spaces which is invalid.", 'labels');
      const unknown = "Field 'customfield_99999' cannot be set. It is not on the appropriate screen, or unknown.";
      same(errors['customfield_99999'], unknown, 'a field that is not there');
      const notAdf = 'Operation value must be an Atlassian Document (see the Atlassian Document Format)';
      same(errors['description'], notAdf, 'description');
      same(await keysAfter(bench), 4, 'nothing was made');
    },
  },
  {
    id: 'create-no-project',
    title: 'without a project or a type, or with hidden ones, the error stands at the field',
    label: 'docs',
    seed,
    run: async bench => {
      const refusedFields = async (fields: Record<string, unknown>) =>
        Object.keys(refusalOf(await call(bench, 'POST', '/rest/api/3/issue', { fields }), 400).errors);
      demand((await refusedFields({ summary: 'x', issuetype: { name: 'Task' } })).includes('project'), 'no project');
      demand((await refusedFields({ ...minimal, project: { key: 'SECRET' } })).includes('project'), 'a hidden project');
      same(await refusedFields({ project: { key: 'HELP' }, summary: 'x' }), ['issuetype'], 'no type');
      same(await refusedFields({ ...minimal, issuetype: { name: 'Wish' } }), ['issuetype'], 'an unknown type');
      same((await sdk(bench).issues.createIssue({ fields: minimal })).key, 'HELP-5', 'the first that is right');
    },
  },
  {
    id: 'create-summary-limits',
    title: 'a summary has at most 255 characters and no line breaks',
    label: 'docs',
    seed,
    run: async bench => {
      const errorFor = async (summary: string) => {
        const { errors } = refusalOf(await call(bench, 'POST', '/rest/api/3/issue', { fields: { ...minimal, summary } }), 400);
        return String(errors['summary']);
      };
      demand((await errorFor('x'.repeat(256))).includes('255'), 'too long');
      demand((await errorFor('one\ntwo')).includes('newline'), 'a line break');
      same(await errorFor('   '), 'You must specify a summary of the issue.', 'blanks only');
      same(
        (await sdk(bench).issues.createIssue({ fields: { ...minimal, summary: 'x'.repeat(255) } })).key,
        'HELP-5',
        '255 of them',
      );
    },
  },
  {
    id: 'create-subtask',
    title: 'a sub-task needs a parent of its project, and the parent lists it',
    label: 'docs',
    seed,
    run: async bench => {
      const subtask = { ...minimal, issuetype: { name: 'Sub-task' } };
      const alone = await call(bench, 'POST', '/rest/api/3/issue', { fields: subtask });
      same(alone.status, 400, 'without a parent');
      demand(alone.text.includes('parent'), `it says ${alone.text}`);
      const { key } = await sdk(bench).issues.createIssue({ fields: { ...subtask, parent: { key: 'HELP-2' } } });
      const parent = await fieldsOf(bench, 'HELP-2');
      const listed = (parent.subtasks as unknown as { key: string }[]).map(one => one.key);
      same([listed, (await fieldsOf(bench, key)).parent?.key], [[key], 'HELP-2'], 'subtasks and parent');
      const other = await call(bench, 'POST', '/rest/api/3/issue', { fields: { ...subtask, parent: { key: 'OPS-1' } } });
      same(other.status, 400, 'a parent of another project');
    },
  },
  {
    id: 'create-bulk',
    title: 'of many at once the good ones are made and the bad ones named by place; all bad is a 400',
    label: 'spec',
    seed,
    run: async bench => {
      const bad = { fields: { ...minimal, summary: '' } };
      const issueUpdates = [{ fields: minimal }, bad, { fields: { ...minimal, summary: 'Buy ink' } }];
      const made = await sdk(bench).issues.createIssues({ issueUpdates });
      same(
        made.issues?.map(issue => issue.key),
        ['HELP-5', 'HELP-6'],
        'made',
      );
      const [error] = made.errors ?? [];
      same([error?.failedElementNumber, error?.status], [1, 400], 'the one that failed');
      same(Object.keys(error?.elementErrors?.errors ?? {}), ['summary'], 'and its field');
      same((await call(bench, 'POST', '/rest/api/3/issue/bulk', { issueUpdates: [bad] })).status, 400, 'all bad');
    },
  },
  {
    id: 'create-meta',
    title: 'what an issue of a type needs and may have is told beforehand',
    label: 'spec',
    seed,
    run: async bench => {
      const jira = sdk(bench);
      const { issueTypes } = await jira.issues.getCreateIssueMetaIssueTypes({ projectIdOrKey: 'HELP' });
      same(
        issueTypes?.map(type => type.name),
        ['Task', 'Bug', 'Story', 'Epic', 'Sub-task'],
        'types',
      );
      same(
        issueTypes?.map(type => type.subtask),
        [false, false, false, false, true],
        'sub-tasks',
      );
      const issueTypeId = String(issueTypes?.[0]?.id);
      const { fields } = await jira.issues.getCreateIssueMetaIssueTypeId({ projectIdOrKey: 'HELP', issueTypeId });
      const required = fields?.filter(field => field.required).map(field => field.fieldId ?? field.key);
      same(required?.sort(), ['issuetype', 'project', 'summary'], 'required');
      const team = fields?.find(field => field.name === 'Team');
      same(
        (team?.allowedValues as { value: string }[] | undefined)?.map(one => one.value),
        ['Red', 'Blue'],
        'options',
      );
      const priority = fields?.find(field => field.fieldId === 'priority');
      same([priority?.schema?.type, priority?.schema?.system], ['priority', 'priority'], 'schema');
    },
  },
];

async function keysAfter(bench: Parameters<typeof sdk>[0]): Promise<number | undefined | null> {
  return (await sdk(bench).issueSearch.countIssues({ jql: 'project = HELP' })).count;
}
