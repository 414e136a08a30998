import { type Answer, redirect } from '../../kit/answer.ts';
import { html } from '../../kit/html.ts';
import type { Operation } from '../../kit/plugin.ts';
import { operation } from '../open-operation.ts';
import type { OktaCall } from '../operation.ts';
import { messagePage } from '../sign-in/pages.ts';
import type { OktaState } from '../state.ts';
import { act } from './actions.ts';
import { appPage, appsPage } from './apps.ts';
import { groupPage, groupsPage } from './groups.ts';
import { adminPage } from './layout.ts';
import { eventPage, eventTable, logPage, newest } from './log.ts';
import { peoplePage, personPage } from './people.ts';

/** The admin console: people, groups, apps and the log, with what an admin does most. */
export const adminOperations: Operation<OktaState>[] = [
  view('admin', '/admin /admin/', () => redirect('/admin/dashboard')),
  view('admin.dashboard', '/admin/dashboard', dashboard),
  view('admin.people', '/admin/users', peoplePage),
  view('admin.person', '/admin/users/:id', call => one(call, call.state.users.get(idOf(call)), personPage)),
  view('admin.groups', '/admin/groups', groupsPage),
  view('admin.group', '/admin/groups/:id', call => one(call, call.state.groups.get(idOf(call)), groupPage)),
  view('admin.apps', '/admin/apps', appsPage),
  view('admin.app', '/admin/apps/:id', call => one(call, call.state.apps.get(idOf(call)), appPage)),
  view('admin.log', '/admin/log', logPage),
  view('admin.event', '/admin/log/:id', call => one(call, call.state.logs.get(idOf(call)), eventPage)),
  operation({ name: 'admin.do', method: 'POST', path: '/admin/do', label: 'guess', write: true, run: act }),
];

function view(name: string, path: string, run: (call: OktaCall) => Answer): Operation<OktaState> {
  return operation({ name, method: 'GET', path, label: 'guess', run });
}

const idOf = ({ params }: OktaCall) => params.id ?? '';

function one<Row>(call: OktaCall, row: Row | undefined, show: (call: OktaCall, row: Row) => Answer): Answer {
  return row === undefined
    ? { ...messagePage('Page not found', 'What you look for is not there any more.'), status: 404 }
    : show(call, row);
}

function dashboard(call: OktaCall): Answer {
  const { users, groups, apps, sessions } = call.state;
  const tiles = [
    [users.size, 'People', '/admin/users'],
    [groups.size, 'Groups', '/admin/groups'],
    [apps.size, 'Applications', '/admin/apps'],
    [sessions.size, 'Open sessions', '/admin/log?q=user.session'],
  ] as const;
  const cards = tiles.map(([count, name, href]) => html`<a href="${href}"><b>${count}</b><span>${name}</span></a>`);
  const events = eventTable(newest(call, '', 12));
  return adminPage(
    call,
    'Dashboard',
    'Dashboard',
    html`<div class="tiles">${cards}</div><section><h2>Latest events</h2>${events}</section>`,
  );
}
