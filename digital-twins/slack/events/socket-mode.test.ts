import { SocketModeClient } from '@slack/socket-mode';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { at, startTwins, type TwinsProcess } from '../../testing/twins-process.ts';
import { silent } from '../conformance/client.ts';

const namespace = 'socket-test';
let twins: TwinsProcess;
let origin: string;

beforeAll(async () => {
  twins = await startTwins();
  const app = {
    name: 'desk',
    id: 'A0DESK00001',
    token: 'xoxb-desk',
    appToken: 'xapp-desk',
    socketMode: true,
    botEvents: ['message.channels'],
  };
  const seeds = {
    clock: '2026-03-02T09:00:00Z',
    people: [{ id: 'ada', name: 'Ada Moreno', email: 'ada@acme.example' }],
    slack: { apps: [app], channels: [{ name: 'support', id: 'C0SUPPORT' }] },
  };
  await twins.admin('PUT', at(namespace), { seeds });
  origin = await twins.forward(namespace, 'slack');
});
afterAll(() => twins.stop());

const client = () =>
  new SocketModeClient({
    appToken: 'xapp-desk',
    logger: silent,
    // It waits as long as this before it connects anew.
    clientPingTimeout: 300,
    clientOptions: { slackApiUrl: `${origin}/api/`, retryConfig: { retries: 0 } },
  });
const post = (path: string, body: unknown, headers: Record<string, string>) =>
  fetch(`${origin}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
const say = (text: string) =>
  post('/api/chat.postMessage', { channel: 'C0SUPPORT', text }, { authorization: 'Bearer xoxb-desk' });
const heard = (socket: SocketModeClient) =>
  new Promise<{ text: string; retry: number }>(resolve => {
    socket.once('message', ({ ack, event, retry_num }) => void ack().then(() => resolve({ text: event.text, retry: retry_num })));
  });

it('keeps an event for an app that is not connected, and delivers it when it is', async () => {
  await say('before');
  const socket = client();
  const first = heard(socket);
  await socket.start();
  expect(await first).toEqual({ text: 'before', retry: 0 });
  const second = heard(socket);
  await say('after');
  expect(await second).toEqual({ text: 'after', retry: 0 });
  await socket.disconnect();
});

it('is asked to connect anew, does so, and misses nothing', async () => {
  const socket = client();
  await socket.start();
  const back = new Promise(resolve => socket.once('connected', resolve));
  await post('/client/apps/A0DESK00001/refresh', {}, { origin });
  await say('meanwhile');
  const text = heard(socket);
  await back;
  expect(await text).toMatchObject({ text: 'meanwhile' });
  await socket.disconnect();
});
