import { once } from 'node:events';
import { LogLevel, WebClient } from '@slack/web-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { exampleSeed } from '../../testing/example-seed.ts';
import { at, startTwins, type TwinsProcess } from '../../testing/twins-process.ts';

const namespace = 'J-1.1/slack-api/base/1';
const client = { client_id: '11.22', client_secret: 'rotating-client-secret' };
const seed = {
  ...exampleSeed,
  slack: {
    ...exampleSeed.slack,
    apps: [
      { name: 'rotor', clientId: client.client_id, clientSecret: client.client_secret, tokenRotation: true, token: 'xoxb-rotor' },
    ],
  },
};

describe('the Web API of the Slack twin', () => {
  let twins: TwinsProcess;
  let origin: string;

  beforeAll(async () => {
    twins = await startTwins();
    await twins.admin('PUT', at(namespace), { seeds: seed });
    origin = await twins.forward(namespace, 'slack');
  });
  afterAll(() => twins.stop());

  const as = (token: string) => new WebClient(token, { slackApiUrl: `${origin}/api/`, logLevel: LogLevel.ERROR });
  const bot = () => as('xoxb-helpdesk-seed-token');
  const ada = () => as('xoxp-ada-seed-token');
  const support = async () => (await bot().conversations.list()).channels?.find(one => one.name === 'support')?.id ?? '';
  const errorOf = (call: Promise<unknown>) =>
    call.then(
      () => undefined,
      (thrown: { data?: Record<string, unknown> }) => thrown.data,
    );

  it('names every mistake in blocks, in the words of Slack', async () => {
    const element = { type: 'button', action_id: 'a', text: { type: 'plain_text', text: 'x' } };
    const blocks = [
      { type: 'section', text: { type: 'mrkdwn', text: 'x'.repeat(3001) } },
      { type: 'nonsense' },
      { type: 'actions', elements: [element, element] },
    ];
    const refused = await errorOf(
      bot().apiCall('chat.postMessage', { channel: await support(), blocks: JSON.stringify(blocks) }),
    );
    expect(refused).toMatchObject({ error: 'invalid_blocks' });
    expect(refused?.errors).toEqual([
      'failed to match all allowed schemas [json-pointer:/blocks/0/text]',
      'must be less than 3001 characters [json-pointer:/blocks/0/text/text]',
      'unsupported type: nonsense [json-pointer:/blocks/1/type]',
      '`action_id` "a" already exists for block_id "" [json-pointer:/blocks/2/elements/1/action_id]',
    ]);
  });

  it('keeps text escaped and shows it as rich text', async () => {
    const { message } = await bot().chat.postMessage({ channel: await support(), text: 'a < b & <!here> *c* :tada:' });
    expect(message?.text).toBe('a &lt; b &amp; <!here> *c* :tada:');
    expect(message?.blocks?.[0]).toMatchObject({
      type: 'rich_text',
      elements: [
        {
          elements: [
            { type: 'text', text: 'a < b & ' },
            { type: 'broadcast', range: 'here' },
            { type: 'text', text: ' ' },
            { type: 'text', text: 'c', style: { bold: true } },
            { type: 'text', text: ' ' },
            { type: 'emoji', name: 'tada' },
          ],
        },
      ],
    });
  });

  it('searches by word, person, place and day', async () => {
    const found = async (query: string) => (await ada().search.messages({ query })).messages?.matches?.map(one => one.text);
    expect(await found('"the board"')).toHaveLength(1);
    expect(await found('"board the"')).toHaveLength(0);
    expect(await found('board from:@ada in:#support')).toHaveLength(1);
    expect(await found('escalated from:helpdesk on:2026-03-02')).toEqual(['T-7 escalated']);
    expect(await found('escalated before:2026-03-02')).toEqual([]);
    expect(await found('has::eyes: -morning')).toEqual(['T-7 escalated']);
  });

  it('exchanges a standing token for one that expires, and renews that once', async () => {
    const oauth = new WebClient(undefined, { slackApiUrl: `${origin}/api/`, logLevel: LogLevel.ERROR }).oauth.v2;
    const first = await oauth.exchange({ ...client, token: 'xoxb-rotor' });
    expect(first).toMatchObject({ token_type: 'bot', expires_in: 43_200 });
    expect(await errorOf(as('xoxb-rotor').auth.test())).toMatchObject({ error: 'token_revoked' });
    const renewal = { ...client, grant_type: 'refresh_token' as const, refresh_token: String(first.refresh_token) };
    const second = await oauth.access(renewal);
    expect((await as(second.access_token ?? '').auth.test()).user).toBe('rotor');
    expect(await errorOf(oauth.access(renewal))).toMatchObject({ error: 'invalid_refresh_token' });
  });

  it('reminds people on the clock of the workspace, by Slackbot', async () => {
    await ada().reminders.add({ text: 'stand up', time: 'in 5 minutes' });
    await twins.admin('POST', at(namespace, '/clock'), { advanceMs: 300_000 });
    const { body } = await twins.admin('GET', at(namespace, '/state'));
    const messages = body.slack?.directMessages?.['ada,slackbot']?.messages as unknown as { text: string }[];
    expect(messages.map(message => message.text)).toEqual(['Reminder: stand up.']);
  });

  it('tells a connection of rtm.connect what happens where it is', async () => {
    const { url } = await bot().rtm.connect();
    const socket = new WebSocket(String(url));
    const [hello] = await once(socket, 'message');
    expect(JSON.parse(String(hello))).toMatchObject({ type: 'hello' });
    const heard = once(socket, 'message');
    await ada().chat.postMessage({ channel: await support(), text: 'over here' });
    expect(JSON.parse(String((await heard)[0]))).toMatchObject({ type: 'message', text: 'over here' });
    socket.close();
    await once(socket, 'close');
  });
});
