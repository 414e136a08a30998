import { type Answer, json, redirect } from '../../kit/answer.ts';
import { upperAlphabet } from '../../kit/ids.ts';
import type { Operation } from '../../kit/plugin.ts';
import { bodyFields } from '../../kit/request.ts';
import { OAuthRefusal } from '../errors.ts';
import { operation } from '../open-operation.ts';
import type { OktaCall } from '../operation.ts';
import { beginPageSignIn } from '../sign-in/begin.ts';
import { activatePage, messagePage } from '../sign-in/pages.ts';
import type { OktaState } from '../state.ts';
import { type AuthServer, knowsScope, serverOperation } from './auth-server.ts';
import { wrongGrant } from './authorize-request.ts';
import { authenticateClient } from './client.ts';
import { findClient, mayGrant } from './client-app.ts';
import { readForm, wordsOf } from './form.ts';
import { pollInterval } from './grants/device.ts';
import { sessionOf } from './session.ts';

/** s a device waits for its person (Okta docs, device authorization). */
const deviceLife = 600;

export const deviceOperations: Operation<OktaState>[] = [
  serverOperation({
    name: 'oauth.device',
    method: 'POST',
    endpoint: 'device/authorize',
    label: 'spec',
    write: true,
    run: authorizeDevice,
  }),
  operation({ name: 'page.activate', method: 'GET', path: '/activate', label: 'docs', run: showActivate }),
  operation({ name: 'page.activate-device', method: 'POST', path: '/activate', label: 'guess', write: true, run: activate }),
];

async function authorizeDevice(call: OktaCall, server: AuthServer): Promise<Answer> {
  const form = readForm(call);
  const app = await authenticateClient(call, server);
  if (!mayGrant(app, 'urn:ietf:params:oauth:grant-type:device_code')) throw wrongGrant(app.oauth.grant_types);
  const scopes = wordsOf(form('scope'));
  if (scopes.length === 0) throw new OAuthRefusal('invalid_scope', 'No scopes were requested.');
  if (!scopes.every(scope => knowsScope(call.state, server.id, scope))) {
    throw new OAuthRefusal('invalid_scope', 'One or more scopes are not configured for the authorization server resource.');
  }
  const deviceCode = call.secrets.token(24);
  const userCode = newUserCode(call);
  const clientId = app.oauth.client_id;
  const expiresAt = call.clock.now() + deviceLife * 1000;
  const outcome = { kind: 'waiting' } as const;
  call.state.devices.add({ deviceCode, userCode, server: server.id, clientId, scopes, outcome, lastPoll: 0, expiresAt });
  const uri = `${call.request.origin}/activate`;
  return json({
    user_code: userCode,
    device_code: deviceCode,
    interval: pollInterval,
    verification_uri_complete: `${uri}?user_code=${userCode}`,
    verification_uri: uri,
    expires_in: deviceLife,
  });
}

/** Eight letters without those that look alike; random, since whoever knows it may claim the device. */
function newUserCode({ secrets }: OktaCall): string {
  const letters = upperAlphabet.slice(10).replace(/[AEIOU]/g, '');
  return [...Buffer.from(secrets.token(8), 'base64url')].map(byte => letters[byte % letters.length]).join('');
}

function showActivate(call: OktaCall): Answer {
  const session = sessionOf(call);
  const code = call.request.query.get('user_code') ?? '';
  if (session === undefined) return beginPageSignIn(call, `/activate?user_code=${encodeURIComponent(code)}`);
  return activatePage({ code });
}

function activate(call: OktaCall): Answer {
  const session = sessionOf(call);
  const fields = bodyFields(call.request.body);
  const userCode = String(fields.user_code ?? '')
    .toUpperCase()
    .replace(/[^A-Z]/g, '');
  if (session === undefined) return redirect(`/activate?user_code=${userCode}`);
  const row = call.state.devices.by('code', userCode)[0];
  const isGood = row !== undefined && row.outcome.kind === 'waiting' && row.expiresAt > call.clock.now();
  if (!isGood || findClient(call.state, row.clientId) === undefined) {
    return { ...activatePage({ code: userCode, error: 'Invalid code. Try again.' }), ok: false };
  }
  const { userId, authTime, amr } = session;
  call.state.devices.edit(row.deviceCode, device => {
    device.outcome = fields.answer === 'deny' ? { kind: 'denied' } : { kind: 'granted', userId, authTime, amr };
  });
  if (fields.answer === 'deny') return messagePage('Device not activated', 'The device was refused. You can close this window.');
  return messagePage('Device activated', 'Follow the instructions on your device for next steps.');
}
