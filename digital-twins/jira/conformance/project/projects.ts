import { type Check, demand, same } from '../../../testing/conformance/check.ts';
import { accountOf, call, find, refusalOf, refused, sameSet, sdk } from '../clients.ts';
import { seed, seedOf } from '../seed.ts';

/** Projects themselves. */
export const projectChecks: Check[] = [
  {
    id: 'project-read',
    title: 'a project by key and by id, with its types, lead, components and versions',
    label: 'spec',
    seed,
    run: async bench => {
      const byKey = await sdk(bench).projects.getProject({ projectIdOrKey: 'HELP', expand: 'lead,description' });
      const byId = await sdk(bench).projects.getProject({ projectIdOrKey: String(byKey.id) });
      same([byKey.key, byId.key, byKey.name], ['HELP', 'HELP', 'Help desk'], 'key and name');
      same([byKey.lead?.displayName, byKey.projectTypeKey, byKey.style], ['Ada Moreno', 'software', 'classic'], 'lead and kind');
      sameSet(
        byKey.issueTypes?.map(type => type.name),
        ['Task', 'Bug', 'Story', 'Epic', 'Sub-task'],
        'types',
      );
      sameSet(
        byKey.components?.map(one => one.name),
        ['Printer', 'Network'],
        'components',
      );
      same(
        byKey.versions?.map(one => [one.name, one.released]),
        [
          ['1.0', true],
          ['2.0', false],
        ],
        'versions',
      );
    },
  },
  {
    id: 'project-pages',
    title: 'projects are listed in pages, each once, and found by words of their name',
    label: 'spec',
    seed: seedOf(() => ({
      projects: Array.from({ length: 60 }, (_none, place) => ({
        key: `P${place + 10}`,
        name: `Place ${place + 10}`,
        lead: 'ada',
      })),
      issues: [],
    })),
    run: async bench => {
      const seen: string[] = [];
      let isLast = false;
      while (!isLast) {
        const page = await sdk(bench).projects.searchProjects({ startAt: seen.length, maxResults: 25 });
        same([page.total, page.startAt], [60, seen.length], 'total and startAt');
        seen.push(...(page.values ?? []).map(project => String(project.key)));
        isLast = page.isLast === true || page.values?.length === 0;
      }
      same([seen.length, new Set(seen).size], [60, 60], 'projects seen');
      same((await sdk(bench).projects.searchProjects()).values?.length, 50, 'by default');
      const found = await sdk(bench).projects.searchProjects({ query: 'place 42' });
      same(
        found.values?.map(project => project.key),
        ['P42'],
        'found',
      );
    },
  },
  {
    id: 'project-create',
    title: 'administrators make projects; a key or name that is taken is named in the errors',
    label: 'docs',
    seed,
    run: async bench => {
      const leadAccountId = await accountOf(bench, 'ada');
      const projectTemplateKey = 'com.pyxis.greenhopper.jira:gh-simplified-kanban-classic' as const;
      const given = { key: 'NEW', name: 'Brand new', leadAccountId, projectTypeKey: 'software' as const, projectTemplateKey };
      await refused(() => sdk(bench, 'ben').projects.createProject(given), 403);
      const made = await sdk(bench).projects.createProject(given);
      same([made.key, typeof made.id], ['NEW', 'number'], 'key, and an id that is a number here');
      const again = refusalOf(await call(bench, 'POST', '/rest/api/3/project', given), 400);
      demand('projectKey' in again.errors && 'projectName' in again.errors, `errors ${JSON.stringify(again.errors)}`);
      const bad = refusalOf(await call(bench, 'POST', '/rest/api/3/project', { ...given, key: 'lower', name: 'Other' }), 400);
      demand('projectKey' in bad.errors, `errors ${JSON.stringify(bad.errors)}`);
      const { issueTypes } = await sdk(bench).projects.getProject({ projectIdOrKey: 'NEW' });
      const issuetype = { id: String(issueTypes?.find(type => !type.subtask)?.id) };
      const fields = { project: { key: 'NEW' }, issuetype, summary: 'The first' };
      same((await sdk(bench).issues.createIssue({ fields })).key, 'NEW-1', 'its first issue');
    },
  },
  {
    id: 'project-delete',
    title: 'a deleted project takes its issues out of sight',
    label: 'docs',
    seed,
    run: async bench => {
      same(await find(bench, 'project = OPS'), ['OPS-1'], 'before');
      await sdk(bench).projects.deleteProject({ projectIdOrKey: 'OPS' });
      await refused(() => sdk(bench).projects.getProject({ projectIdOrKey: 'OPS' }), 404);
      await refused(() => sdk(bench).issues.getIssue({ issueIdOrKey: 'OPS-1' }), 404);
      refusalOf(await call(bench, 'POST', '/rest/api/3/search/jql', { jql: 'project = OPS' }), 400);
    },
  },
  {
    id: 'filters',
    title: 'filters are their owner’s until shared, one name each, and usable in queries',
    label: 'docs',
    seed,
    run: async bench => {
      const made = await sdk(bench).filters.createFilter({ name: 'Burning', jql: 'labels = urgent' });
      same([made.name, made.owner?.displayName, made.jql], ['Burning', 'Ada Moreno', 'labels = urgent'], 'the new one');
      await refused(() => sdk(bench).filters.createFilter({ name: 'Burning', jql: 'key = HELP-1' }), 400);
      await refused(() => sdk(bench).filters.createFilter({ name: 'Broken', jql: 'colour = red' }), 400);
      same(await find(bench, 'filter = Burning'), ['HELP-2'], 'by name');
      same(await find(bench, `filter = ${made.id}`), ['HELP-2'], 'by id');
      const id = Number(made.id);
      const hidden = await call(bench, 'GET', `/rest/api/3/filter/${id}`, undefined, { authorization: '' });
      demand(hidden.status >= 400, `somebody else gets ${hidden.status}`);
      await refused(() => sdk(bench, 'ben').filters.getFilter({ id }), 404);
      const sharePermissions = [{ type: 'authenticated' as const }];
      await sdk(bench).filters.updateFilter({ id, body: { name: 'Burning', jql: 'labels = urgent', sharePermissions } });
      same((await sdk(bench, 'ben').filters.getFilter({ id })).name, 'Burning', 'for Ben, once shared');
    },
  },
];
