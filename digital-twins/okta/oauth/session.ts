import { mixedAlphabet } from '../../kit/ids.ts';
import type { OktaCall } from '../operation.ts';
import type { OktaState, OktaUser } from '../state.ts';
import type { Session, Token } from './state.ts';

/** ms that a session lasts without use (Okta docs, default global session policy). */
const sessionLife = 2 * 60 * 60 * 1000;

/** A session that just began; `cookie` is the header that carries it. */
export interface StartedSession {
  session: Readonly<Session>;
  cookie?: string[];
}

/** The session of a request's cookie, when it is alive and its user may still sign in. */
export function sessionOf(call: OktaCall): Readonly<Session> | undefined {
  const session =
    call.state.sessions.get(call.request.cookies.sid ?? '') ?? call.state.sessions.get(call.request.cookies.idx ?? '');
  const user = session === undefined ? undefined : aliveUser(call.state, session, call.clock.now());
  if (session === undefined || user === undefined) return undefined;
  call.actAs(user.person);
  return session;
}

/** Whose session it is, while it is alive. */
export function aliveUser(state: OktaState, session: Readonly<Session>, now: number): Readonly<OktaUser> | undefined {
  if (now >= session.expiresAt) return undefined;
  const user = state.users.get(session.userId);
  return user?.status === 'ACTIVE' ? user : undefined;
}

/** Starts a session. */
export function startSession(call: OktaCall, userId: string, amr: string[]): Required<StartedSession> {
  const now = call.clock.now();
  const sid = call.secrets.token(24);
  const session = call.state.sessions.add({
    sid,
    id: call.ids.next('okta.session', { prefix: 'idx', length: 25, alphabet: mixedAlphabet }),
    userId,
    createdAt: now,
    expiresAt: now + sessionLife,
    amr,
    authTime: Math.floor(Date.now() / 1000),
    lastPassword: amr.includes('pwd') ? now : null,
    lastFactor: amr.includes('mfa') ? now : null,
  });
  if (call.state.users.has(userId)) {
    call.state.users.edit(userId, user => {
      user.lastLogin = now;
    });
  }
  return { session, cookie: [`sid=${sid}; Path=/; HttpOnly; SameSite=Lax`, `idx=${sid}; Path=/; HttpOnly; SameSite=Lax`] };
}

/** A session lasts on by being used. */
export function prolong({ state, clock }: OktaCall, sid: string): Readonly<Session> {
  return state.sessions.edit(sid, session => {
    session.expiresAt = clock.now() + sessionLife;
  });
}

/** Header that makes a browser forget its session. */
export const forgetSession = [
  'sid=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax',
  'idx=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax',
];

/** Exchanges a session token, which is good once, for a session. */
export function sessionOfToken(call: OktaCall, token: string): Required<StartedSession> | undefined {
  const row = call.state.sessionTokens.get(token);
  call.state.sessionTokens.delete(token);
  if (row === undefined || row.expiresAt <= call.clock.now()) return undefined;
  const user = call.state.users.get(row.userId);
  if (user?.status !== 'ACTIVE') return undefined;
  call.actAs(user.person);
  return startSession(call, row.userId, row.amr);
}

/** ms that a session token may wait (Okta docs, session token). */
const sessionTokenLife = 5 * 60 * 1000;

export function issueSessionToken(call: OktaCall, userId: string, amr: string[]): { token: string; expiresAt: number } {
  const token = `20111${call.secrets.token(40)}`;
  const expiresAt = call.clock.now() + sessionTokenLife;
  call.state.sessionTokens.add({ token, userId, amr, expiresAt });
  return { token, expiresAt };
}

/** Ends the sessions of a person, and sign-ins that are under way. */
export function endSessions(state: OktaState, userId: string): void {
  for (const { sid } of state.sessions.by('user', userId)) state.sessions.delete(sid);
  for (const { token } of state.sessionTokens.by('user', userId)) state.sessionTokens.delete(token);
  for (const { token } of state.transactions.by('user', userId)) state.transactions.delete(token);
}

/** Ends all that a person's sign-ins gave: sessions, codes and tokens. */
export function endAccess(state: OktaState, userId: string): void {
  endSessions(state, userId);
  for (const { code } of state.codes.by('user', userId)) state.codes.delete(code);
  endTokens(state, 'user', userId);
}

/** Ends access and refresh tokens: of a person, of a client, or of one sign-in. */
export function endTokens(state: OktaState, of: 'user' | 'client' | 'family', id: string): void {
  for (const store of [state.accessTokens, state.refreshTokens]) {
    for (const { value } of store.by(of, id)) store.delete(value);
  }
}

/** By both clocks: the virtual one, which tests move, and the real one, which clients read `exp` by. */
export function isAlive({ clock }: OktaCall, { expiresAt, expiresReal }: Readonly<Token>): boolean {
  return expiresAt > clock.now() && expiresReal > Date.now() / 1000;
}
