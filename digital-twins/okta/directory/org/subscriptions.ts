import { type Answer, empty, json } from '../../../kit/answer.ts';
import type { Operation } from '../../../kit/plugin.ts';
import { forbidden, notFound } from '../../errors.ts';
import type { OktaCall } from '../../operation.ts';
import type { OktaState } from '../../state.ts';
import { callerUserId } from '../call/authenticate.ts';
import { managed } from '../call/managed.ts';
import { nextSeq } from '../ids.ts';
import type { Json } from '../json.ts';
import { findUser } from '../users/find-user.ts';

/** What admins get mails about (Okta docs, Notification types). */
const types = [
  'IWA_AGENT',
  'CONNECTOR_AGENT',
  'USER_LOCKED_OUT',
  'APP_IMPORT',
  'LDAP_AGENT',
  'AD_AGENT',
  'USER_DEPROVISION',
  'OKTA_ANNOUNCEMENT',
  'OKTA_UPDATE',
  'RATELIMIT_NOTIFICATION',
  'REPORT_SUSPICIOUS_ACTIVITY',
  'AGENT_AUTO_UPDATE_NOTIFICATION',
];

type Kind = 'roles' | 'users';

export const subscriptionOperations: Operation<OktaState>[] = [...subscriptionsOf('roles'), ...subscriptionsOf('users')];

function subscriptionsOf(kind: Kind): Operation<OktaState>[] {
  const base = `/api/v1/${kind}/:owner/subscriptions`;
  const make = (name: string, method: string, path: string, run: (call: OktaCall, owner: string) => Answer) =>
    managed({
      name: `subscriptions.${kind}.${name}`,
      method,
      path,
      // People's whole list is in no recording.
      label: kind === 'users' && name === 'list' ? 'spec' : 'recorded',
      run: call => run(call, ownerOf(call, kind)),
    });
  return [
    make('list', 'GET', base, (call, owner) => json(types.map(type => shape(call, kind, owner, type)))),
    make('get', 'GET', `${base}/:type`, (call, owner) => json(shape(call, kind, owner, typeOf(call)))),
    make('subscribe', 'POST', `${base}/:type/subscribe`, (call, owner) => set(call, owner, true)),
    make('unsubscribe', 'POST', `${base}/:type/unsubscribe`, (call, owner) => set(call, owner, false)),
  ];
}

/** People see and change their own only. */
function ownerOf(call: OktaCall, kind: Kind): string {
  const owner = call.params.owner ?? '';
  if (kind === 'roles') return owner;
  const user = findUser(call, owner);
  if (user.id !== callerUserId(call)) throw forbidden();
  return user.id;
}

function typeOf(call: OktaCall): string {
  const type = call.params.type ?? '';
  if (!types.includes(type)) throw notFound(type, 'NotificationType');
  return type;
}

function shape(call: OktaCall, kind: Kind, owner: string, notificationType: string): Json {
  const off = call.state.documents.get(`subscriptions:${owner}.${notificationType}`)?.body.isOn === false;
  const href = `${call.request.origin}/api/v1/${kind}/${owner}/subscriptions/${notificationType}`;
  const step = off ? 'subscribe' : 'unsubscribe';
  const links = { [step]: { href: `${href}/${step}`, hints: { allow: ['POST'] } }, self: { href } };
  return { notificationType, channels: ['email'], status: off ? 'unsubscribed' : 'subscribed', _links: links };
}

function set(call: OktaCall, owner: string, isOn: boolean): Answer {
  const id = `${owner}.${typeOf(call)}`;
  call.state.documents.delete(`subscriptions:${id}`);
  call.state.documents.add({ kind: 'subscriptions', id, seq: nextSeq(call), body: { isOn } });
  return empty(200);
}
