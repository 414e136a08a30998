import type { World } from '../../kit/plugin.ts';
import { addAgile } from '../agile/create.ts';
import { addApps } from '../auth/create.ts';
import type { Settings } from '../model/config.ts';
import type { JiraSeed } from '../seed.ts';
import { createState, type JiraState } from '../state.ts';
import { addWebhooks } from '../webhooks/create.ts';
import { addSeedIssue, addSeedLinks } from './issues.ts';
import { type Making, startMaking } from './making.ts';
import { addProject, addSeedField } from './projects.ts';
import { addDefaults, addPeople } from './site.ts';

/** Builds a site from its seed. Throws `TwinError` 400 for a name the seed does not define. */
export function createJira(seed: JiraSeed, world: World): JiraState {
  const state = createState(settingsOf(seed));
  const making = startMaking(state, world);
  addDefaults(making);
  addPeople(making, seed);
  addLists(making, seed);
  for (const project of seed.projects) addProject(making, seed, project);
  for (const field of seed.fields) addSeedField(making, field);
  for (const issue of seed.issues) addSeedIssue(making, issue);
  for (const issue of seed.issues) addSeedLinks(making, issue);
  addFilters(making, seed);
  addAgile(making, seed.boards, seed.sprints);
  addApps(making, seed.oauthApps, seed.connectApps);
  addWebhooks(making, seed.webhooks);
  return state;
}

function settingsOf(seed: JiraSeed): Settings {
  return {
    title: seed.site.title,
    announcement: { message: '', isEnabled: false, isDismissible: false, visibility: 'public' },
    timeTracking: { hoursPerDay: 8, daysPerWeek: 5, timeFormat: 'pretty', defaultUnit: 'minute', provider: 'JIRA' },
    navigatorColumns: [
      'issuetype',
      'issuekey',
      'summary',
      'assignee',
      'reporter',
      'priority',
      'status',
      'resolution',
      'created',
      'updated',
      'duedate',
    ],
    appProperties: {},
    userColumns: {},
    rateLimits: seed.rateLimits,
  };
}

function addLists({ state, world }: Making, seed: JiraSeed): void {
  for (const name of seed.roles)
    state.roles.add({ id: String(world.ids.number('jira.role', 10_100)), name, description: '', defaults: [] });
  for (const type of seed.linkTypes) state.linkTypes.add({ id: String(world.ids.number('jira.link-type', 10_010)), ...type });
  for (const name of seed.categories) {
    const id = String(world.ids.number('jira.projectCategory', 10_000));
    state.entries.add({ kind: 'projectCategory', id, name, description: '' });
  }
}

function addFilters(making: Making, seed: JiraSeed): void {
  const { state, world } = making;
  const now = world.clock.now();
  for (const { name, owner, jql, shared } of seed.filters) {
    state.filters.add({
      id: String(world.ids.number('jira.filter', 10_000)),
      name,
      description: '',
      owner: making.accountOf(owner, `jira.filters.${name}`),
      jql,
      created: now,
      updated: now,
      shares: shared ? [{ id: String(world.ids.number('jira.share', 10_000)), type: 'loggedin' }] : [],
      edits: [],
      favouredBy: [],
      columns: null,
      approximateLastUsed: null,
    });
  }
}
