import { type Check, demand, same } from '../../../testing/conformance/check.ts';
import { accountOf, call, fieldsOf, find, makeTask, refused, sdk } from '../clients.ts';
import { seed } from '../seed.ts';

/** Components, versions and roles. */
export const projectPartChecks: Check[] = [
  {
    id: 'components',
    title: 'components: made, unique by name, on issues, counted, and their issues moved when one is deleted',
    label: 'docs',
    seed,
    run: async bench => {
      const jira = sdk(bench);
      const leadAccountId = await accountOf(bench, 'ben');
      const made = await jira.projectComponents.createComponent({ project: 'HELP', name: 'Scanner', leadAccountId });
      same([made.name, made.project, made.lead?.displayName], ['Scanner', 'HELP', 'Ben Okafor'], 'the new one');
      await refused(() => jira.projectComponents.createComponent({ project: 'HELP', name: 'Scanner' }), 400);
      const key = await makeTask(bench, 'It does not scan', { components: [{ name: 'Scanner' }, { name: 'Network' }] });
      const id = String(made.id);
      same((await jira.projectComponents.getComponentRelatedIssues({ id })).issueCount, 1, 'issues of it');
      const asked = { projectIdOrKey: 'HELP', orderBy: '-name' as const };
      const all = (await jira.projectComponents.getProjectComponentsPaginated(asked)).values ?? [];
      same(
        all.map(one => one.name),
        ['Scanner', 'Printer', 'Network'],
        'all, by name from the end',
      );
      const printer = String(all.find(one => one.name === 'Printer')?.id);
      await jira.projectComponents.deleteComponent({ id, moveIssuesTo: printer });
      const left = (await fieldsOf(bench, key)).components as unknown as { name: string }[];
      same(left.map(one => one.name).sort(), ['Network', 'Printer'], 'components of the issue');
      await refused(() => jira.projectComponents.getComponent({ id }), 404);
    },
  },
  {
    id: 'component-assignee',
    title: 'a new issue goes to the lead of its component when the component says so',
    label: 'docs',
    seed,
    run: async bench => {
      const leadAccountId = await accountOf(bench, 'ben');
      const given = { project: 'HELP', name: 'Phones', leadAccountId, assigneeType: 'COMPONENT_LEAD' as const };
      const made = await sdk(bench).projectComponents.createComponent(given);
      same([made.assigneeType, made.assignee?.displayName], ['COMPONENT_LEAD', 'Ben Okafor'], 'the component');
      const key = await makeTask(bench, 'No tone', { components: [{ id: made.id }] });
      same((await fieldsOf(bench, key)).assignee?.displayName, 'Ben Okafor', 'assignee');
    },
  },
  {
    id: 'versions',
    title: 'versions: made, unique by name, released, with the issues that are still open',
    label: 'docs',
    seed,
    run: async bench => {
      const jira = sdk(bench);
      const projectId = Number((await jira.projects.getProject({ projectIdOrKey: 'HELP' })).id);
      const made = await jira.projectVersions.createVersion({ name: '3.0', projectId, releaseDate: '2026-02-01' });
      same([made.name, made.released, made.archived, made.overdue], ['3.0', false, false, true], 'the new one');
      const same3 = await refused(() => jira.projectVersions.createVersion({ name: '3.0', projectId }), 400);
      same(same3.errors['name'], 'A version with this name already exists in this project.', 'text');
      const key = await makeTask(bench, 'For the third', { fixVersions: [{ name: '3.0' }] });
      const id = String(made.id);
      const open = await jira.projectVersions.getVersionUnresolvedIssues({ id });
      same([open.issuesCount, open.issuesUnresolvedCount], [1, 1], 'issues');
      const released = await jira.projectVersions.updateVersion({ id, body: { released: true } });
      same(released.released, true, 'released');
      same(await find(bench, 'fixVersion in releasedVersions()'), [key], 'found');
    },
  },
  {
    id: 'versions-merge',
    title: 'a version merged into another gives it its issues and is gone; versions can be put in order',
    label: 'docs',
    seed,
    run: async bench => {
      const jira = sdk(bench);
      const names = async () => (await jira.projectVersions.getProjectVersions({ projectIdOrKey: 'HELP' })).map(one => one.name);
      const [one, two] = await jira.projectVersions.getProjectVersions({ projectIdOrKey: 'HELP' });
      same([one?.name, two?.name], ['1.0', '2.0'], 'at first');
      const moved = await call(bench, 'POST', `/rest/api/3/version/${two?.id}/move`, { position: 'First' });
      same([moved.status, await names()], [200, ['2.0', '1.0']], 'after moving');
      const key = await makeTask(bench, 'For the second', { fixVersions: [{ name: '2.0' }] });
      await jira.projectVersions.mergeVersions({ id: String(two?.id), moveIssuesTo: String(one?.id) });
      same(await names(), ['1.0'], 'after merging');
      same((await fieldsOf(bench, key)).fixVersions?.['0']?.name, '1.0', 'version of the issue');
    },
  },
  {
    id: 'roles',
    title: 'roles are a map of names to addresses; people are put in and taken out',
    label: 'spec',
    seed,
    run: async bench => {
      const jira = sdk(bench);
      const map = (await jira.projectRoles.getProjectRoles({ projectIdOrKey: 'HELP' })) as Record<string, string>;
      const url = String(map['Administrators']);
      const id = Number(url.split('/').at(-1));
      demand(url.startsWith(`${bench.url}/rest/api/3/project/`) && id > 0, `Administrators is ${url}`);
      const actors = async () => {
        const role = await jira.projectRoles.getProjectRole({ projectIdOrKey: 'HELP', id });
        return role.actors?.map(actor => actor.displayName).filter(name => name === 'Ada Moreno' || name === 'Cleo Sand');
      };
      same(await actors(), ['Ada Moreno'], 'at first');
      const cleo = await accountOf(bench, 'cleo');
      await jira.projectRoleActors.addActorUsers({ projectIdOrKey: 'HELP', id, user: [cleo] });
      same((await actors())?.sort(), ['Ada Moreno', 'Cleo Sand'], 'with Cleo');
      const held = { projectKey: 'HELP', permissions: 'ADMINISTER_PROJECTS' };
      const { permissions } = await sdk(bench, 'cleo').permissions.getMyPermissions(held);
      same(permissions?.['ADMINISTER_PROJECTS']?.havePermission, true, 'what she may do now');
      await jira.projectRoleActors.deleteActor({ projectIdOrKey: 'HELP', id, user: cleo });
      same(await actors(), ['Ada Moreno'], 'in the end');
      await refused(() => jira.projectRoles.getProjectRole({ projectIdOrKey: 'HELP', id: 99999 }), 404);
    },
  },
];
