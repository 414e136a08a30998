import { accountIdOf, type Making } from '../create/making.ts';
import type { SeedConnectApp, SeedOauthApp } from './seed.ts';

/** Adds a seed's apps; an installed one has an account of its own. */
export function addApps({ state, world }: Making, oauth: readonly SeedOauthApp[], connect: readonly SeedConnectApp[]): void {
  for (const app of oauth) state.oauthApps.add({ ...app });
  for (const { key, sharedSecret } of connect) {
    const accountId = accountIdOf(world, `app:${key}`);
    state.users.add({
      accountId,
      person: `app:${key}`,
      name: key,
      email: `${accountId}@connect.atlassian.com`,
      timezone: 'UTC',
      active: true,
      accountType: 'app',
      locale: 'en_US',
      preferences: {},
    });
    state.connectApps.add({ key, sharedSecret, clientKey: cloudIdOf(world), accountId });
  }
}

/** The site's id at the gateway: the same in every namespace. */
export function cloudIdOf({ ids }: Pick<Making['world'], 'ids'>): string {
  const hex = ids.named('jira.cloud', 'site', { prefix: '', length: 32, alphabet: '0123456789abcdef' });
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
