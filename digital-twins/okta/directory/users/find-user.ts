import { notFound } from '../../errors.ts';
import type { OktaCall } from '../../operation.ts';
import type { OktaState, OktaUser } from '../../state.ts';
import { callerUserId } from '../call/authenticate.ts';

/** By full login, or by what stands before the @ when only one person has it, as Okta allows. */
export function findByLogin(state: OktaState, login: string): Readonly<OktaUser> | undefined {
  const wanted = login.trim().toLowerCase();
  const exact = state.users.by('login', wanted)[0];
  if (exact !== undefined || wanted === '' || wanted.includes('@')) return exact;
  const short = state.users.by('short', wanted);
  return short.length === 1 ? short[0] : undefined;
}

/** The user a path names by id, login or short login, or `me`. Throws `OktaRefusal` 404. */
export function findUser(call: OktaCall, wanted = call.params.user ?? ''): Readonly<OktaUser> {
  const id = wanted === 'me' ? (callerUserId(call) ?? wanted) : wanted;
  const user = call.state.users.get(id) ?? findByLogin(call.state, id);
  if (user === undefined) throw notFound(wanted, 'User');
  return user;
}
