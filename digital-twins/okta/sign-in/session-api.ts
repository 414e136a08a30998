import { type Answer, empty, json, redirect } from '../../kit/answer.ts';
import type { Operation } from '../../kit/plugin.ts';
import { managed, readBody } from '../directory/call/managed.ts';
import { iso } from '../directory/ids.ts';
import { asText, type Json } from '../directory/json.ts';
import { note, userParty } from '../directory/log/note.ts';
import { invalid, notFound, OktaRefusal } from '../errors.ts';
import { aliveUser, forgetSession, prolong, sessionOf, sessionOfToken } from '../oauth/session.ts';
import type { Session } from '../oauth/state.ts';
import { operation } from '../open-operation.ts';
import type { OktaCall } from '../operation.ts';
import type { OktaState } from '../state.ts';
import { isTrusted } from './cors.ts';
import { errorPage } from './pages.ts';

/** Sessions as the management API and the browser see them (Okta docs, Sessions API). */
export const sessionOperations: Operation<OktaState>[] = [
  operation({
    name: 'sessions.me',
    method: 'GET',
    path: '/api/v1/sessions/me',
    label: 'docs',
    run: call => json(shape(call, mine(call))),
  }),
  operation({
    name: 'sessions.refresh-me',
    method: 'POST',
    path: '/api/v1/sessions/me/lifecycle/refresh',
    label: 'docs',
    write: true,
    run: call => json(shape(call, prolong(call, mine(call).sid))),
  }),
  operation({
    name: 'sessions.close-me',
    method: 'DELETE',
    path: '/api/v1/sessions/me',
    label: 'docs',
    write: true,
    run: closeMine,
  }),
  // Everybody may turn a session token into a session: whoever holds it has proven who they are.
  operation({ name: 'sessions.create', method: 'POST', path: '/api/v1/sessions', label: 'docs', write: true, run: create }),
  managed({
    name: 'sessions.get',
    method: 'GET',
    path: '/api/v1/sessions/:session',
    label: 'spec',
    run: call => json(shape(call, find(call))),
  }),
  managed({
    name: 'sessions.refresh',
    method: 'POST',
    path: '/api/v1/sessions/:session/lifecycle/refresh',
    label: 'spec',
    run: call => json(shape(call, prolong(call, find(call).sid))),
  }),
  managed({
    name: 'sessions.close',
    method: 'DELETE',
    path: '/api/v1/sessions/:session',
    label: 'spec',
    run: call => {
      call.state.sessions.delete(find(call).sid);
      return empty();
    },
  }),
  operation({
    name: 'page.session-redirect',
    method: 'GET',
    path: '/login/sessionCookieRedirect',
    label: 'docs',
    write: true,
    run: cookieRedirect,
  }),
  operation({ name: 'page.sign-out', method: 'GET', path: '/login/signout', label: 'docs', write: true, run: signOut }),
];

function mine(call: OktaCall): Readonly<Session> {
  const session = sessionOf(call);
  if (session === undefined) throw notFound('me', 'Session');
  return session;
}

function find(call: OktaCall): Readonly<Session> {
  const id = call.params.session ?? '';
  const session = call.state.sessions.by('id', id)[0];
  if (session === undefined || aliveUser(call.state, session, call.clock.now()) === undefined) throw notFound(id, 'Session');
  return session;
}

function shape({ state, request }: OktaCall, session: Readonly<Session>): Json {
  const { id, userId, createdAt, expiresAt, amr, lastPassword, lastFactor } = session;
  const user = state.users.get(userId);
  const base = `${request.origin}/api/v1/sessions/me`;
  return {
    id,
    login: user?.profile.login ?? '',
    userId,
    createdAt: iso(createdAt),
    expiresAt: iso(expiresAt),
    status: 'ACTIVE',
    lastPasswordVerification: iso(lastPassword),
    lastFactorVerification: iso(lastFactor),
    amr,
    idp: { id: state.org.id, type: 'OKTA' },
    mfaActive: amr.includes('mfa'),
    _links: {
      self: { href: base, hints: { allow: ['GET', 'DELETE'] } },
      refresh: { href: `${base}/lifecycle/refresh`, hints: { allow: ['POST'] } },
      user: {
        name: `${user?.profile.firstName} ${user?.profile.lastName}`,
        href: `${request.origin}/api/v1/users/me`,
        hints: { allow: ['GET'] },
      },
    },
  };
}

function create(call: OktaCall): Answer {
  const token = asText(readBody(call).sessionToken);
  if (token === undefined) throw invalid('sessionToken', 'sessionToken: The field cannot be left blank');
  const started = sessionOfToken(call, token);
  if (started === undefined) throw new OktaRefusal(401, 'E0000011', 'Invalid token provided');
  return json(shape(call, started.session), 200, { 'set-cookie': started.cookie });
}

function closeMine(call: OktaCall): Answer {
  const { sid, userId } = mine(call);
  call.state.sessions.delete(sid);
  const user = call.state.users.get(userId);
  if (user !== undefined)
    note(call, {
      eventType: 'user.session.end',
      message: 'User logout from Okta',
      actor: userParty(user),
      target: [userParty(user)],
    });
  return empty(204, { 'set-cookie': forgetSession });
}

/** Turns a session token into the browser's cookie, and sends it on (Okta docs, session cookie guide). */
function cookieRedirect(call: OktaCall): Answer {
  const { query, origin } = call.request;
  const target = query.get('redirectUrl') ?? '/';
  const url = URL.parse(target, origin);
  if (url === null || !(url.origin === origin || isTrusted(call.state, url.origin, 'REDIRECT'))) {
    return errorPage('invalid_request', "The 'redirectUrl' parameter must be a trusted origin.");
  }
  const started = sessionOfToken(call, query.get('token') ?? '');
  return started === undefined
    ? redirect(`/?fromURI=${encodeURIComponent(url.href)}`)
    : redirect(url.href, { 'set-cookie': started.cookie });
}

function signOut(call: OktaCall): Answer {
  const session = sessionOf(call);
  if (session !== undefined) call.state.sessions.delete(session.sid);
  const target = URL.parse(call.request.query.get('fromURI') ?? '/', call.request.origin);
  const isSafe = target !== null && (target.origin === call.request.origin || isTrusted(call.state, target.origin, 'REDIRECT'));
  return redirect(isSafe ? target.href : '/', { 'set-cookie': forgetSession });
}
