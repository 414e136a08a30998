import { type Bench, type Check, demand, same } from '../../../testing/conformance/check.ts';
import { call, profileOf, refused, sdk } from '../clients.ts';
import { seed } from '../seed.ts';

/** What the product is told by event hooks. */
export const eventHookChecks: Check[] = [
  {
    id: 'event-hook-verified',
    title: 'a hook is verified by one GET whose challenge the product sends back',
    label: 'docs',
    seed,
    run: async bench => {
      const id = await createHook(bench);
      same((await sdk(bench).eventHookApi.getEventHook({ eventHookId: id })).verificationStatus, 'UNVERIFIED', 'at first');
      bench.reply(heard => json({ verification: heard.headers['x-okta-verification-challenge'] }));
      const verified = await sdk(bench).eventHookApi.verifyEventHook({ eventHookId: id });
      same([verified.verificationStatus, verified.status], ['VERIFIED', 'ACTIVE'], 'afterwards');
      const heard = await bench.product.next('/hook');
      same([heard.method, heard.headers.authorization], ['GET', 'hook-secret'], 'method and Authorization');
    },
  },
  {
    id: 'event-hook-wrong-challenge',
    title: 'a product that does not send the challenge back is not verified: 400 E0000001',
    label: 'docs',
    seed,
    run: async bench => {
      const id = await createHook(bench);
      bench.reply(() => json({ verification: 'something else' }));
      await refused(() => sdk(bench).eventHookApi.verifyEventHook({ eventHookId: id }), 400, 'E0000001');
      same(
        (await sdk(bench).eventHookApi.getEventHook({ eventHookId: id })).verificationStatus,
        'UNVERIFIED',
        'verificationStatus',
      );
    },
  },
  {
    id: 'event-hook-delivers',
    title: 'a verified hook is told of an event in the envelope of Okta',
    label: 'docs',
    seed,
    run: async bench => {
      await verifiedHook(bench);
      const made = await sdk(bench).userApi.createUser({ body: { profile: profileOf('eva') }, activate: false });
      const heard = await bench.product.next('/hook');
      same([heard.method, heard.headers.authorization], ['POST', 'hook-secret'], 'method and Authorization');
      demand(heard.headers['content-type']?.startsWith('application/json') === true, `type ${heard.headers['content-type']}`);
      const told = JSON.parse(heard.body);
      same([told.eventType, told.eventTypeVersion, told.cloudEventsVersion], ['com.okta.event_hook', '1.0', '0.1'], 'envelope');
      demand(typeof told.eventId === 'string' && String(told.source).includes('/api/v1/eventHooks/'), 'no eventId or source');
      const [event] = told.data.events;
      same([event.eventType, event.outcome.result], ['user.lifecycle.create', 'SUCCESS'], 'event');
      same(event.target[0].id, made.id, 'whom it is about');
    },
  },
  {
    id: 'event-hook-only-subscribed',
    title: 'a hook hears only what it asked for, and nothing once it is deactivated',
    label: 'docs',
    seed,
    run: async bench => {
      const id = await verifiedHook(bench);
      const client = sdk(bench);
      await client.groupApi.createGroup({ group: { profile: { name: 'Unheard of' } } });
      await client.userApi.createUser({ body: { profile: profileOf('eva') }, activate: false });
      same(eventOf((await bench.product.next('/hook')).body).eventType, 'user.lifecycle.create', 'the first event');
      await client.eventHookApi.deactivateEventHook({ eventHookId: id });
      await client.userApi.createUser({ body: { profile: profileOf('finn') }, activate: false });
      await client.eventHookApi.activateEventHook({ eventHookId: id });
      await client.userApi.createUser({ body: { profile: profileOf('gus') }, activate: false });
      const next = eventOf((await bench.product.next('/hook')).body);
      same(next.target?.[0]?.alternateId, 'gus@acme.example', 'whom the next is about');
    },
  },
  {
    id: 'event-hook-retried',
    title: 'a product that fails is told once more, with the same event',
    label: 'docs',
    seed,
    run: async bench => {
      await verifiedHook(bench);
      let calls = 0;
      bench.reply(() => {
        calls += 1;
        return { status: calls === 1 ? 500 : 200 };
      });
      await sdk(bench).userApi.createUser({ body: { profile: profileOf('eva') }, activate: false });
      const first = await bench.product.next('/hook');
      await bench.admin('POST', '/clock', { advanceMs: 600_000 });
      const second = await bench.product.next('/hook');
      same(JSON.parse(second.body).eventId, JSON.parse(first.body).eventId, 'eventId');
      same(eventOf(second.body).uuid, eventOf(first.body).uuid, 'uuid of the event');
    },
  },
];

const json = (value: unknown) => ({ headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) });

function eventOf(body: string): { eventType: string; uuid: string; target?: { alternateId?: string }[] } {
  return JSON.parse(body).data.events[0];
}

async function createHook(bench: Bench): Promise<string> {
  const { status, body } = await call(bench, 'POST', '/api/v1/eventHooks', {
    name: 'Product',
    events: { type: 'EVENT_TYPE', items: ['user.lifecycle.create'] },
    channel: {
      type: 'HTTP',
      version: '1.0.0',
      config: {
        uri: `${bench.product.url}/hook`,
        headers: [],
        authScheme: { type: 'HEADER', key: 'Authorization', value: 'hook-secret' },
      },
    },
  });
  same([status, body.status, body.verificationStatus], [200, 'ACTIVE', 'UNVERIFIED'], 'a new hook');
  return String(body.id);
}

async function verifiedHook(bench: Bench): Promise<string> {
  const eventHookId = await createHook(bench);
  bench.reply(heard => json({ verification: heard.headers['x-okta-verification-challenge'] ?? '' }));
  same((await sdk(bench).eventHookApi.verifyEventHook({ eventHookId })).verificationStatus, 'VERIFIED', 'verificationStatus');
  await bench.product.next('/hook');
  return eventHookId;
}
