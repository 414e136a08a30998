import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readDescription } from '../testing/openapi.ts';
import { at, startTwins, type TwinsProcess } from '../testing/twins-process.ts';

const namespace = 'J-1.1/jira-schema/base/1';
const description = readDescription('jira-platform-v3.json');

const seed = {
  people: [
    { id: 'ada', name: 'Ada Moreno', email: 'ada@acme.example' },
    { id: 'ben', name: 'Ben Okafor', email: 'ben@acme.example' },
  ],
  jira: {
    apiTokens: [{ person: 'ada', token: 'jira-ada-token' }],
    groups: [{ name: 'support', members: ['ada'] }],
    categories: ['Internal'],
    fields: [{ name: 'Team', type: 'select', options: ['Red', 'Blue'] }],
    filters: [{ name: 'All of it', owner: 'ada', jql: 'project = HELP', shared: true }],
    projects: [
      {
        key: 'HELP',
        name: 'Help desk',
        category: 'Internal',
        components: [{ name: 'Printer', lead: 'ada' }],
        versions: [{ name: '1.0', releaseDate: '2026-04-01' }],
        securityLevels: { Inner: ['ada'] },
      },
    ],
    issues: [
      {
        key: 'HELP-1',
        summary: 'Printer is on fire',
        components: ['Printer'],
        fixVersions: ['1.0'],
        fields: { Team: 'Red' },
        originalEstimate: '1d',
        comments: [{ from: 'ben', text: 'On my way' }],
        worklogs: [{ from: 'ada', spent: '2h', text: 'Looked' }],
        attachments: [{ name: 'log.txt', text: 'smoke' }],
        history: [{ by: 'ada', at: '2026-03-01T10:00:00Z', field: 'status', from: 'To Do', to: 'In Progress' }],
        watchers: ['ben'],
        voters: ['ben'],
      },
      { key: 'HELP-2', summary: 'No paper', links: [{ type: 'Blocks', to: 'HELP-1' }], type: 'Bug' },
      { key: 'HELP-3', summary: 'A part of it', type: 'Sub-task', parent: 'HELP-1' },
    ],
  },
};

