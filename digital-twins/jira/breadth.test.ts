import { createCloudClient } from 'jira.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exampleSeed } from '../testing/example-seed.ts';
import { at, startTwins, type TwinsProcess } from '../testing/twins-process.ts';

const namespace = 'J-1.1/jira/breadth/1';

/** `POST /workflows/create`: one way from open to shipped, which needs an assignee. */
const shipping = {
  scope: { type: 'GLOBAL' },
  statuses: [
    { name: 'Packed', statusCategory: 'TODO', statusReference: 'a' },
    { name: 'Shipped', statusCategory: 'DONE', statusReference: 'b' },
  ],
  workflows: [
    {
      name: 'Shipping',
      statuses: [
        { statusReference: 'a', properties: {} },
        { statusReference: 'b', properties: {} },
      ],
      transitions: [
        { id: '1', name: 'Create', type: 'INITIAL', toStatusReference: 'a' },
        {
          id: '11',
          name: 'Ship',
          type: 'DIRECTED',
          toStatusReference: 'b',
          links: [{ fromStatusReference: 'a' }],
          validators: [
            { ruleKey: 'system:validate-field-value', parameters: { ruleType: 'fieldRequired', fieldsRequired: 'duedate' } },
          ],
          actions: [{ ruleKey: 'system:change-assignee', parameters: { type: 'to-current-user' } }],
        },
      ],
    },
  ],
};

