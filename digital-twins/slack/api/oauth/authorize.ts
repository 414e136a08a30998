import { type Answer, page, redirect } from '../../../kit/answer.ts';
import { document, type Html, html } from '../../../kit/html.ts';
import type { Call, Operation } from '../../../kit/plugin.ts';
import { bodyFields } from '../../../kit/request.ts';
import type { SlackState } from '../../state.ts';
import type { SlackApp } from '../../state-app.ts';
import { consentCss } from './consent-css.ts';

export const authorizePages: Operation<SlackState>[] = [
  { name: 'oauth.authorize', method: 'GET', path: '/oauth/v2/authorize', label: 'docs', run: call => show(call, 'install') },
  {
    name: 'openid.authorize',
    method: 'GET',
    path: '/openid/connect/authorize',
    label: 'docs',
    run: call => show(call, 'sign-in'),
  },
  {
    name: 'oauth.consent',
    method: 'POST',
    path: '/oauth/v2/authorize',
    label: 'guess',
    write: true,
    run: call => answer(call, 'install'),
  },
  {
    name: 'openid.consent',
    method: 'POST',
    path: '/openid/connect/authorize',
    label: 'guess',
    write: true,
    run: call => answer(call, 'sign-in'),
  },
];

type Purpose = 'install' | 'sign-in';

/** What an app asks for, checked. */
interface Request {
  app: Readonly<SlackApp>;
  redirectUri: string;
  /** Whether the app named the address, so that it has to name it again with the code. */
  isNamed: boolean;
  scopes: string[];
  userScopes: string[];
  state: string | undefined;
  nonce: string | undefined;
}

/** ms that a code lives (Slack docs, "Installing with OAuth"). */
const codeLife = 10 * 60_000;

/** The request, or the words of what is wrong with it, as Slack's page has them. */
function read({ state }: Call<SlackState>, fields: Record<string, string>, purpose: Purpose): Request | string {
  const [app] = state.apps.by('client', fields.client_id ?? '');
  if (app === undefined) return 'Invalid client_id parameter';
  const given = fields.redirect_uri || undefined;
  const redirectUri = given ?? app.redirectUrls[0];
  if (redirectUri === undefined) return 'redirect_uri was not specified and the app has none configured';
  if (!app.redirectUrls.some(url => covers(url, redirectUri))) {
    return `redirect_uri did not match any configured URIs. Passed URI: ${redirectUri}`;
  }
  const list = (text: string | undefined) => (text ?? '').split(/[\s,]+/).filter(scope => scope !== '');
  const scopes = purpose === 'install' ? list(fields.scope) : [];
  const userScopes = purpose === 'install' ? list(fields.user_scope) : list(fields.scope);
  if (scopes.length + userScopes.length === 0) return 'No scopes requested';
  if (purpose === 'sign-in' && !userScopes.includes('openid')) return 'Invalid scope: openid is required';
  return { app, redirectUri, isNamed: given !== undefined, scopes, userScopes, state: fields.state, nonce: fields.nonce };
}

/** An address below a configured one will do too (Slack docs, "Redirect URLs"). */
function covers(configured: string, given: string): boolean {
  const base = URL.parse(configured);
  const url = URL.parse(given);
  if (base === null || url === null || url.origin !== base.origin) return false;
  return url.pathname === base.pathname || url.pathname.startsWith(`${base.pathname.replace(/\/$/, '')}/`);
}

function show(call: Call<SlackState>, purpose: Purpose): Answer {
  const fields = Object.fromEntries(call.request.query);
  const request = read(call, fields, purpose);
  if (typeof request === 'string') return shell(call, html`<p role="alert">${request}</p>`, 400);
  const people = [...call.state.users.values()].filter(
    user => user.bot === undefined && !user.deleted && user.id !== 'USLACKBOT',
  );
  const wanted = people.find(user => user.name === fields.as) ?? people[0];
  const hidden = Object.entries(fields).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`);
  const scopes = [...request.scopes, ...request.userScopes].map(scope => html`<li>${scope}</li>`);
  return shell(
    call,
    html`<form method="post"><h1>${request.app.name} is requesting permission to access the ${call.state.team.name} Slack workspace</h1><h2>What will ${
      request.app.name
    } be able to do?</h2><ul>${scopes}</ul>${hidden}<label>Continue as <select name="as">${people.map(
      user => html`<option value="${user.name}" ${{ html: user === wanted ? 'selected' : '' }}>${user.realName}</option>`,
    )}</select></label><p><button name="answer" value="deny">Cancel</button> <button class="primary" name="answer" value="allow">Allow</button></p></form>`,
  );
}

function shell({ state }: Call<SlackState>, body: Html, status = 200): Answer {
  return page(document(`Authorize | ${state.team.name} Slack`, consentCss, html`<main>${body}</main>`), status);
}

function answer(call: Call<SlackState>, purpose: Purpose): Answer {
  const fields: Record<string, string> = { ...Object.fromEntries(call.request.query) };
  for (const [name, value] of Object.entries(bodyFields(call.request.body))) fields[name] = String(value);
  const request = read(call, fields, purpose);
  if (typeof request === 'string') return shell(call, html`<p role="alert">${request}</p>`, 400);
  const [user] = call.state.users.by('name', fields.as ?? '');
  if (fields.answer !== 'allow' || user === undefined) return goBack(request, { error: 'access_denied' });
  call.actAs(user.name);
  const code = `${Date.now()}.${call.secrets.token()}`;
  call.state.codes.add({
    code,
    appId: request.app.id,
    userId: user.id,
    ...(request.isNamed ? { redirectUri: request.redirectUri } : {}),
    scopes: request.scopes,
    userScopes: request.userScopes,
    ...(request.nonce === undefined ? {} : { nonce: request.nonce }),
    expiresAt: Date.now() + codeLife,
    isUsed: false,
  });
  return goBack(request, { code });
}

function goBack({ redirectUri, state }: Request, result: Record<string, string>): Answer {
  const url = new URL(redirectUri);
  for (const [name, value] of Object.entries(result)) url.searchParams.set(name, value);
  url.searchParams.set('state', state ?? '');
  return redirect(url.href);
}
