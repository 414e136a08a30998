import { mixedAlphabet } from '../kit/ids.ts';
import type { OktaCall } from './operation.ts';
import type { OktaState, OktaUser, Session } from './state.ts';

/** ms that a session lasts. */
const sessionLife = 2 * 60 * 60 * 1000;

/** The session of a request's cookie, when it is alive and its user may still sign in. */
export function sessionOf(call: OktaCall): Session | undefined {
  const session = call.state.sessions.get(call.request.cookies.sid ?? '');
  if (session === undefined || call.clock.now() - session.createdAt > sessionLife) return undefined;
  const user = call.state.users.get(session.userId);
  if (user?.status !== 'ACTIVE') return undefined;
  call.actAs(user.person);
  return session;
}

/** Starts a session; `cookie` is the header that carries it. */
export function startSession(call: OktaCall, user: OktaUser): { session: Session; cookie: string } {
  const sid = call.secrets.token(24);
  const session: Session = {
    id: call.ids.next('okta.session', { prefix: 'idx', length: 22, alphabet: mixedAlphabet }),
    userId: user.id,
    createdAt: call.clock.now(),
    authTime: Math.floor(Date.now() / 1000),
  };
  call.state.sessions.set(sid, session);
  user.lastLogin = call.clock.now();
  return { session, cookie: `sid=${sid}; Path=/; HttpOnly; SameSite=Lax` };
}

/** Ends all that a person's sign-ins gave: sessions, codes and tokens. */
export function endAccess(state: OktaState, userId: string): void {
  for (const store of [state.sessions, state.codes, state.accessTokens, state.refreshTokens]) {
    for (const [key, value] of store) if (value.userId === userId) store.delete(key);
  }
}
