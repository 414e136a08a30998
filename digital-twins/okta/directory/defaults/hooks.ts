import type { Building } from '../../building.ts';
import { adder } from './adder.ts';

export function addHooks(building: Building): void {
  const { seed, state } = building;
  const add = adder(building);
  const channel = (uri: string, secret: string | undefined) => ({
    type: 'HTTP',
    version: '1.0.0',
    config: {
      uri,
      headers: [],
      method: 'POST',
      ...(secret === undefined ? {} : { authScheme: { type: 'HEADER', key: 'Authorization', value: secret } }),
    },
  });
  for (const { name, url, events, secret } of seed.eventHooks) {
    const items = { type: 'EVENT_TYPE', items: events, filter: null };
    add('eventHooks', 'who', name, {
      status: 'ACTIVE',
      verificationStatus: 'VERIFIED',
      name,
      description: null,
      createdBy: state.org.adminId,
      events: items,
      channel: channel(url, secret),
    });
  }
  for (const { name, type, url, secret } of seed.inlineHooks) {
    add('inlineHooks', 'cal', name, { status: 'ACTIVE', name, type, version: '1.0.0', channel: channel(url, secret) });
  }
  for (const origin of seed.trustedOrigins) {
    add('trustedOrigins', 'tos', origin, {
      status: 'ACTIVE',
      name: origin,
      origin: new URL(origin).origin,
      scopes: [{ type: 'CORS' }, { type: 'REDIRECT' }],
      createdBy: state.org.adminId,
      lastUpdatedBy: state.org.adminId,
    });
  }
}
