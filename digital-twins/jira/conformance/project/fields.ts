import { type Check, demand, same } from '../../../testing/conformance/check.ts';
import { call, fieldsOf, find, makeTask, refusalOf, sdk } from '../clients.ts';
import { seed } from '../seed.ts';

const select = 'com.atlassian.jira.plugin.system.customfieldtypes:select';
const number = 'com.atlassian.jira.plugin.system.customfieldtypes:float';

/** Fields, their contexts and options. */
export const fieldChecks: Check[] = [
  {
    id: 'field-create',
    title: 'a field made with options can be set, found by number and by name, and refuses other options',
    label: 'docs',
    seed,
    run: async bench => {
      const jira = sdk(bench);
      const field = await jira.issueFields.createCustomField({ name: 'Floor', type: select, searcherKey: `${select}er` });
      const fieldId = String(field.id);
      demand(/^customfield_\d{5}$/.test(fieldId), `the id is ${fieldId}`);
      const contexts = await jira.issueCustomFieldContexts.getContextsForField({ fieldId });
      const contextId = Number(contexts.values?.[0]?.id);
      const options = [{ value: 'Ground' }, { value: 'Upper' }];
      await jira.issueCustomFieldOptions.createCustomFieldOption({ fieldId, contextId, options });
      const listed = await jira.issueCustomFieldOptions.getOptionsForContext({ fieldId, contextId });
      same(
        listed.values?.map(one => one.value),
        ['Ground', 'Upper'],
        'options',
      );
      const key = await makeTask(bench, 'Upstairs', { [fieldId]: { value: 'Upper' } });
      const value = (await fieldsOf(bench, key))[fieldId];
      same([value?.value, value?.id], ['Upper', listed.values?.[1]?.id], 'the value');
      const digits = fieldId.replace('customfield_', '');
      same([await find(bench, `cf[${digits}] = Upper`), await find(bench, 'Floor = Upper')], [[key], [key]], 'found');
      const bad = { fields: { [fieldId]: { value: 'Cellar' } } };
      const { errors } = refusalOf(await call(bench, 'PUT', `/rest/api/3/issue/${key}`, bad), 400);
      same(Object.keys(errors), [fieldId], 'errors');
    },
  },
  {
    id: 'field-number',
    title: 'a number field takes numbers only, and can be emptied',
    label: 'docs',
    seed,
    run: async bench => {
      const field = await sdk(bench).issueFields.createCustomField({ name: 'Copies', type: number });
      const fieldId = String(field.id);
      const key = await makeTask(bench, 'Print it', { [fieldId]: 12.5 });
      same((await fieldsOf(bench, key))[fieldId], 12.5, 'the value');
      const { errors } = refusalOf(await call(bench, 'PUT', `/rest/api/3/issue/${key}`, { fields: { [fieldId]: 'many' } }), 400);
      same(Object.keys(errors), [fieldId], 'errors');
      same((await call(bench, 'PUT', `/rest/api/3/issue/${key}`, { fields: { [fieldId]: null } })).status, 204, 'emptied');
      same((await fieldsOf(bench, key))[fieldId], null, 'the value then');
      same(await find(bench, `Copies is EMPTY AND key = ${key}`), [key], 'found as empty');
    },
  },
  {
    id: 'field-list',
    title: 'fields tell their clause names and schema, system ones and own ones',
    label: 'spec',
    seed,
    run: async bench => {
      const fields = await sdk(bench).issueFields.getFields();
      const summary = fields.find(field => field.id === 'summary');
      same([summary?.custom, summary?.schema?.type, summary?.clauseNames], [false, 'string', ['summary']], 'summary');
      const team = fields.find(field => field.name === 'Team');
      same([team?.custom, team?.schema?.custom], [true, select], 'Team');
      const digits = String(team?.id).replace('customfield_', '');
      demand(team?.clauseNames?.includes(`cf[${digits}]`) === true, `clauseNames ${team?.clauseNames}`);
      const page = await sdk(bench).issueFields.getFieldsPaginated({ query: 'tea' });
      same(
        page.values?.map(field => field.name),
        ['Team'],
        'searched',
      );
    },
  },
  {
    id: 'priorities-and-types',
    title: 'priorities come highest first, types with their level, resolutions and labels by name',
    label: 'spec',
    seed,
    run: async bench => {
      const jira = sdk(bench);
      const priorities = (await call(bench, 'GET', '/rest/api/3/priority')).body as unknown as { name: string }[];
      same(
        priorities.map(one => one.name),
        ['Highest', 'High', 'Medium', 'Low', 'Lowest'],
        'priorities',
      );
      const types = await jira.issueTypes.getIssueAllTypes();
      const levels = Object.fromEntries(types.map(type => [type.name, type.hierarchyLevel]));
      same([levels['Epic'], levels['Task'], levels['Sub-task']], [1, 0, -1], 'levels');
      const resolutions = (await call(bench, 'GET', '/rest/api/3/resolution')).body as unknown as { name: string }[];
      demand(resolutions.some(one => one.name === 'Done') && resolutions.some(one => one.name === 'Duplicate'), 'resolutions');
      await makeTask(bench, 'Labelled', { labels: ['zebra', 'apple'] });
      const labels = await jira.labels.getAllLabels();
      same(labels.values, ['apple', 'urgent', 'zebra'], 'labels');
    },
  },
];