/** What is asked for, by the path as the vendor describes it. */
const reads: [described: string, asked?: string][] = [
  [
    '/rest/api/3/issue/{issueIdOrKey}',
    '/rest/api/3/issue/HELP-1?expand=renderedFields,names,schema,transitions,changelog,operations,editmeta',
  ],
  ['/rest/api/3/issue/{issueIdOrKey}/comment', '/rest/api/3/issue/HELP-1/comment?expand=renderedBody'],
  ['/rest/api/3/issue/{issueIdOrKey}/worklog', '/rest/api/3/issue/HELP-1/worklog'],
  ['/rest/api/3/issue/{issueIdOrKey}/changelog', '/rest/api/3/issue/HELP-1/changelog'],
  ['/rest/api/3/issue/{issueIdOrKey}/transitions', '/rest/api/3/issue/HELP-1/transitions'],
  ['/rest/api/3/issue/{issueIdOrKey}/editmeta', '/rest/api/3/issue/HELP-1/editmeta'],
  ['/rest/api/3/issue/{issueIdOrKey}/watchers', '/rest/api/3/issue/HELP-1/watchers'],
  ['/rest/api/3/issue/{issueIdOrKey}/votes', '/rest/api/3/issue/HELP-1/votes'],
  ['/rest/api/3/issue/createmeta/{projectIdOrKey}/issuetypes', '/rest/api/3/issue/createmeta/HELP/issuetypes'],
  ['/rest/api/3/attachment/{id}', '/rest/api/3/attachment/10000'],
  ['/rest/api/3/attachment/meta'],
  ['/rest/api/3/issueLinkType'],
  ['/rest/api/3/project/{projectIdOrKey}', '/rest/api/3/project/HELP'],
  ['/rest/api/3/project/search', '/rest/api/3/project/search?expand=lead,insight,description'],
  ['/rest/api/3/project/{projectIdOrKey}/components', '/rest/api/3/project/HELP/components'],
  ['/rest/api/3/project/{projectIdOrKey}/versions', '/rest/api/3/project/HELP/versions'],
  ['/rest/api/3/project/{projectIdOrKey}/statuses', '/rest/api/3/project/HELP/statuses'],
  ['/rest/api/3/project/{projectIdOrKey}/role/{id}', '/rest/api/3/project/HELP/role/10002'],
  ['/rest/api/3/project/{projectIdOrKey}/features', '/rest/api/3/project/HELP/features'],
  ['/rest/api/3/project/{projectKeyOrId}/securitylevel', '/rest/api/3/project/HELP/securitylevel'],
  ['/rest/api/3/myself', '/rest/api/3/myself?expand=groups,applicationRoles'],
  ['/rest/api/3/users/search'],
  ['/rest/api/3/group/member', '/rest/api/3/group/member?groupname=support'],
  ['/rest/api/3/group/bulk'],
  ['/rest/api/3/groups/picker'],
  ['/rest/api/3/field'],
  ['/rest/api/3/field/search'],
  ['/rest/api/3/field/{fieldId}/context', '/rest/api/3/field/customfield_10050/context'],
  ['/rest/api/3/field/{fieldId}/context/{contextId}/option', '/rest/api/3/field/customfield_10050/context/10150/option'],
  ['/rest/api/3/filter/my'],
  ['/rest/api/3/filter/search'],
  ['/rest/api/3/dashboard'],
  ['/rest/api/3/permissions'],
  ['/rest/api/3/mypermissions', '/rest/api/3/mypermissions?permissions=BROWSE_PROJECTS,ADMINISTER'],
  ['/rest/api/3/permissionscheme', '/rest/api/3/permissionscheme?expand=permissions'],
  ['/rest/api/3/priority/search'],
  ['/rest/api/3/resolution/search'],
  ['/rest/api/3/issuetype'],
  ['/rest/api/3/status'],
  ['/rest/api/3/statuses/search'],
  ['/rest/api/3/workflow/search', '/rest/api/3/workflow/search?expand=transitions,statuses'],
  ['/rest/api/3/issuetypescheme'],
  ['/rest/api/3/issuetypescreenscheme'],
  ['/rest/api/3/screens'],
  ['/rest/api/3/screenscheme'],
  ['/rest/api/3/notificationscheme'],
  ['/rest/api/3/issuesecurityschemes'],
  ['/rest/api/3/role'],
  ['/rest/api/3/projectCategory'],
  ['/rest/api/3/project/type'],
  ['/rest/api/3/configuration'],
  ['/rest/api/3/configuration/timetracking/options'],
  ['/rest/api/3/serverInfo'],
  ['/rest/api/3/applicationrole'],
  ['/rest/api/3/auditing/record'],
  ['/rest/api/3/label'],
];

// The description lies beside the repository: without it there is nothing to compare with.
describe.skipIf(description === undefined)(
  'the Jira twin, against the vendor’s description (shared/vendor/jira-platform-v3.json)',
  () => {
    let twins: TwinsProcess;
    let origin: string;

    beforeAll(async () => {
      twins = await startTwins();
      await twins.admin('PUT', at(namespace), { seeds: seed });
      origin = await twins.forward(namespace, 'jira');
    });
    afterAll(() => twins.stop());

    it.each(reads)('answers %s as it is described', async (described, asked = described) => {
      const authorization = `Basic ${Buffer.from('ada@acme.example:jira-ada-token').toString('base64')}`;
      const response = await fetch(`${origin}${asked}`, { headers: { authorization } });
      expect(response.status).toBe(200);
      const operation = description?.find(({ method, path }) => method === 'GET' && path === described);
      expect(operation?.problems(200, await response.json())).toEqual([]);
    });
  },
);
