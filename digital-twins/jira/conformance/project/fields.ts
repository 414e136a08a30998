import { type Check, demand, same } from '../../../testing/conformance/check.ts';
import { call, fieldsOf, find, makeTask, paragraph, refusalOf, sdk } from '../clients.ts';
import { seed, seedOf } from '../seed.ts';

const select = 'com.atlassian.jira.plugin.system.customfieldtypes:select';
const number = 'com.atlassian.jira.plugin.system.customfieldtypes:float';

/** Fields, their contexts and options. */
export const fieldChecks: Check[] = [
  {
    id: 'field-create',
    title: 'a new field is on no screen; once it is, its options can be set and found, and others are refused',
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
      const off = { project: { key: 'HELP' }, issuetype: { name: 'Task' }, summary: 'Early', [fieldId]: { value: 'Upper' } };
      const early = refusalOf(await call(bench, 'POST', '/rest/api/3/issue', { fields: off }), 400);
      same(Object.keys(early.errors), [fieldId], 'errors while it is on no screen');
      await jira.screens.addFieldToDefaultScreen({ fieldId });
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
    id: 'field-kinds',
    title: 'each kind of field has its own shape, in and out',
    label: 'docs',
    seed: seedOf(() => ({
      fields: [
        { name: 'Devices', type: 'multiselect', options: ['Phone', 'Tablet'] },
        { name: 'Place', type: 'cascadingselect', options: [{ value: 'Spain', children: ['Madrid'] }] },
        { name: 'Checker', type: 'userpicker' },
        { name: 'Notes', type: 'textarea' },
        { name: 'Launch', type: 'datepicker' },
        { name: 'Tags', type: 'labels' },
      ],
    })),
    run: async bench => {
      const all = await sdk(bench).issueFields.getFields();
      const idOf = (name: string) => String(all.find(field => field.name === name)?.id);
      const { accountId } = await sdk(bench, 'ben').myself.getCurrentUser();
      const key = await makeTask(bench, 'Of all kinds', {
        [idOf('Devices')]: [{ value: 'Tablet' }, { value: 'Phone' }],
        [idOf('Place')]: { value: 'Spain', child: { value: 'Madrid' } },
        [idOf('Checker')]: { accountId },
        [idOf('Notes')]: paragraph('Words'),
        [idOf('Launch')]: '2026-05-01',
        [idOf('Tags')]: ['b', 'a'],
      });
      const fields = await fieldsOf(bench, key);
      const devices = fields[idOf('Devices')] as unknown as { value: string }[];
      same(devices.map(one => one.value).sort(), ['Phone', 'Tablet'], 'several options');
      const place = fields[idOf('Place')];
      same([place?.value, place?.child?.value], ['Spain', 'Madrid'], 'an option below an option');
      same(fields[idOf('Checker')]?.displayName, 'Ben Okafor', 'a person');
      same(fields[idOf('Notes')], paragraph('Words'), 'a text');
      same(fields[idOf('Launch')], '2026-05-01', 'a day');
      same([...(fields[idOf('Tags')] as unknown as string[])].sort(), ['a', 'b'], 'labels');
      same(await find(bench, 'Place in cascadeOption(Spain, Madrid) AND Devices = Phone'), [key], 'found');
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
      await sdk(bench).screens.addFieldToDefaultScreen({ fieldId });
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
