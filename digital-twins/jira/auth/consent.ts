import { type Answer, page, redirect } from '../../kit/answer.ts';
import { document, type Html, html } from '../../kit/html.ts';
import type { Call, Operation } from '../../kit/plugin.ts';
import { bodyFields } from '../../kit/request.ts';
import { pagesCss } from '../pages/css.ts';
import { isOwnForm } from '../pages/form.ts';
import type { JiraState } from '../state.ts';
import type { OauthApp } from './state.ts';

/** Where a person allows an app to act for them. In reality on auth.atlassian.com. */
export const consentOperations: Operation<JiraState>[] = [
  {
    name: 'oauth.authorize',
    method: 'GET',
    path: '/authorize',
    label: 'docs',
    run: call => show(call, name => call.request.query.get(name) ?? ''),
  },
  { name: 'oauth.consent', method: 'POST', path: '/authorize', label: 'docs', write: true, run: decide },
];

type Read = (name: string) => string;

interface Asked {
  app: Readonly<OauthApp>;
  redirectUri: string;
  scopes: string[];
  state: string;
}

/** What the app asks for, or why it may not. */
function readAsked({ state }: Call<JiraState>, read: Read): Asked | string {
  const app = state.oauthApps.get(read('client_id'));
  if (app === undefined) return 'The client_id is unknown.';
  const redirectUri = read('redirect_uri');
  if (!app.redirectUris.includes(redirectUri)) return 'The redirect_uri is not registered for this app.';
  if (read('response_type') !== 'code') return 'The response_type must be code.';
  if (read('audience') !== 'api.atlassian.com') return 'The audience must be api.atlassian.com.';
  const scopes = read('scope')
    .split(/\s+/)
    .filter(scope => scope !== '');
  const isKnown = (scope: string) => app.scopes.includes(scope) || /^\w+:[\w.-]+:jira(-software)?$/.test(scope);
  const unknown = scopes.find(scope => !isKnown(scope));
  if (scopes.length === 0 || unknown !== undefined) return `The scope ${unknown ?? ''} is not available to this app.`;
  return { app, redirectUri, scopes, state: read('state') };
}

function refuse(text: string): Answer {
  const content = html`<main><h1>Something went wrong</h1><p role="alert">${text}</p></main>`;
  return page(document('Authorization error', pagesCss, content), 400);
}

function show(call: Call<JiraState>, read: Read): Answer {
  const asked = readAsked(call, read);
  if (typeof asked === 'string') return refuse(asked);
  const people = [...call.state.users.values()].filter(user => user.active && user.accountType === 'atlassian');
  const chosen = call.request.query.get('as') ?? call.request.cookies['andon-jira-as'] ?? '';
  const options = people.map(({ accountId, name, person }) =>
    person === chosen
      ? html`<option value="${accountId}" selected>${name}</option>`
      : html`<option value="${accountId}">${name}</option>`,
  );
  const content = html`<main class="consent"><h1>${asked.app.name} is requesting access to your Atlassian account</h1>
    <form method="post" action="/authorize">${hidden(read)}
    <label>Continue as <select name="account">${options}</select></label>
    <h2>It would like to</h2><ul>${asked.scopes.map(scope => html`<li>${scope}</li>`)}</ul>
    <button name="decision" value="accept">Accept</button> <button class="plain" name="decision" value="cancel">Cancel</button>
    </form></main>`;
  return page(document('Allow access', pagesCss, content));
}

const names = ['audience', 'client_id', 'scope', 'redirect_uri', 'state', 'response_type', 'prompt'];

function hidden(read: Read): Html {
  return html`${names.map(name => html`<input type="hidden" name="${name}" value="${read(name)}">`)}`;
}

/** A code lives for ten minutes of real time. */
const codeLife = 600_000;

function decide(call: Call<JiraState>): Answer {
  if (!isOwnForm(call.request)) return refuse('This form has to be sent from its own page.');
  const fields = bodyFields(call.request.body);
  const read: Read = name => (typeof fields[name] === 'string' ? (fields[name] as string) : '');
  const asked = readAsked(call, read);
  if (typeof asked === 'string') return refuse(asked);
  const target = new URL(asked.redirectUri);
  if (asked.state !== '') target.searchParams.set('state', asked.state);
  const user = call.state.users.get(read('account'));
  if (read('decision') !== 'accept' || user?.active !== true) {
    target.searchParams.set('error', 'access_denied');
    target.searchParams.set('error_description', 'User did not authorize the request');
    return redirect(target.href);
  }
  call.actAs(user.person);
  const code = call.secrets.token(24);
  const { app, redirectUri, scopes } = asked;
  const expires = Date.now() + codeLife;
  call.state.oauthCodes.add({ code, clientId: app.clientId, accountId: user.accountId, scopes, redirectUri, expires });
  target.searchParams.set('code', code);
  return redirect(target.href);
}
