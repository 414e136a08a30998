import { type Check, demand, same } from '../../../testing/conformance/check.ts';
import { accountOf, call, refusalOf, sdk } from '../clients.ts';
import { seed } from '../seed.ts';

/** Data of apps at other things than issues, and the site's smaller lists. */
export const sitePartChecks: Check[] = [
  {
    id: 'properties-elsewhere',
    title: 'projects, people, comments and worklogs have properties as issues have',
    label: 'spec',
    seed,
    run: async bench => {
      const comment = (await call(bench, 'POST', '/rest/api/2/issue/HELP-2/comment', { body: 'Words' })).body.id;
      const worklog = (await call(bench, 'POST', '/rest/api/2/issue/HELP-2/worklog', { timeSpent: '1h' })).body.id;
      const paths = [
        '/rest/api/3/project/HELP/properties/crm',
        `/rest/api/3/user/properties/crm?accountId=${await accountOf(bench, 'ada')}`,
        `/rest/api/3/comment/${comment}/properties/crm`,
        `/rest/api/3/issue/HELP-2/worklog/${worklog}/properties/crm`,
      ];
      for (const path of paths) {
        same((await call(bench, 'PUT', path, { level: 1 })).status, 201, `new: ${path}`);
        same((await call(bench, 'PUT', path, { level: 2 })).status, 200, `changed: ${path}`);
        same((await call(bench, 'GET', path)).body.value, { level: 2 }, `read: ${path}`);
        same((await call(bench, 'DELETE', path)).status, 204, `deleted: ${path}`);
        refusalOf(await call(bench, 'GET', path), 404);
      }
    },
  },
  {
    id: 'pickers',
    title: 'issues, people and groups are offered to whoever types their beginning',
    label: 'spec',
    seed,
    run: async bench => {
      const { sections } = await sdk(bench).issueSearch.getIssuePickerResource({
        query: 'printer',
        currentJQL: 'project = HELP',
      });
      const offered = sections?.flatMap(section => section.issues ?? []).map(issue => issue.key);
      demand(offered?.includes('HELP-2') === true && !offered.includes('SECRET-1'), `issues ${offered}`);
      const people = await sdk(bench).userSearch.findUsersForPicker({ query: 'ben' });
      same(
        people.users?.map(user => user.displayName),
        ['Ben Okafor'],
        'people',
      );
      const { groups } = await sdk(bench).groups.findGroups({ query: 'supp' });
      same(
        groups?.map(group => group.name),
        ['support team'],
        'groups',
      );
    },
  },
  {
    id: 'time-tracking',
    title: 'the site tells how long its days and weeks are',
    label: 'spec',
    seed,
    run: async bench => {
      const shared = await sdk(bench).timeTracking.getSharedTimeTrackingConfiguration();
      same([shared.workingHoursPerDay, shared.workingDaysPerWeek, shared.defaultUnit], [8, 5, 'minute'], 'hours, days and unit');
    },
  },
  {
    id: 'workflow-search',
    title: 'workflows and statuses are found by name, in pages',
    label: 'spec',
    seed,
    run: async bench => {
      const page = await call(bench, 'GET', '/rest/api/3/statuses/search?searchString=Escal');
      const values = page.body.values as unknown as { name: string; statusCategory: string }[];
      same(
        values.map(one => [one.name, one.statusCategory]),
        [['Escalated', 'IN_PROGRESS']],
        'statuses',
      );
      const workflows = await call(bench, 'GET', '/rest/api/3/workflow/search?queryString=support');
      const found = workflows.body.values as unknown as { id: { name: string } }[];
      same([workflows.status, found.length > 0], [200, true], `workflows ${workflows.text.slice(0, 200)}`);
    },
  },
];
