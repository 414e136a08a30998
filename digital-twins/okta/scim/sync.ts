import { nextSeq } from '../directory/ids.ts';
import { appParty, note, userParty } from '../directory/log/note.ts';
import type { OktaCall } from '../operation.ts';
import type { Pushed } from './change.ts';
import type { ScimAnswer } from './scim-request.ts';

/** What the product calls somebody; undefined while it does not know them. */
export function externalIdOf(call: OktaCall, { app, user }: Pushed): string | undefined {
  const { documents } = call.current();
  const known = documents.get(`scim.user:${app.id}:${user.id}`)?.body.externalId;
  return typeof known === 'string' ? known : undefined;
}

/** Keeps what the product calls somebody, also beyond the assignment: who comes back is the same. */
export function rememberUser(call: OktaCall, { app, user }: Pushed, externalId: string): void {
  remember(call, 'scim.user', `${app.id}:${user.id}`, externalId);
  const { appUsers } = call.current();
  const key = `${app.id}:${user.id}`;
  if (!appUsers.has(key)) return;
  appUsers.edit(key, row => {
    row.externalId = externalId;
    row.syncState = 'SYNCHRONIZED';
    row.lastSync = call.clock.now();
  });
}

export function remember(call: OktaCall, kind: string, id: string, externalId: string): void {
  const { documents } = call.current();
  if (documents.has(`${kind}:${id}`)) {
    documents.edit(`${kind}:${id}`, doc => {
      doc.body = { externalId };
    });
    return;
  }
  documents.add({ kind, id, seq: nextSeq(call), body: { externalId } });
}

const messages: Record<string, string> = {
  push: 'Push new user to external application',
  push_profile: "Push user's profile to external application",
  deactivate: "Deactivate user's application account",
};

/** Tells the log what came of it; a failure marks the assignment, as the console shows it. */
export function noteUser(call: OktaCall, { app, user }: Pushed, what: string, answer: ScimAnswer): void {
  const { appUsers } = call.current();
  const key = `${app.id}:${user.id}`;
  if (!answer.ok && appUsers.has(key)) {
    appUsers.edit(key, row => {
      row.syncState = 'ERROR';
    });
  }
  note(call, {
    eventType: `application.provision.user.${what}`,
    message: messages[what] ?? what,
    actor: { id: call.current().org.id, type: 'SystemPrincipal', alternateId: 'system@okta.com', displayName: 'Okta System' },
    target: [appParty(app), { ...userParty(user), type: 'AppUser' }],
    ...(answer.ok ? {} : { result: 'FAILURE' as const, reason: answer.reason, severity: 'ERROR' as const }),
  });
}
