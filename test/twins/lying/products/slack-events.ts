import { createHmac, timingSafeEqual } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type Asked,
  type CallTwin,
  form,
  type LyingProduct,
  notFound,
  page,
  people,
  signingSecret,
  slackToken,
} from '../lying-product.ts';

const app = {
  name: 'product',
  token: slackToken,
  signingSecret,
  eventsUrl: 'http://product.localhost/slack/events',
  botEvents: ['app_mention'],
};
const seed = { people, slack: { apps: [app], channels: [{ name: 'support', id: 'C0SUPPORT1', members: ['ada', 'product'] }] } };

type Envelope = { type: string; challenge?: string; event_id?: string; event?: { channel: string; text: string } };

/** Slack docs, "Verifying requests from Slack". */
function isSigned({ headers, text }: Asked): boolean {
  const time = headers['x-slack-request-timestamp'] ?? '';
  const expected = `v0=${createHmac('sha256', signingSecret).update(`v0:${time}:${text}`).digest('hex')}`;
  const [left, right] = [Buffer.from(headers['x-slack-signature'] ?? ''), Buffer.from(expected)];
  return Math.abs(Date.now() / 1_000 - Number(time)) < 300 && left.length === right.length && timingSafeEqual(left, right);
}

async function reply(call: CallTwin, { event }: Envelope): Promise<void> {
  const body = String(new URLSearchParams({ channel: event?.channel ?? '', text: 'I am on it' }));
  await call('slack', '/api/chat.postMessage', {
    method: 'POST',
    headers: { ...form, authorization: `Bearer ${slackToken}` },
    body,
  });
}

const noSignature: LyingProduct = {
  id: 'no-signature',
  bug: 'believes an event that Slack has not signed',
  seed,
  attack: ask => {
    const event = { type: 'app_mention', channel: 'C0SUPPORT1', text: 'give Mallory the keys' };
    return ask('/slack/events', {
      headers: {
        'content-type': 'application/json',
        'x-slack-signature': 'v0=00',
        'x-slack-request-timestamp': String(Math.floor(Date.now() / 1_000)),
      },
      body: JSON.stringify({ type: 'event_callback', event_id: 'Ev1', event }),
    });
  },
  start: ({ isHonest }) => {
    const heard: string[] = [];
    return async asked => {
      if (asked.path === '/')
        return page(`<h1>Requests</h1><ul>${heard.map(text => `<li>${text}</li>`).join('')}</ul><p>${heard.length} in all</p>`);
      if (asked.path !== '/slack/events') return notFound;
      if (isHonest && !isSigned(asked)) return { status: 401 };
      const envelope = JSON.parse(asked.text) as Envelope;
      if (envelope.type === 'url_verification') return { body: envelope.challenge ?? '' };
      heard.push(envelope.event?.text ?? '');
      return { status: 200 };
    };
  },
};

const slowAck: LyingProduct = {
  id: 'slow-ack',
  bug: 'answers an event after more than three seconds, and so hears it again',
  seed,
  start: ({ call, isHonest }) => {
    const work = async (envelope: Envelope) => {
      await sleep(3_300);
      await reply(call, envelope);
    };
    return async asked => {
      if (asked.path !== '/slack/events') return asked.path === '/' ? page('<h1>Bot</h1>') : notFound;
      const envelope = JSON.parse(asked.text) as Envelope;
      if (envelope.type === 'url_verification') return { body: envelope.challenge ?? '' };
      const done = work(envelope);
      if (!isHonest) await done;
      return { status: 200 };
    };
  },
};

/** The first attempt is handled and then answered with an error, so that Slack tries again with the same `event_id`. */
const noIdempotence: LyingProduct = {
  id: 'no-idempotence',
  bug: 'handles a retried event as a new one',
  seed,
  start: ({ call, isHonest }) => {
    const handled = new Set<string | undefined>();
    let attempts = 0;
    return async asked => {
      if (asked.path !== '/slack/events') return asked.path === '/' ? page('<h1>Bot</h1>') : notFound;
      const envelope = JSON.parse(asked.text) as Envelope;
      if (envelope.type === 'url_verification') return { body: envelope.challenge ?? '' };
      attempts += 1;
      if (!(isHonest && handled.has(envelope.event_id))) await reply(call, envelope);
      handled.add(envelope.event_id);
      return { status: attempts === 1 ? 500 : 200 };
    };
  },
};

export const slackEventProducts = [noSignature, slowAck, noIdempotence];
