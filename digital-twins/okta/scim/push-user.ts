import type { OktaCall } from '../operation.ts';
import type { Pushed } from './change.ts';
import { askProduct, foundIn, type ScimAnswer } from './scim-request.ts';
import { activePatch, scimUser } from './scim-user.ts';
import { externalIdOf, noteUser, rememberUser } from './sync.ts';

/** Makes the product know somebody: finds them by name, then makes or updates them (Okta docs, SCIM 2.0 reference). */
export async function assignUser(call: OktaCall, pushed: Pushed): Promise<void> {
  const { provisioning, user } = pushed;
  const userName = nameIn(call, pushed);
  const filter = encodeURIComponent(`userName eq "${userName.replaceAll('"', '\\"')}"`);
  const found = await askProduct(call, provisioning, {
    name: 'find-user',
    method: 'GET',
    path: `/Users?filter=${filter}&startIndex=1&count=100`,
  });
  if (!found.ok) return noteUser(call, pushed, 'push', found);
  const id = foundIn(found.body)[0]?.id;
  const body = scimUser(user, userName, true);
  const answer =
    typeof id === 'string'
      ? await askProduct(call, provisioning, {
          name: 'update-user',
          method: 'PUT',
          path: `/Users/${encodeURIComponent(id)}`,
          body: { ...body, id },
        })
      : await askProduct(call, provisioning, { name: 'create-user', method: 'POST', path: '/Users', body });
  finish(call, pushed, typeof id === 'string' ? 'push_profile' : 'push', answer);
}

/** Sends a changed profile; somebody the product does not know yet is made. */
export async function changeUser(call: OktaCall, pushed: Pushed): Promise<void> {
  const id = externalIdOf(call, pushed);
  if (id === undefined) return assignUser(call, pushed);
  const isActive = pushed.user.status !== 'DEPROVISIONED' && pushed.user.status !== 'SUSPENDED';
  const body = { ...scimUser(pushed.user, nameIn(call, pushed), isActive), id };
  const path = `/Users/${encodeURIComponent(id)}`;
  finish(
    call,
    pushed,
    'push_profile',
    await askProduct(call, pushed.provisioning, { name: 'update-user', method: 'PUT', path, body }),
  );
}

/** Switches somebody off: Okta never deletes people in a product. */
export async function deactivateUser(call: OktaCall, pushed: Pushed): Promise<void> {
  const id = externalIdOf(call, pushed);
  if (id === undefined) return;
  const path = `/Users/${encodeURIComponent(id)}`;
  const answer = await askProduct(call, pushed.provisioning, {
    name: 'deactivate-user',
    method: 'PATCH',
    path,
    body: activePatch(false),
  });
  finish(call, pushed, 'deactivate', answer);
}

function finish(call: OktaCall, pushed: Pushed, what: string, answer: ScimAnswer): void {
  if (answer.ok && typeof answer.body.id === 'string') rememberUser(call, pushed, answer.body.id);
  noteUser(call, pushed, what, answer);
}

function nameIn(call: OktaCall, { app, user }: Pushed): string {
  return call.current().appUsers.get(`${app.id}:${user.id}`)?.userName || user.profile.login;
}
