import { memberIds } from '../directory/groups/membership.ts';
import type { Json } from '../directory/json.ts';
import { appParty, groupParty, note } from '../directory/log/note.ts';
import type { OktaCall } from '../operation.ts';
import type { App, Group, Provisioning } from '../state.ts';
import { askProduct, foundIn, type ScimAnswer } from './scim-request.ts';
import { patch } from './scim-user.ts';
import { remember } from './sync.ts';

/** A group in an app that provisions. */
interface PushedGroup {
  app: Readonly<App>;
  provisioning: Readonly<Provisioning>;
  group: Readonly<Group>;
}

/** Makes the product know a group and who is in it; only people whom the product knows are named (RFC 7643, section 4.2). */
export async function pushGroup(call: OktaCall, pushed: PushedGroup): Promise<void> {
  const { provisioning, group } = pushed;
  const { name } = group.profile;
  const members = membersOf(call, pushed);
  const id = knownId(call, pushed) ?? (await findGroup(call, pushed, name));
  if (id === undefined) {
    const body = { schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'], displayName: name, members };
    const answer = await askProduct(call, provisioning, { name: 'create-group', method: 'POST', path: '/Groups', body });
    if (answer.ok && typeof answer.body.id === 'string')
      remember(call, 'scim.group', `${pushed.app.id}:${group.id}`, answer.body.id);
    return noteGroup(call, pushed, answer);
  }
  remember(call, 'scim.group', `${pushed.app.id}:${group.id}`, id);
  const body = patch([
    { op: 'replace', value: { id, displayName: name } },
    { op: 'replace', path: 'members', value: members },
  ]);
  noteGroup(
    call,
    pushed,
    await askProduct(call, provisioning, {
      name: 'update-group',
      method: 'PATCH',
      path: `/Groups/${encodeURIComponent(id)}`,
      body,
    }),
  );
}

/** Takes a group away from the product that it was pushed to. */
export async function removeGroup(call: OktaCall, pushed: PushedGroup): Promise<void> {
  const id = knownId(call, pushed);
  if (id === undefined) return;
  const answer = await askProduct(call, pushed.provisioning, {
    name: 'delete-group',
    method: 'DELETE',
    path: `/Groups/${encodeURIComponent(id)}`,
  });
  call.current().documents.delete(`scim.group:${pushed.app.id}:${pushed.group.id}`);
  noteGroup(call, pushed, answer);
}

function knownId(call: OktaCall, { app, group }: PushedGroup): string | undefined {
  const known = call.current().documents.get(`scim.group:${app.id}:${group.id}`)?.body.externalId;
  return typeof known === 'string' ? known : undefined;
}

async function findGroup(call: OktaCall, { provisioning }: PushedGroup, name: string): Promise<string | undefined> {
  const filter = encodeURIComponent(`displayName eq "${name.replaceAll('"', '\\"')}"`);
  const found = await askProduct(call, provisioning, {
    name: 'find-group',
    method: 'GET',
    path: `/Groups?filter=${filter}&startIndex=1&count=100`,
  });
  const id = found.ok ? foundIn(found.body)[0]?.id : undefined;
  return typeof id === 'string' ? id : undefined;
}

function membersOf(call: OktaCall, { app, group }: PushedGroup): Json[] {
  const state = call.current();
  return memberIds(state, group.id).flatMap(userId => {
    const value = state.documents.get(`scim.user:${app.id}:${userId}`)?.body.externalId;
    return typeof value === 'string' ? [{ value, display: state.users.get(userId)?.profile.login }] : [];
  });
}

function noteGroup(call: OktaCall, { app, group }: PushedGroup, answer: ScimAnswer): void {
  note(call, {
    eventType: 'application.provision.group_push.updated',
    message: 'Update group push mapping to external application',
    actor: { id: call.current().org.id, type: 'SystemPrincipal', alternateId: 'system@okta.com', displayName: 'Okta System' },
    target: [appParty(app), groupParty(group)],
    ...(answer.ok ? {} : { result: 'FAILURE' as const, reason: answer.reason, severity: 'ERROR' as const }),
  });
}
