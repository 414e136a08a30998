import type { OktaCall } from '../../operation.ts';
import type { App, Group, OktaUser } from '../../state.ts';
import { callerOf } from '../call/authenticate.ts';
import { deliverEvent } from '../hooks/deliver-event.ts';
import { nextSeq } from '../ids.ts';
import type { Json } from '../json.ts';

/** Who did something, or what it was done to. */
export interface Party extends Json {
  id: string;
  type: string;
  alternateId: string;
  displayName: string;
  detailEntry?: Json | null;
}

/** What one event of the system log says; who and from where is taken from the call. */
export interface EventNote {
  eventType: string;
  message: string;
  result?: 'SUCCESS' | 'FAILURE' | 'DENY' | 'ALLOW' | 'CHALLENGE' | 'SKIPPED';
  reason?: string;
  severity?: 'INFO' | 'WARN' | 'ERROR' | 'DEBUG';
  actor?: Party;
  target?: Party[];
  debugData?: Json;
  authenticationContext?: Json;
}

/** Rows the log keeps; the oldest make room. */
const logLimit = 50_000;

/** Writes into the system log, and tells the event hooks. */
export function note(call: OktaCall, event: EventNote): void {
  const { logs } = call.state;
  const seq = nextSeq(call);
  const uuid = uuidOf(call);
  const row = logs.add({ uuid, seq, published: call.clock.now(), eventType: event.eventType, event: eventOf(call, event) });
  if (logs.size > logLimit) logs.delete(logs.keys().next().value ?? '');
  deliverEvent(call, row);
}

function uuidOf(call: OktaCall): string {
  const hex = call.ids.next('okta.log', { prefix: '', length: 32, alphabet: '0123456789abcdef' });
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

function eventOf(call: OktaCall, event: EventNote): Json {
  const agent = call.request.headers['user-agent'] ?? '';
  const result = event.result ?? 'SUCCESS';
  return {
    actor: { detailEntry: null, ...(event.actor ?? actorOf(call)) },
    client: {
      userAgent: { rawUserAgent: agent.slice(0, 500), os: 'Unknown', browser: 'UNKNOWN' },
      zone: 'null',
      device: 'Unknown',
      id: null,
      ipAddress: '127.0.0.1',
      geographicalContext: null,
    },
    device: null,
    authenticationContext: {
      authenticationProvider: null,
      credentialProvider: null,
      credentialType: null,
      issuer: null,
      interface: null,
      authenticationStep: 0,
      rootSessionId: null,
      externalSessionId: null,
      ...event.authenticationContext,
    },
    displayMessage: event.message,
    eventType: event.eventType,
    outcome: { result, reason: event.reason ?? null },
    securityContext: { asNumber: null, asOrg: null, isp: null, domain: null, isProxy: null },
    severity: event.severity ?? (result === 'SUCCESS' ? 'INFO' : 'WARN'),
    debugContext: { debugData: { requestUri: call.request.path, url: call.request.path, ...event.debugData } },
    legacyEventType: null,
    transaction: {
      type: 'WEB',
      id: call.ids.next('okta.transaction', { prefix: '', length: 27, alphabet: transactionAlphabet }),
      detail: {},
    },
    version: '0',
    request: { ipChain: [{ ip: '127.0.0.1', geographicalContext: null, version: 'V4', source: null }] },
    target: (event.target ?? []).map(party => ({ detailEntry: null, ...party })),
  };
}

const transactionAlphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

function actorOf(call: OktaCall): Party {
  const caller = callerOf(call);
  const userId = caller?.kind === 'api-token' ? caller.token.userId : (caller?.userId ?? null);
  const user = call.state.users.get(userId ?? '');
  if (user !== undefined) return userParty(user);
  if (caller?.kind === 'client') {
    const app = call.state.apps.by('client', caller.clientId)[0];
    return {
      id: caller.clientId,
      type: 'PublicClientApp',
      alternateId: caller.clientId,
      displayName: app?.label ?? caller.clientId,
    };
  }
  return { id: call.state.org.id, type: 'SystemPrincipal', alternateId: 'system@okta.com', displayName: 'Okta System' };
}

export function userParty(user: Readonly<OktaUser>): Party {
  const { firstName, lastName, login } = user.profile;
  return { id: user.id, type: 'User', alternateId: login, displayName: `${firstName} ${lastName}`.trim() };
}

export function groupParty(group: Readonly<Group>): Party {
  return { id: group.id, type: 'UserGroup', alternateId: 'unknown', displayName: group.profile.name };
}

export function appParty(app: Readonly<App>): Party {
  return { id: app.id, type: 'AppInstance', alternateId: app.label, displayName: app.label };
}