describe('the configuration of the Jira twin', () => {
  let twins: TwinsProcess;
  let origin: string;

  beforeAll(async () => {
    twins = await startTwins();
    await twins.admin('PUT', at(namespace), { seeds: exampleSeed });
    origin = await twins.forward(namespace, 'jira');
  });
  afterAll(() => twins.stop());

  const client = () =>
    createCloudClient({
      host: origin,
      auth: { type: 'basic', email: 'ada@acme.example', apiToken: 'jira-ada-token' },
      onSchemaMismatch: 'throw',
    });
  const ask = async (method: string, path: string, body?: unknown) => {
    const authorization = `Basic ${Buffer.from('ada@acme.example:jira-ada-token').toString('base64')}`;
    const response = await fetch(`${origin}/rest/api/3${path}`, {
      method,
      redirect: 'manual',
      headers: { authorization, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? null : JSON.parse(text) };
  };
  const newProject = async (key: string) => {
    const { accountId } = (await ask('GET', '/myself')).body;
    const body = { key, name: key, projectTypeKey: 'software', leadAccountId: accountId };
    return String((await ask('POST', '/project', body)).body.id);
  };
  const newIssue = (key: string, fields: Record<string, unknown> = {}) =>
    ask('POST', '/issue', { fields: { project: { key }, issuetype: { name: 'Task' }, summary: 'A thing', ...fields } });

  it('creates workflows whose rules decide, and gives them to a project through a scheme', async () => {
    const made = await ask('POST', '/workflows/create', shipping);
    expect(made.status).toBe(200);
    const id = await newProject('SHIP');
    const scheme = await ask('POST', '/workflowscheme', { name: 'Shipping scheme', defaultWorkflow: 'Shipping' });
    expect((await ask('PUT', '/workflowscheme/project', { workflowSchemeId: scheme.body.id, projectId: id })).status).toBe(204);
    const { key } = (await newIssue('SHIP')).body;
    const refused = await ask('POST', `/issue/${key}/transitions`, { transition: { id: '11' } });
    expect([refused.status, refused.body.errors]).toEqual([400, { duedate: 'Due date is required.' }]);
    await ask('PUT', `/issue/${key}`, { fields: { duedate: '2026-05-01' } });
    expect((await ask('POST', `/issue/${key}/transitions`, { transition: { id: '11' } })).status).toBe(204);
    const { fields } = (await ask('GET', `/issue/${key}`)).body;
    expect([fields.status.name, fields.assignee.displayName]).toEqual([
      'Shipped',
      (await ask('GET', '/myself')).body.displayName,
    ]);
    const again = await ask('POST', '/workflows/create/validation', { payload: shipping });
    expect(again.body.errors.map((one: { code: string }) => one.code)).toContain('NON_UNIQUE_WORKFLOW_NAME');
  });

  it('keeps changes to a scheme in use in a draft until it is published', async () => {
    const [scheme] = (await client().workflowSchemes.getAllWorkflowSchemes({})).values ?? [];
    const path = `/workflowscheme/${scheme?.id}`;
    expect((await ask('PUT', `${path}/default`, { workflow: 'jira' })).status).toBe(400);
    const draft = await ask('PUT', `${path}/default`, { workflow: 'jira', updateDraftIfNeeded: true });
    expect([draft.body.draft, draft.body.defaultWorkflow, draft.body.originalDefaultWorkflow]).toEqual([
      true,
      'jira',
      'Shipping',
    ]);
    expect((await ask('GET', `${path}/default`)).body).toEqual({ workflow: 'Shipping' });
    expect((await ask('POST', `${path}/draft/publish`, {})).status).toBe(400);
    expect((await ask('DELETE', `${path}/draft`)).status).toBe(204);
  });

  it('lets screens and field configurations decide what is set on an issue', async () => {
    const text = 'com.atlassian.jira.plugin.system.customfieldtypes:textfield';
    const { id } = (await ask('POST', '/field', { name: 'Crate', type: text })).body;
    const early = await newIssue('HELP', { [id]: 'blue' });
    expect(early.body.errors[id]).toBe(`Field '${id}' cannot be set. It is not on the appropriate screen, or unknown.`);
    expect((await ask('POST', `/screens/addToDefault/${id}`)).status).toBe(200);
    expect((await newIssue('HELP', { [id]: 'blue' })).status).toBe(201);
    const item = { fieldConfigurationItems: [{ id: 'duedate', isRequired: true, isHidden: false }] };
    expect((await ask('PUT', '/fieldconfiguration/10000/fields', item)).status).toBe(204);
    expect((await newIssue('HELP')).body.errors).toEqual({ duedate: 'Due date is required.' });
    const free = { fieldConfigurationItems: [{ id: 'duedate', isRequired: false, isHidden: false }] };
    await ask('PUT', '/fieldconfiguration/10000/fields', free);
  });

  it('edits many issues at once and reports what became of each', async () => {
    const { key, id } = (await newIssue('HELP')).body;
    const labels = [{ fieldId: 'labels', bulkEditMultiSelectFieldOption: 'ADD', labels: [{ name: 'many' }] }];
    const body = { selectedIssueIdsOrKeys: [key], selectedActions: ['labels'], editedFieldsInput: { labelsFields: labels } };
    const { taskId } = (await ask('POST', '/bulk/issues/fields', body)).body;
    const progress = (await ask('GET', `/bulk/queue/${taskId}`)).body;
    expect([progress.status, progress.processedAccessibleIssues]).toEqual(['COMPLETE', [Number(id)]]);
    expect((await ask('GET', `/issue/${key}`)).body.fields.labels).toContain('many');
  });

  it('evaluates expressions over issues and says where one is wrong', async () => {
    const { key } = (await newIssue('HELP', { labels: ['red', 'blue'] })).body;
    const expression =
      '{ key: issue.key, long: issue.labels.filter(l => l.length > 3).map(l => l.toUpperCase()), mine: issue.reporter == user }';
    const { value } = (await ask('POST', '/expression/eval', { expression, context: { issue: { key } } })).body;
    expect(value).toEqual({ key, long: ['BLUE'], mine: true });
    const wrong = await ask('POST', '/expression/eval', { expression: 'issue.nothing', context: { issue: { key } } });
    expect([wrong.status, wrong.body.errorMessages[0]]).toEqual([
      400,
      expect.stringContaining('Unrecognized property of `Issue`'),
    ]);
    const { results } = (await ask('POST', '/expression/analyse', { expressions: ['1 +', '1 + 2'] })).body;
    expect(results.map((one: { valid: boolean }) => one.valid)).toEqual([false, true]);
  });
});
