import { isNotFoundError } from 'jira.js';
import { type Check, demand, failure, same } from '../../../testing/conformance/check.ts';
import { basic, call, find, refusalOf, refused, sdk } from '../clients.ts';
import { seed, seedOf } from '../seed.ts';

const hidden = 'Issue does not exist or you do not have permission to see it.';

/** What people may see and do. */
export const permissionChecks: Check[] = [
  {
    id: 'hidden-issue',
    title: 'an issue one may not see is a 404, with the words of one that is not there',
    label: 'docs',
    seed,
    run: async bench => {
      same((await sdk(bench, 'cleo').issues.getIssue({ issueIdOrKey: 'SECRET-1' })).key, 'SECRET-1', 'for Cleo');
      const error = await failure(() => sdk(bench, 'ben').issues.getIssue({ issueIdOrKey: 'SECRET-1' }));
      demand(isNotFoundError(error), `not a NotFoundError: ${error.message}`);
      const noPermission = await refused(() => sdk(bench, 'ben').issues.getIssue({ issueIdOrKey: 'SECRET-1' }), 404);
      const absent = await refused(() => sdk(bench, 'ben').issues.getIssue({ issueIdOrKey: 'HELP-999' }), 404);
      same([noPermission.errorMessages, absent.errorMessages], [[hidden], [hidden]], 'texts');
    },
  },
  {
    id: 'hidden-everywhere',
    title: 'what is hidden cannot be commented, moved, linked, watched or found either',
    label: 'docs',
    seed,
    run: async bench => {
      const ben = sdk(bench, 'ben');
      const issueIdOrKey = 'SECRET-1';
      await refused(() => ben.issueComments.getComments({ issueIdOrKey }), 404);
      await refused(() => ben.issues.getTransitions({ issueIdOrKey }), 404);
      await refused(() => ben.issueWatchers.getIssueWatchers({ issueIdOrKey }), 404);
      await refused(() => ben.issues.getChangeLogs({ issueIdOrKey }), 404);
      const link = { type: { name: 'Blocks' }, inwardIssue: { key: issueIdOrKey }, outwardIssue: { key: 'HELP-2' } };
      await refused(() => ben.issueLinks.linkIssues(link), 404);
      same(await find(bench, 'summary ~ printer', 'ben'), ['HELP-2'], 'what Ben finds');
      same(await find(bench, 'summary ~ printer ORDER BY project', 'cleo'), ['HELP-2', 'SECRET-1'], 'what Cleo finds');
    },
  },
  {
    id: 'hidden-project',
    title: 'a project one may not browse is a 404 by key, and not in the list',
    label: 'docs',
    seed,
    run: async bench => {
      const { errorMessages } = await refused(() => sdk(bench, 'ben').projects.getProject({ projectIdOrKey: 'SECRET' }), 404);
      same(errorMessages, ["No project could be found with key 'SECRET'."], 'text');
      const keys = async (person: 'ben' | 'cleo') =>
        (await sdk(bench, person).projects.searchProjects()).values?.map(project => project.key).sort();
      same(
        [await keys('ben'), await keys('cleo')],
        [
          ['HELP', 'OPS'],
          ['HELP', 'OPS', 'SECRET'],
        ],
        'lists',
      );
    },
  },
  {
    id: 'delete-forbidden',
    title: 'deleting without the permission is a 403, and the issue stays',
    label: 'spec',
    seed,
    run: async bench => {
      await refused(() => sdk(bench, 'ben').issues.deleteIssue({ issueIdOrKey: 'HELP-2' }), 403);
      same((await sdk(bench).issues.getIssue({ issueIdOrKey: 'HELP-2' })).key, 'HELP-2', 'still there');
      await sdk(bench).issues.deleteIssue({ issueIdOrKey: 'HELP-2' });
      await refused(() => sdk(bench).issues.getIssue({ issueIdOrKey: 'HELP-2' }), 404);
    },
  },
  {
    id: 'my-permissions',
    title: 'permissions are told for those one names, and naming none is refused',
    label: 'spec',
    seed,
    run: async bench => {
      const names = ['BROWSE_PROJECTS', 'DELETE_ISSUES', 'ADMINISTER'];
      const held = async (person: 'ada' | 'ben') => {
        const asked = { projectKey: 'HELP', permissions: names.join(',') };
        const { permissions } = await sdk(bench, person).permissions.getMyPermissions(asked);
        return names.map(name => permissions?.[name]?.havePermission);
      };
      same(
        [await held('ada'), await held('ben')],
        [
          [true, true, true],
          [true, false, false],
        ],
        'Ada’s and Ben’s',
      );
      refusalOf(await call(bench, 'GET', '/rest/api/3/mypermissions'), 400);
      refusalOf(await call(bench, 'GET', '/rest/api/3/mypermissions?permissions=FLY'), 400);
    },
  },
  {
    id: 'admin-only',
    title: 'what administers the site is for administrators: 403',
    label: 'spec',
    seed,
    run: async bench => {
      await refused(() => sdk(bench, 'ben').groups.createGroup({ name: 'intruders' }), 403);
      const group = await sdk(bench).groups.createGroup({ name: 'newcomers' });
      same(group.name, 'newcomers', 'the group Ada makes');
      const field = { name: 'Mine', type: 'com.atlassian.jira.plugin.system.customfieldtypes:textfield' };
      await refused(() => sdk(bench, 'ben').issueFields.createCustomField(field), 403);
    },
  },
  {
    id: 'security-level',
    title: 'an issue with a security level is there for its level’s people only',
    label: 'docs',
    seed: seedOf(() => ({
      projects: [{ key: 'LAW', name: 'Law', lead: 'ada', issueTypes: ['Task'], securityLevels: { Lawyers: ['ada'] } }],
      issues: [
        { key: 'LAW-1', summary: 'A case', security: 'Lawyers' },
        { key: 'LAW-2', summary: 'A form' },
      ],
    })),
    run: async bench => {
      same(
        [await find(bench, 'project = LAW ORDER BY key'), await find(bench, 'project = LAW', 'ben')],
        [['LAW-1', 'LAW-2'], ['LAW-2']],
        'found by Ada and Ben',
      );
      await refused(() => sdk(bench, 'ben').issues.getIssue({ issueIdOrKey: 'LAW-1' }), 404);
    },
  },
  {
    id: 'comment-forbidden',
    title: 'who may not comment is refused with 403 or 400, and nothing is added',
    label: 'guess',
    seed: seedOf(() => ({
      projects: [{ key: 'READ', name: 'To read', lead: 'ada', issueTypes: ['Task'], permissions: { ADD_COMMENTS: ['ada'] } }],
      issues: [{ key: 'READ-1', summary: 'Read me' }],
    })),
    run: async bench => {
      const add = (authorization: string) =>
        call(bench, 'POST', '/rest/api/2/issue/READ-1/comment', { body: 'Hello' }, { authorization });
      same((await add(basic('ada'))).status, 201, 'Ada’s');
      const { status } = await add(basic('ben'));
      demand(status === 403 || status === 400, `Ben's comment answers ${status}`);
      same((await sdk(bench).issueComments.getComments({ issueIdOrKey: 'READ-1' })).total, 1, 'comments');
    },
  },
];
