import type { Answer } from '../../kit/answer.ts';
import { type Html, html } from '../../kit/html.ts';
import { groupsOf } from '../directory/groups/membership.ts';
import { appsOf } from '../directory/provision.ts';
import type { OktaCall } from '../operation.ts';
import type { OktaUser, UserStatus } from '../state.ts';
import { actionButton, adminPage, facts, searchBox, status, table, when } from './layout.ts';

/** Rows that one page shows. */
export const shownLimit = 200;

export function peoplePage(call: OktaCall): Answer {
  const wanted = (call.request.query.get('q') ?? '').trim().toLowerCase();
  const found: Readonly<OktaUser>[] = [];
  for (const user of call.state.users.values()) {
    if (found.length === shownLimit) break;
    if (fits(user, wanted)) found.push(user);
  }
  const rows = found.map(
    user =>
      html`<tr><td><a href="/admin/users/${user.id}">${nameOf(user)}</a><small>${user.profile.email}</small></td><td>${user.profile.login}</td><td>${status(user.status)}</td><td>${when(user.lastLogin)}</td></tr>`,
  );
  const list = table('People', ['Person & username', 'Primary login', 'Status', 'Last sign-in'], rows, 'Nobody was found.');
  return adminPage(
    call,
    'People',
    'People',
    html`${searchBox('Search people', wanted)}<section>${list}</section>${more(call.state.users.size)}`,
  );
}

function more(size: number): Html {
  return size <= shownLimit ? html`` : html`<p class="none">At most ${shownLimit} of ${size} are shown: search for the rest.</p>`;
}

function fits({ profile }: Readonly<OktaUser>, wanted: string): boolean {
  return [profile.login, profile.email, `${profile.firstName} ${profile.lastName}`].some(text =>
    text.toLowerCase().includes(wanted),
  );
}

export function nameOf({ profile }: Readonly<OktaUser>): string {
  return `${profile.firstName} ${profile.lastName}`.trim() || profile.login;
}

const steps: Record<UserStatus, [label: string, action: string, kind?: 'danger'][]> = {
  STAGED: [
    ['Activate', 'users.activate'],
    ['Deactivate', 'users.deactivate', 'danger'],
  ],
  PROVISIONED: [['Deactivate', 'users.deactivate', 'danger']],
  ACTIVE: [
    ['Expire password', 'users.expire_password'],
    ['Reset multifactor', 'users.reset_factors'],
    ['Clear sessions', 'users.clear-sessions'],
    ['Suspend', 'users.suspend', 'danger'],
    ['Deactivate', 'users.deactivate', 'danger'],
  ],
  RECOVERY: [['Deactivate', 'users.deactivate', 'danger']],
  PASSWORD_EXPIRED: [
    ['Suspend', 'users.suspend', 'danger'],
    ['Deactivate', 'users.deactivate', 'danger'],
  ],
  LOCKED_OUT: [
    ['Unlock', 'users.unlock'],
    ['Deactivate', 'users.deactivate', 'danger'],
  ],
  SUSPENDED: [
    ['Unsuspend', 'users.unsuspend'],
    ['Deactivate', 'users.deactivate', 'danger'],
  ],
  DEPROVISIONED: [
    ['Activate', 'users.activate'],
    ['Delete', 'users.delete', 'danger'],
  ],
};

export function personPage(call: OktaCall, user: Readonly<OktaUser>): Answer {
  const { id, profile } = user;
  const buttons = steps[user.status].map(([label, action, kind]) => actionButton(label, action, { user: id }, kind));
  const text = (value: unknown) => (typeof value === 'string' ? value : undefined);
  const profileFacts = facts([
    ['Username', profile.login],
    ['Primary email', profile.email],
    ['First name', profile.firstName],
    ['Last name', profile.lastName],
    ['Title', text(profile.title)],
    ['Department', text(profile.department)],
    ['Mobile phone', text(profile.mobilePhone)],
    ['Time zone', text(profile.timezone)],
  ]);
  const times = facts([
    ['Created', when(user.created)],
    ['Activated', when(user.activated)],
    ['Last sign-in', when(user.lastLogin)],
    ['Password changed', when(user.passwordChanged)],
    ['User id', id],
    ['Open sessions', String(call.state.sessions.by('user', id).length)],
  ]);
  const content = html`<p>${status(user.status)}</p><div class="actions">${buttons}</div><section><h2>Profile</h2>${profileFacts}</section><section><h2>Groups</h2>${groups(call, user)}</section><section><h2>Applications</h2>${apps(call, user)}</section><section><h2>Multifactor</h2>${factors(call, user)}</section><section><h2>Account</h2>${times}</section>`;
  return adminPage(call, 'People', nameOf(user), content);
}

function groups({ state }: OktaCall, { id }: Readonly<OktaUser>): Html {
  const rows = groupsOf(state, id).map(
    group =>
      html`<tr><td><a href="/admin/groups/${group.id}">${group.profile.name}</a></td><td>${group.profile.description ?? ''}</td></tr>`,
  );
  return table('Groups', ['Group', 'Description'], rows, 'In no group.');
}

function apps({ state }: OktaCall, { id }: Readonly<OktaUser>): Html {
  const rows = appsOf(state, id).map(app => {
    const row = state.appUsers.get(`${app.id}:${id}`);
    const sync = row === undefined || row.syncState === 'DISABLED' ? html`` : status(row.syncState);
    return html`<tr><td><a href="/admin/apps/${app.id}">${app.label}</a></td><td>${row?.scope === 'USER' ? 'Individual' : 'Group'}</td><td>${sync}</td></tr>`;
  });
  return table('Applications', ['Application', 'Assignment', 'Provisioning'], rows, 'No application is assigned.');
}

function factors({ state }: OktaCall, { id }: Readonly<OktaUser>): Html {
  const rows = state.factors
    .by('user', id)
    .map(factor => html`<tr><td>${factor.factorType}</td><td>${factor.provider}</td><td>${status(factor.status)}</td></tr>`);
  return table('Multifactor', ['Factor', 'Provider', 'Status'], rows, 'No factor is set up.');
}
