import { createHmac } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { App, HTTPReceiver } from '@slack/bolt';
import { type Bench, demand } from '../../../testing/conformance/check.ts';
import type { Heard, Reply } from '../../../testing/product.ts';
import { bot, silent } from '../client.ts';
import { signingSecret, token } from '../seed.ts';

/** An Events API request as its receiver reads it (Slack docs, event wrapper). */
export interface Envelope {
  type: string;
  challenge?: string;
  token: string;
  team_id: string;
  api_app_id: string;
  event_id: string;
  event_time: number;
  authorizations: { team_id: string; user_id: string; is_bot: boolean }[];
  event: Event;
}

interface Event {
  type: string;
  subtype?: string;
  user?: string;
  text?: string;
  channel?: string;
  ts?: string;
  [field: string]: unknown;
}

/** Makes the product pass the handshake and answer everything else so; 200 and nothing by default. */
export function receive(bench: Bench, answer: (heard: Heard) => Reply | Promise<Reply> = () => ({})): void {
  bench.reply(heard => {
    const { type, challenge } = parse(heard.body);
    return type === 'url_verification' ? { body: String(challenge) } : answer(heard);
  });
}

/** The next event of a type that the product is sent; others are passed over. */
export async function nextEvent(bench: Bench, type: string): Promise<{ heard: Heard; body: Envelope }> {
  for (;;) {
    const heard = await bench.product.next('/slack/events');
    const body = parse(heard.body);
    if (body.type === 'event_callback' && body.event.type === type) return { heard, body };
  }
}

/** All events of a type that the product has been sent so far. */
export function eventsSoFar(bench: Bench, type: string): Event[] {
  const bodies = bench.product.heard.filter(({ path }) => path === '/slack/events').map(({ body }) => parse(body));
  return bodies.filter(body => body.type === 'event_callback' && body.event.type === type).map(body => body.event);
}

function parse(body: string): Envelope {
  return JSON.parse(body.startsWith('{') ? body : '{}');
}

/** Demands that a request is signed as Slack signs (Slack docs, "Verifying requests from Slack"), and just now. */
export function demandSigned({ headers, body }: Heard): void {
  const stamp = String(headers['x-slack-request-timestamp']);
  demand(Math.abs(Date.now() / 1000 - Number(stamp)) < 60, `X-Slack-Request-Timestamp is ${stamp}`);
  const expected = `v0=${createHmac('sha256', signingSecret).update(`v0:${stamp}:${body}`).digest('hex')}`;
  demand(headers['x-slack-signature'] === expected, `X-Slack-Signature is ${headers['x-slack-signature']}`);
}

/** Makes the product pass on what it hears, perhaps changed, to a server behind it. */
export function passOn(bench: Bench, origin: string, change: (heard: Heard) => Heard = heard => heard): void {
  bench.reply(async heard => {
    const { method, path, headers, body } = change(heard);
    const kept = Object.entries(headers).filter(([name]) => !['host', 'connection', 'content-length'].includes(name));
    const sent = { method, headers: kept as [string, string][], redirect: 'manual' as const };
    const response = await fetch(`${origin}${path}`, method === 'GET' ? sent : { ...sent, body });
    return { status: response.status, headers: plain(response.headers), body: await response.text() };
  });
}

function plain(headers: Headers): Record<string, string> {
  return Object.fromEntries(
    [...headers].filter(([name]) => !['connection', 'transfer-encoding', 'content-length'].includes(name)),
  );
}

/** Starts Bolt behind the product, as an engineer would set it up. */
export async function startBolt(bench: Bench, change?: (heard: Heard) => Heard): Promise<App> {
  // On a server that knows nothing this ends the check before Bolt begins to try again and again.
  await bot(bench).auth.test();
  const receiver = new HTTPReceiver({ signingSecret, logger: silent });
  const app = new App({ token: token.helpdesk, receiver, logger: silent, clientOptions: { slackApiUrl: `${bench.url}/api/` } });
  const server = await app.start(0);
  bench.after(() => app.stop());
  passOn(bench, `http://127.0.0.1:${(server.address() as AddressInfo).port}`, change);
  return app;
}
