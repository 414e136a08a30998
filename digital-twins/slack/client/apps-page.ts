import { type Answer, page, redirect } from '../../kit/answer.ts';
import { document, type Html, html } from '../../kit/html.ts';
import type { Call, Operation } from '../../kit/plugin.ts';
import { groupOf } from '../events/socket.ts';
import { refreshConnections } from '../events/socket-mode.ts';
import { verifyUrl } from '../events/verify-url.ts';
import type { SlackState } from '../state.ts';
import type { SlackApp } from '../state-app.ts';
import { isOwnPage } from './endpoint.ts';
import { clientCss } from './style/css.ts';

/** The apps of the workspace with their settings, as their maker sees them; secrets are not shown. */
export const appsPages: Operation<SlackState>[] = [
  { name: 'client.apps', method: 'GET', path: '/apps', label: 'guess', run: show },
  settings('verify', async (call, app) => void (await verifyUrl(call, app))),
  settings('refresh', (call, app) => void refreshConnections(call, app.id)),
];

/** A button of the page of apps: does something to one app and shows the page again. */
function settings(
  name: string,
  run: (call: Call<SlackState>, app: Readonly<SlackApp>) => void | Promise<void>,
): Operation<SlackState> {
  return {
    name: `client.apps.${name}`,
    method: 'POST',
    path: `/client/apps/:app/${name}`,
    label: 'guess',
    write: true,
    run: async call => {
      const app = call.state.apps.get(call.params.app ?? '');
      if (app !== undefined && isOwnPage(call)) await run(call, app);
      return redirect('/apps');
    },
  };
}

function show(call: Call<SlackState>): Answer {
  const { state } = call;
  const apps = [...state.apps.values()].map(app => card(call, app));
  const body = html`<main class="alone apps"><h1>Apps of ${state.team.name}</h1>${apps}<p><a href="/">Back to the workspace</a></p></main>`;
  return page(document(`Apps | ${state.team.name}`, clientCss, body));
}

function card(call: Call<SlackState>, app: Readonly<SlackApp>): Html {
  const rows: [string, string | Html][] = [
    ['App ID', app.id],
    ['Installed', app.isInstalled ? 'yes' : 'no'],
    ['Bot events', app.botEvents.join(', ') || 'none'],
    ['Request URL', eventsUrl(app)],
    ['Interactivity', app.interactivityUrl ?? 'none'],
    ['Slash commands', app.slashCommands.map(one => one.command).join(', ') || 'none'],
    ['Socket Mode', socketMode(call, app)],
  ];
  return html`<section aria-label="${app.name}"><h2>${app.name}</h2><table class="block"><tbody>${rows.map(
    ([name, value]) => html`<tr><th>${name}</th><td>${value}</td></tr>`,
  )}</tbody></table></section>`;
}

function eventsUrl(app: Readonly<SlackApp>): string | Html {
  if (app.eventsUrl === undefined) return 'none';
  if (app.verifiedUrl === app.eventsUrl) return html`${app.eventsUrl} <strong>Verified</strong>`;
  return html`${app.eventsUrl} <em>not verified yet</em> ${button(app, 'verify', 'Verify')}`;
}

function socketMode({ sockets }: Call<SlackState>, app: Readonly<SlackApp>): string | Html {
  if (!app.socketMode) return 'off';
  const count = sockets.in(groupOf(app.id)).length;
  return html`on, ${count} connections ${button(app, 'refresh', 'Refresh connections')}`;
}

function button(app: Readonly<SlackApp>, action: string, words: string): Html {
  return html`<form method="post" action="/client/apps/${app.id}/${action}"><button class="button">${words}</button></form>`;
}
