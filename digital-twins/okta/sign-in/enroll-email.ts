import { newId, nextSeq } from '../directory/ids.ts';
import { note, userParty } from '../directory/log/note.ts';
import type { OktaCall } from '../operation.ts';
import type { Factor, OktaUser } from '../state.ts';

/** Sets up a person's mail address as their second factor. */
export function enrollEmail(call: OktaCall, user: Readonly<OktaUser>): Readonly<Factor> {
  const now = call.clock.now();
  const factor = call.state.factors.add({
    id: newId(call, 'emf'),
    seq: nextSeq(call),
    userId: user.id,
    factorType: 'email',
    provider: 'OKTA',
    vendorName: 'OKTA',
    status: 'ACTIVE',
    profile: { email: user.profile.email },
    created: now,
    lastUpdated: now,
  });
  const actor = userParty(user);
  note(call, { eventType: 'user.mfa.factor.activate', message: 'Activate factor for user', actor, target: [actor] });
  return factor;
}
