import type { Answer } from '../../kit/answer.ts';
import { type Html, html } from '../../kit/html.ts';
import type { OktaCall } from '../operation.ts';
import type { App } from '../state.ts';
import { outsiders } from './groups.ts';
import { actionButton, adminPage, facts, picker, searchBox, status, table, when } from './layout.ts';
import { nameOf, shownLimit } from './people.ts';

const modes: Record<string, string> = {
  OPENID_CONNECT: 'OpenID Connect',
  SAML_2_0: 'SAML 2.0',
  BOOKMARK: 'Bookmark',
  BASIC_AUTH: 'Basic auth',
  BROWSER_PLUGIN: 'SWA',
};

export function appsPage(call: OktaCall): Answer {
  const wanted = (call.request.query.get('q') ?? '').trim().toLowerCase();
  const found = [...call.state.apps.values()].filter(app => app.label.toLowerCase().includes(wanted)).slice(0, shownLimit);
  const rows = found.map(
    app =>
      html`<tr><td><a href="/admin/apps/${app.id}">${app.label}</a><small>${app.oauth?.client_id ?? ''}</small></td><td>${modes[app.signOnMode] ?? app.signOnMode}</td><td>${status(app.status)}</td><td>${app.provisioning === undefined ? '' : 'SCIM'}</td></tr>`,
  );
  const list = table(
    'Applications',
    ['Application', 'Sign-on method', 'Status', 'Provisioning'],
    rows,
    'No application was found.',
  );
  return adminPage(
    call,
    'Applications',
    'Applications',
    html`${searchBox('Search applications', wanted)}<section>${list}</section>`,
  );
}

export function appPage(call: OktaCall, app: Readonly<App>): Answer {
  const isActive = app.status === 'ACTIVE';
  const toggle = isActive
    ? actionButton('Deactivate', 'apps.deactivate', { app: app.id }, 'danger')
    : actionButton('Activate', 'apps.activate', { app: app.id });
  const remove = isActive ? html`` : actionButton('Delete', 'apps.delete', { app: app.id }, 'danger');
  const content = html`<p>${status(app.status)}</p><div class="actions">${toggle}${remove}</div><section><h2>People</h2>${people(call, app)}</section><section><h2>Groups</h2>${groups(call, app)}</section><section><h2>General</h2>${general(app)}</section>`;
  return adminPage(call, 'Applications', app.label, content);
}

function people(call: OktaCall, app: Readonly<App>): Html {
  const { state } = call;
  const assigned = state.appUsers.by('app', app.id).filter(row => row.scope === 'USER');
  const rows = assigned.slice(0, shownLimit).flatMap(row => {
    const user = state.users.get(row.userId);
    if (user === undefined) return [];
    const sync = row.syncState === 'DISABLED' ? html`` : status(row.syncState);
    const remove = actionButton('Unassign', 'apps.unassign-user', { app: app.id, user: user.id }, 'danger');
    return [
      html`<tr><td><a href="/admin/users/${user.id}">${nameOf(user)}</a><small>${row.userName}</small></td><td>${status(user.status)}</td><td>${sync}</td><td class="act">${remove}</td></tr>`,
    ];
  });
  const add = picker('Assign to person', 'apps.assign-user', 'user', outsiders(call, new Set(assigned.map(row => row.userId))), {
    app: app.id,
  });
  return html`${add}${table('People', ['Person & username', 'Status', 'Provisioning', ''], rows, 'Assigned to nobody individually.')}`;
}

function groups({ state }: OktaCall, app: Readonly<App>): Html {
  const assigned = state.appGroups.by('app', app.id);
  const rows = assigned.flatMap(({ groupId }) => {
    const group = state.groups.get(groupId);
    const remove = actionButton('Unassign', 'apps.unassign-group', { app: app.id, group: groupId }, 'danger');
    return group === undefined
      ? []
      : [html`<tr><td><a href="/admin/groups/${groupId}">${group.profile.name}</a></td><td class="act">${remove}</td></tr>`];
  });
  const taken = new Set(assigned.map(row => row.groupId));
  const free = [...state.groups.values()].filter(group => !taken.has(group.id)).slice(0, shownLimit);
  const add = picker(
    'Assign to group',
    'apps.assign-group',
    'group',
    free.map(group => ({ value: group.id, text: group.profile.name })),
    { app: app.id },
  );
  return html`${add}${table('Groups', ['Group', ''], rows, 'Assigned to no group.')}`;
}

/** No secret is shown: pages end up in pictures. */
function general(app: Readonly<App>): Html {
  const { oauth, provisioning } = app;
  return facts([
    ['Sign-on method', modes[app.signOnMode] ?? app.signOnMode],
    ['Client ID', oauth?.client_id],
    ['Client authentication', oauth?.token_endpoint_auth_method],
    ['Application type', oauth?.application_type],
    ['Grant types', oauth?.grant_types.join(', ')],
    ['Sign-in redirect URIs', oauth?.redirect_uris.join(', ')],
    ['Sign-out redirect URIs', oauth?.post_logout_redirect_uris?.join(', ')],
    ['Refresh token', oauth?.refresh_token === undefined ? undefined : oauth.refresh_token.rotation_type.toLowerCase()],
    ['SCIM base URL', provisioning?.baseUrl],
    ['Created', when(app.created)],
    ['App id', app.id],
  ]);
}
