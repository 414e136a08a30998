import { createPublicKey, type KeyObject } from 'node:crypto';
import type { World } from '../../kit/plugin.ts';
import type { SigningKey } from '../../kit/secrets.ts';
import type { Json } from '../directory/json.ts';
import type { OktaState } from '../state.ts';
import type { ServerId, ServerKey } from './state.ts';

/** A signing key of an authorization server, with what is known of it. */
export interface HeldKey extends ServerKey, SigningKey {}

type KeyCall = Pick<World, 'clock' | 'secrets'> & { state: OktaState };

/** All keys of a server, the one that signs first; made on first use. Old ones stay published. */
export async function keysOf(call: KeyCall, server: ServerId): Promise<HeldKey[]> {
  if (call.state.serverKeys.keysBy('server', server).length === 0) {
    addKey(call, server, 1, 'ACTIVE');
    addKey(call, server, 2, 'NEXT');
  }
  const rows = call.state.serverKeys.by('server', server);
  const held = await Promise.all(rows.map(async row => ({ ...row, ...(await call.secrets.signingKey(secretName(row))) })));
  const rank = { ACTIVE: 0, NEXT: 1, EXPIRED: 2 };
  return held.sort((left, right) => rank[left.status] - rank[right.status] || right.number - left.number);
}

/** The key that signs. */
export async function signingKeyOf(call: KeyCall, server: ServerId): Promise<HeldKey> {
  const [key] = await keysOf(call, server);
  if (key === undefined) throw new Error(`the server ${server} has no key`);
  return key;
}

/** The next key begins to sign; the one before it stays published as expired (Okta docs, key rotation). */
export async function rotateKeys(call: KeyCall, server: ServerId): Promise<HeldKey[]> {
  const before = await keysOf(call, server);
  for (const { id, status } of before) {
    if (status === 'EXPIRED') continue;
    call.state.serverKeys.edit(id, row => {
      row.status = status === 'ACTIVE' ? 'EXPIRED' : 'ACTIVE';
      row.lastUpdated = call.clock.now();
    });
  }
  addKey(call, server, Math.max(...before.map(key => key.number)) + 1, 'NEXT');
  return keysOf(call, server);
}

function addKey(call: KeyCall, server: ServerId, number: number, status: ServerKey['status']): void {
  const now = call.clock.now();
  call.state.serverKeys.add({ id: `${server}:${number}`, server, number, status, created: now, lastUpdated: now });
}

const secretName = ({ server, number }: ServerKey) => `okta.${server}.${number}`;

/** A key as `/keys` publishes it. */
export function publicJwk({ kid, publicKey }: SigningKey): Json {
  const { n, e } = exported(publicKey);
  return { kty: 'RSA', alg: 'RS256', kid, use: 'sig', e, n };
}

function exported(key: KeyObject) {
  return createPublicKey(key.export({ type: 'spki', format: 'pem' })).export({ format: 'jwk' });
}
