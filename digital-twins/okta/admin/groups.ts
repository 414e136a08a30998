import type { Answer } from '../../kit/answer.ts';
import { type Html, html } from '../../kit/html.ts';
import { memberIds } from '../directory/groups/membership.ts';
import type { OktaCall } from '../operation.ts';
import type { Group, OktaUser } from '../state.ts';
import { actionButton, adminPage, facts, picker, searchBox, status, table, when } from './layout.ts';
import { nameOf, shownLimit } from './people.ts';

const typeNames = { OKTA_GROUP: 'Okta group', APP_GROUP: 'App group', BUILT_IN: 'Built in' };

export function groupsPage(call: OktaCall): Answer {
  const wanted = (call.request.query.get('q') ?? '').trim().toLowerCase();
  const found = [...call.state.groups.values()]
    .filter(group => group.profile.name.toLowerCase().includes(wanted))
    .slice(0, shownLimit);
  const rows = found.map(
    group =>
      html`<tr><td><a href="/admin/groups/${group.id}">${group.profile.name}</a><small>${group.profile.description ?? ''}</small></td><td>${typeNames[group.type]}</td><td>${memberIds(call.state, group.id).length}</td><td>${call.state.appGroups.by('group', group.id).length}</td></tr>`,
  );
  const list = table('Groups', ['Group', 'Type', 'People', 'Apps'], rows, 'No group was found.');
  return adminPage(call, 'Groups', 'Groups', html`${searchBox('Search groups', wanted)}<section>${list}</section>`);
}

export function groupPage(call: OktaCall, group: Readonly<Group>): Answer {
  const { state } = call;
  const members = memberIds(state, group.id);
  const shown = members
    .slice(0, shownLimit)
    .map(id => state.users.get(id))
    .filter(user => user !== undefined);
  const isFixed = group.type === 'BUILT_IN';
  const rows = shown.map(user => memberRow(user, group, isFixed));
  const add = isFixed
    ? html``
    : picker('Add person', 'groups.add-user', 'user', outsiders(call, new Set(members)), { group: group.id });
  const apps = state.appGroups.by('group', group.id).map(({ appId }) => state.apps.get(appId));
  const appRows = apps.flatMap(app =>
    app === undefined
      ? []
      : [html`<tr><td><a href="/admin/apps/${app.id}">${app.label}</a></td><td>${status(app.status)}</td></tr>`],
  );
  const about = facts([
    ['Type', typeNames[group.type]],
    ['Description', group.profile.description],
    ['Created', when(group.created)],
    ['Membership changed', when(group.lastMembershipUpdated)],
    ['Group id', group.id],
  ]);
  const people: Html = html`<section><h2>People</h2>${add}${table('People', ['Person & username', 'Status', ''], rows, 'Nobody is in this group.')}</section>`;
  const content = html`${people}<section><h2>Applications</h2>${table('Applications', ['Application', 'Status'], appRows, 'No application is assigned.')}</section><section><h2>About</h2>${about}</section>`;
  return adminPage(call, 'Groups', group.profile.name, content);
}

function memberRow(user: Readonly<OktaUser>, group: Readonly<Group>, isFixed: boolean): Html {
  const remove = isFixed ? html`` : actionButton('Remove', 'groups.remove-user', { group: group.id, user: user.id }, 'danger');
  return html`<tr><td><a href="/admin/users/${user.id}">${nameOf(user)}</a><small>${user.profile.login}</small></td><td>${status(user.status)}</td><td class="act">${remove}</td></tr>`;
}

/** People who could be chosen: those who are not in it yet. */
export function outsiders({ state }: OktaCall, inside: ReadonlySet<string>): { value: string; text: string }[] {
  const found: { value: string; text: string }[] = [];
  for (const user of state.users.values()) {
    if (found.length === shownLimit) break;
    if (!inside.has(user.id) && user.status !== 'DEPROVISIONED')
      found.push({ value: user.id, text: `${nameOf(user)} (${user.profile.login})` });
  }
  return found;
}
