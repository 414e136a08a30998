import { type Answer, appPage, redirect } from '../../kit/answer.ts';
import { document, html } from '../../kit/html.ts';
import { OAuthRefusal } from '../errors.ts';
import type { OktaCall } from '../operation.ts';
import { describeServer } from './auth-server.ts';
import { type ClientApp, mayUse } from './client-app.ts';
import { makeRoom } from './make-room.ts';
import { beginMint, type Grant, type Mint, mintAccessToken, mintIdToken } from './mint.ts';
import type { AuthorizeRequest, Session } from './state.ts';

type Who = Pick<Session, 'userId' | 'authTime' | 'amr'>;

/** Sends the browser back with what it came for. Throws `OAuthRefusal` when the person may not use the app. */
export async function grantResponse(call: OktaCall, app: ClientApp, request: AuthorizeRequest, who: Who): Promise<Answer> {
  checkAssigned(call, app, who.userId);
  const { responseTypes: types } = request;
  const code = types.includes('code') ? issueCode(call, request, who, 'authorization') : undefined;
  const tokens = types.some(type => type !== 'code') ? await tokensNow(call, app, request, who, code) : {};
  return respond(request, { ...(code === undefined ? {} : { code }), ...tokens });
}

/** Throws `OAuthRefusal` for somebody the app is not assigned to. */
export function checkAssigned(call: OktaCall, app: ClientApp, userId: string): void {
  if (mayUse(call.state, app, userId)) return;
  throw new OAuthRefusal('access_denied', 'User is not assigned to the client application.');
}

/** So many codes are kept. */
const keptCodes = 10_000;

/** A code for one exchange. */
export function issueCode(call: OktaCall, request: AuthorizeRequest, who: Who, kind: 'authorization' | 'interaction'): string {
  const code = call.secrets.token(32);
  const { userId, authTime, amr } = who;
  const family = call.secrets.token(12);
  makeRoom(call.state.codes, keptCodes);
  call.state.codes.add({ ...request, code, kind, userId, authTime, amr, family, isUsed: false, createdAt: call.clock.now() });
  return code;
}

/** Tokens that go straight into the answer: implicit and hybrid. */
async function tokensNow(
  call: OktaCall,
  app: ClientApp,
  request: AuthorizeRequest,
  who: Who,
  code: string | undefined,
): Promise<Record<string, string>> {
  const { scopes, nonce, responseTypes: types } = request;
  const grant: Grant = {
    app,
    ...who,
    scopes,
    family: call.secrets.token(12),
    grantType: 'implicit',
    ...(nonce === undefined ? {} : { nonce }),
  };
  const mint: Mint = await beginMint(call, describeServer(call, request.server), grant);
  const accessToken = types.includes('token') ? mintAccessToken(mint) : undefined;
  const beside = { ...(accessToken === undefined ? {} : { accessToken }), ...(code === undefined ? {} : { code }) };
  return {
    ...(accessToken === undefined ? {} : { access_token: accessToken, token_type: 'Bearer' }),
    ...(accessToken === undefined ? {} : { expires_in: String(mint.life.access), scope: scopes.join(' ') }),
    ...(types.includes('id_token') ? { id_token: mintIdToken(mint, beside) } : {}),
  };
}

/** Tells the client at its redirect address that it was refused. */
export function refuseTo(request: AuthorizeRequest, { error, message }: OAuthRefusal): Answer {
  return respond(request, { error, error_description: message });
}

/** Answers an authorization request in the mode it asked for. */
function respond(request: AuthorizeRequest, values: Record<string, string>): Answer {
  const all = { ...(request.state === undefined ? {} : { state: request.state }), ...values };
  return { ...inMode(request, all), ok: !('error' in values) };
}

function inMode({ responseMode, redirectUri }: AuthorizeRequest, all: Record<string, string>): Answer {
  if (responseMode === 'form_post') return formPost(redirectUri, all);
  if (responseMode === 'okta_post_message') return postMessage(redirectUri, all);
  const target = new URL(redirectUri);
  if (responseMode === 'fragment') target.hash = new URLSearchParams(all).toString();
  else for (const [name, value] of Object.entries(all)) target.searchParams.set(name, value);
  return redirect(target.href, { 'referrer-policy': 'no-referrer' });
}

function formPost(target: string, values: Record<string, string>): Answer {
  const fields = Object.entries(values).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`);
  const body = html`<form method="post" action="${target}">${fields}<noscript><button>Continue</button></noscript></form>`;
  const answer = appPage(document('Signing in', '', body), 'document.forms[0].submit()');
  const policy = String(answer.headers['content-security-policy']).replace("form-action 'self'; ", '');
  return { ...answer, headers: { ...answer.headers, 'content-security-policy': policy } };
}

/** For a page that opened this one in a frame or a window (Okta docs, response_mode okta_post_message). */
function postMessage(target: string, values: Record<string, string>): Answer {
  const origin = JSON.stringify(new URL(target).origin);
  // JSON inside a script: nothing in it may end the element.
  const message = JSON.stringify(values).replaceAll('<', '\\u003c');
  const script = `(window.opener||window.parent).postMessage(${message},${origin.replaceAll('<', '\\u003c')});`;
  return appPage(document('Signing in', '', html`<main></main>`), script);
}
