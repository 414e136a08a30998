import { type Answer, page, redirect } from '../kit/answer.ts';
import { document, html } from '../kit/html.ts';
import { OAuthRefusal } from './errors.ts';
import type { OktaCall } from './operation.ts';
import type { App, AuthorizeRequest, Session } from './state.ts';

/** Sends the browser back with a code. Throws `OAuthRefusal` when the person may not use the app. */
export function grantCode(call: OktaCall, app: App, request: AuthorizeRequest, session: Session): Answer {
  if (app.assigned !== undefined && !app.assigned.includes(session.userId)) {
    throw new OAuthRefusal('access_denied', 'User is not assigned to the client application.');
  }
  const code = call.secrets.token(32);
  const { userId, authTime } = session;
  call.state.codes.set(code, { ...request, userId, authTime, createdAt: call.clock.now() });
  return respond(request, { code });
}

/** Answers an authorization request in the mode it asked for. */
export function respond(request: AuthorizeRequest, values: Record<string, string>): Answer {
  const all = { ...values, ...(request.state === undefined ? {} : { state: request.state }) };
  if (request.responseMode === 'form_post') return formPost(request.redirectUri, all);
  const target = new URL(request.redirectUri);
  if (request.responseMode === 'fragment') target.hash = new URLSearchParams(all).toString();
  else for (const [name, value] of Object.entries(all)) target.searchParams.set(name, value);
  return { ...redirect(target.href), ok: !('error' in values) };
}

function formPost(target: string, values: Record<string, string>): Answer {
  const fields = Object.entries(values).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`);
  const body = html`<form method="post" action="${target}">${fields}<noscript><button>Continue</button></noscript></form><script>document.forms[0].submit()</script>`;
  const policy = "default-src 'none'; script-src 'unsafe-inline'; base-uri 'none'";
  return { ...page(document('Signing in', '', body), 200, { 'content-security-policy': policy }), ok: !('error' in values) };
}
