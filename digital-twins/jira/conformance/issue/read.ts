import { type Check, demand, same } from '../../../testing/conformance/check.ts';
import { call, refusalOf, sdk } from '../clients.ts';
import { seed } from '../seed.ts';

/** Reading issues. */
export const readChecks: Check[] = [
  {
    id: 'read-by-id-and-key',
    title: 'an issue is found by id, by key, and by a key in small letters',
    label: 'docs',
    seed,
    run: async bench => {
      const { id } = await sdk(bench).issues.getIssue({ issueIdOrKey: 'HELP-2' });
      const byId = await sdk(bench).issues.getIssue({ issueIdOrKey: String(id) });
      const small = await sdk(bench).issues.getIssue({ issueIdOrKey: 'help-2' });
      same([byId.key, small.key, small.id], ['HELP-2', 'HELP-2', id], 'keys');
    },
  },
  {
    id: 'read-fields',
    title: 'only the fields one asks for come, with minus and *all as well',
    label: 'docs',
    seed,
    run: async bench => {
      const names = async (fields: string) =>
        Object.keys(
          (await call(bench, 'GET', `/rest/api/3/issue/HELP-2?fields=${encodeURIComponent(fields)}`)).body.fields ?? {},
        );
      same((await names('summary,status')).sort(), ['status', 'summary'], 'two of them');
      const without = await names('*all,-comment,-description');
      demand(without.includes('worklog') && without.includes('attachment'), `*all gives ${without}`);
      demand(!without.includes('comment') && !without.includes('description'), 'what was taken out is there');
      same((await names('*all')).length - without.length, 2, 'how many were taken out');
    },
  },
  {
    id: 'read-expand',
    title: 'names, schema, transitions, operations and editmeta come when they are asked for',
    label: 'docs',
    seed,
    run: async bench => {
      const plain = await sdk(bench).issues.getIssue({ issueIdOrKey: 'HELP-2' });
      demand(plain.names === undefined && plain.transitions === undefined, 'they come unasked');
      const expand = 'names,schema,transitions,editmeta,changelog';
      const issue = await sdk(bench).issues.getIssue({ issueIdOrKey: 'HELP-2', expand });
      same((issue.names as Record<string, string> | undefined)?.['summary'], 'Summary', 'names');
      same((issue.schema as Record<string, { type: string }> | undefined)?.['labels']?.type, 'array', 'schema');
      demand(Number(issue.transitions?.length) > 0, 'transitions');
      demand(issue.changelog?.total === 0, 'changelog');
      const edit = issue.editmeta as unknown as { fields: Record<string, { operations: string[] }> } | undefined;
      same(edit?.fields['labels']?.operations, ['add', 'set', 'remove'], 'operations of labels');
    },
  },
  {
    id: 'read-bulk',
    title: 'many are fetched at once; those that are not there are told apart',
    label: 'spec',
    seed,
    run: async bench => {
      const asked = { issueIdsOrKeys: ['HELP-3', 'HELP-2', 'SECRET-1', 'HELP-99'], fields: ['summary'] };
      const found = await sdk(bench).issues.bulkFetchIssues(asked);
      same(found.issues?.map(issue => issue.key).sort(), ['HELP-2', 'HELP-3'], 'found');
      demand(Number(found.issueErrors?.length) > 0 || found.issues?.length === 2, 'issueErrors');
      const many = Array.from({ length: 101 }, (_none, place) => `HELP-${place + 1}`);
      refusalOf(await call(bench, 'POST', '/rest/api/3/issue/bulkfetch', { issueIdsOrKeys: many }), 400);
    },
  },
  {
    id: 'read-shape',
    title: 'status, type, project and people carry what products read of them',
    label: 'spec',
    seed,
    run: async bench => {
      const { body } = await call(bench, 'GET', '/rest/api/3/issue/HELP-2');
      const { fields } = body;
      same([fields?.status?.name, fields?.status?.statusCategory?.key], ['Open', 'new'], 'status');
      same([fields?.issuetype?.name, fields?.issuetype?.subtask, fields?.issuetype?.hierarchyLevel], ['Bug', false, 0], 'type');
      same([fields?.project?.key, fields?.project?.projectTypeKey], ['HELP', 'software'], 'project');
      same([fields?.parent?.key, fields?.parent?.fields?.issuetype?.name], ['HELP-1', 'Epic'], 'parent');
      same([fields?.assignee?.displayName, fields?.assignee?.accountType], ['Ben Okafor', 'atlassian'], 'assignee');
      same(fields?.components?.['0']?.name, 'Printer', 'component');
      same(String(body.self), `${bench.url}/rest/api/3/issue/${body.id}`, 'self');
      demand(String(body.expand).includes('renderedFields'), `expand ${body.expand}`);
    },
  },
];
