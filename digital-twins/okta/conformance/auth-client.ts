import { OktaAuth } from '@okta/okta-auth-js';
import type { Bench } from '../../testing/conformance/check.ts';
import { clients } from './seed.ts';
import { callbackOf } from './sign-in-by-token.ts';

const stored = ['token', 'transaction', 'shared-transaction', 'original-uri', 'idx-response', 'cache'] as const;

/** Okta's client for products that sign people in themselves, as the public app. It goes from step to step by itself. */
export function authClient(bench: Bench): OktaAuth {
  return new OktaAuth({
    issuer: `${bench.url}/oauth2/default`,
    clientId: clients.mobile.id,
    redirectUri: callbackOf(bench, 'mobile'),
    scopes: ['openid', 'email'],
    pkce: true,
    idx: { enableLegacyMode: true },
    storageManager: ownStorage(),
  });
}

/** On a server all its clients would share one memory. */
function ownStorage(): Record<
  (typeof stored)[number],
  { storageProvider: Pick<Storage, 'getItem' | 'setItem'> & { removeItem(key: string): void } }
> {
  const entries = stored.map(name => {
    const kept = new Map<string, string>();
    const storageProvider = {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
      removeItem: (key: string) => void kept.delete(key),
    };
    return [name, { storageProvider }];
  });
  return Object.fromEntries(entries);
}
