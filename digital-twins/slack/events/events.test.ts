import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Product, startProduct } from '../../testing/product.ts';
import { at, type Loose, listOf, startTwins, type TwinsProcess } from '../../testing/twins-process.ts';
import { signedHeaders } from './sign.ts';

const namespace = 'events-test';

describe('who hears of what', () => {
  let twins: TwinsProcess;
  let product: Product;
  let origin: string;

  beforeAll(async () => {
    product = await startProduct(({ body }) => ({ body: body.includes('challenge') ? JSON.parse(body).challenge : '' }));
    twins = await startTwins();
    const eventsUrl = (name: string) => `${product.url}/${name}`;
    const apps = [
      {
        name: 'all',
        token: 'xoxb-all',
        eventsUrl: eventsUrl('all'),
        botEvents: ['message.channels', 'message.groups', 'link_shared'],
      },
      {
        name: 'narrow',
        token: 'xoxb-narrow',
        eventsUrl: eventsUrl('narrow'),
        botEvents: ['message.channels'],
        scopes: ['chat:write'],
      },
      { name: 'user', token: 'xoxb-user', eventsUrl: eventsUrl('user'), userEvents: ['message.groups'] },
      { name: 'gone', token: 'xoxb-gone', eventsUrl: eventsUrl('gone'), botEvents: ['message.channels'], installed: false },
    ].map(app => ({ unfurlDomains: ['acme.example'], ...app }));
    const seeds = {
      clock: '2026-03-02T09:00:00Z',
      people: [{ id: 'ada', name: 'Ada Moreno', email: 'ada@acme.example' }],
      slack: {
        apps,
        userTokens: [{ person: 'ada', token: 'xoxp-ada', app: 'user' }],
        channels: [
          { name: 'open', id: 'C0OPEN00001', members: ['ada', 'all', 'narrow', 'user'] },
          { name: 'closed', id: 'C0CLOSED001', private: true, members: ['ada'] },
        ],
      },
    };
    await twins.admin('PUT', at(namespace), { seeds });
    await twins.letOut(namespace);
    origin = await twins.forward(namespace, 'slack');
  });
  beforeEach(() => twins.admin('POST', at(namespace, '/reset')));
  afterAll(async () => {
    await twins.stop();
    await product.close();
  });

  const say = async (channel: string, text: string) => {
    const headers = { 'content-type': 'application/json; charset=utf-8', authorization: 'Bearer xoxp-ada' };
    const answer = await fetch(`${origin}/api/chat.postMessage`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ channel, text }),
    });
    expect(await answer.json()).toMatchObject({ ok: true });
  };
  /** The next event at an address that is not a challenge. */
  const next = async (path: string): Promise<{ type?: string; [field: string]: unknown }> => {
    for (;;) {
      const body = JSON.parse((await product.next(path)).body);
      if (body.type === 'event_callback') return body;
    }
  };
  const heardAt = (path: string) => product.heard.filter(one => one.path === path && !one.body.includes('url_verification'));

  it('tells an app only what its scopes let it hear, and only when it is installed', async () => {
    await say('C0OPEN00001', 'hello');
    expect(await next('/all')).toMatchObject({ event: { type: 'message', text: 'hello', channel_type: 'channel' } });
    await say('C0OPEN00001', 'and again');
    await next('/all');
    expect(heardAt('/narrow')).toEqual([]);
    expect(heardAt('/gone')).toEqual([]);
  });

  it('tells an app what a user who authorised it sees, in that user’s name', async () => {
    await say('C0CLOSED001', 'a secret');
    const heard = await next('/user');
    expect(heard).toMatchObject({ event: { channel_type: 'group', text: 'a secret' }, authorizations: [{ is_bot: false }] });
    expect(heardAt('/all').some(one => one.body.includes('a secret'))).toBe(false);
  });

  it('tells of links of domains that an app unfurls', async () => {
    await say('C0OPEN00001', 'see <https://tickets.acme.example/T-7|T-7> and <https://elsewhere.example>');
    const events = [await next('/all'), await next('/all')].map(body => body.event as Record<string, unknown>);
    const shared = events.find(event => event.type === 'link_shared');
    expect(shared?.links).toEqual([{ url: 'https://tickets.acme.example/T-7', domain: 'acme.example' }]);
  });

  it('answers the call before the event is on its way, and tells the journal of both', async () => {
    await say('C0OPEN00001', 'timed');
    await next('/all');
    const { body } = await twins.admin('GET', at(namespace, '/journal?direction=out&operation=event&wait=5000'));
    const [entry] = listOf<Loose>(body.entries);
    expect(entry).toMatchObject({ status: 200, path: `${product.url}/all` });
  });
});

it('signs a body as Slack says it does', () => {
  const headers = signedHeaders('secret', 'payload=1');
  const time = headers['X-Slack-Request-Timestamp'];
  const expected = createHmac('sha256', 'secret').update(`v0:${time}:payload=1`).digest('hex');
  expect(headers['X-Slack-Signature']).toBe(`v0=${expected}`);
});
