import { type Check, demand, same } from '../../../testing/conformance/check.ts';
import { bot, connect, post, userId } from '../client.ts';
import { channel, listening, token, workspace } from '../seed.ts';
import { demandSigned, eventsSoFar, nextEvent, receive, startBolt } from './receive.ts';

const messages = listening(['message.channels']);

/** How events are delivered. */
export const eventChecks: Check[] = [
  {
    id: 'events-handshake',
    title: 'a request URL is asked for its challenge, signed, before the first event comes',
    label: 'docs',
    seed: messages,
    async run(bench) {
      receive(bench);
      await post(bench, channel.support, 'hello');
      const first = await bench.product.next('/slack/events');
      const body = JSON.parse(first.body);
      same([body.type, body.token], ['url_verification', 'conformance-verification-token']);
      demand(String(body.challenge).length >= 16, 'there is a challenge');
      demandSigned(first);
      same((await nextEvent(bench, 'message')).body.event.text, 'hello');
    },
  },
  {
    id: 'events-handshake-failed',
    title: 'a request URL that fails its challenge gets no events',
    label: 'docs',
    seed: url => {
      const app = { eventsUrl: `${url}/wrong/events`, botEvents: ['message.channels'] };
      const other = {
        name: 'other',
        token: 'xoxb-conformance-other',
        eventsUrl: `${url}/slack/events`,
        botEvents: ['message.channels'],
      };
      return workspace(url, { app, others: [other] });
    },
    async run(bench) {
      bench.reply(({ path, body }) => ({
        body: path === '/slack/events' ? (JSON.parse(body).challenge ?? '') : 'not the challenge',
      }));
      for (const text of ['one', 'two']) {
        await post(bench, channel.general, text);
        same((await nextEvent(bench, 'message')).body.event.text, text, 'the other app');
      }
      await bench.product.next('/wrong/events');
      const kinds = bench.product.heard.filter(({ path }) => path === '/wrong/events').map(({ body }) => JSON.parse(body).type);
      same([...new Set(kinds)], ['url_verification'], 'what the app is sent');
    },
  },
  {
    id: 'events-envelope',
    title: 'an event comes in an envelope that says for whom, of what and when',
    label: 'docs',
    seed: messages,
    async run(bench) {
      receive(bench);
      const { user_id, team_id } = await bot(bench).auth.test();
      const { ts } = await connect(bench, token.ada).chat.postMessage({ channel: channel.support, text: 'smoke' });
      const { heard, body } = await nextEvent(bench, 'message');
      same(
        [body.type, body.team_id, body.api_app_id, body.token],
        ['event_callback', team_id, 'A0HELPDESK', 'conformance-verification-token'],
      );
      demand(/^Ev[A-Z0-9]+$/.test(body.event_id), `event_id is ${body.event_id}`);
      same(body.event_time, Math.floor(Number(ts)), 'event_time');
      const [authorization] = body.authorizations;
      same([authorization?.team_id, authorization?.user_id, authorization?.is_bot], [team_id, user_id, true]);
      const { event } = body;
      same([event.text, event.channel, event.ts, event.channel_type], ['smoke', channel.support, ts, 'channel']);
      same([event.event_ts, event.user], [ts, await userId(bench, 'ada')]);
      demandSigned(heard);
      demand(String(heard.headers['user-agent']).startsWith('Slackbot'), `User-Agent is ${heard.headers['user-agent']}`);
    },
  },
  {
    id: 'events-bolt',
    title: 'Bolt accepts the signature, hears the message and answers it',
    label: 'docs',
    seed: messages,
    async run(bench) {
      const app = await startBolt(bench);
      app.message('printer', async ({ message, say }) => {
        await say({ text: 'Have you tried water?', thread_ts: message.ts });
      });
      const { ts = '' } = await connect(bench, token.ada).chat.postMessage({
        channel: channel.support,
        text: 'the printer burns',
      });
      for (;;) {
        const { body } = await nextEvent(bench, 'message');
        if (body.event.text === 'Have you tried water?') break;
      }
      const { messages: thread = [] } = await bot(bench).conversations.replies({ channel: channel.support, ts });
      same(
        thread.map(message => message.text),
        ['the printer burns', 'Have you tried water?'],
      );
    },
  },
  {
    id: 'events-tampered',
    title: 'Bolt refuses a body that was changed on its way, and takes the next one that was not',
    label: 'docs',
    seed: messages,
    async run(bench) {
      const heardTexts: (string | undefined)[] = [];
      const app = await startBolt(bench, heard => ({ ...heard, body: heard.body.replace('pay ben', 'pay eve') }));
      app.event('message', async ({ event }) => void heardTexts.push((event as { text?: string }).text));
      const ada = connect(bench, token.ada);
      await ada.chat.postMessage({ channel: channel.support, text: 'pay ben 5' });
      await nextEvent(bench, 'message');
      const { entries } = await bench.admin('GET', '/journal?direction=out&operation=event&status=401&wait=5000');
      demand(Array.isArray(entries) && entries.length > 0, 'Bolt answered 401 to the changed body');
      await ada.chat.postMessage({ channel: channel.support, text: 'all fine' });
      for (;;) if ((await nextEvent(bench, 'message')).body.event.text === 'all fine') break;
      const { entries: taken } = await bench.admin('GET', '/journal?direction=out&operation=event&status=200&wait=5000');
      demand(Array.isArray(taken) && taken.length > 0, 'Bolt answered 200 to the honest body');
      same(heardTexts, ['all fine']);
    },
  },
  {
    id: 'events-retries',
    title: 'an event that fails is sent again three times, with the same event_id and the reason',
    label: 'docs',
    seed: messages,
    async run(bench) {
      receive(bench, () => ({ status: 500 }));
      await post(bench, channel.support, 'try me');
      const tried = [await nextEvent(bench, 'message'), await nextEvent(bench, 'message')];
      for (const minutes of [1, 5]) {
        await settled(bench, tried.length);
        await bench.admin('POST', '/clock', { advanceMs: minutes * 60_000 + 1000 });
        tried.push(await nextEvent(bench, 'message'));
      }
      const numbers = tried.map(({ heard }) => heard.headers['x-slack-retry-num']);
      same(numbers, [undefined, '1', '2', '3'], 'X-Slack-Retry-Num');
      const reasons = tried.map(({ heard }) => heard.headers['x-slack-retry-reason']);
      same(reasons, [undefined, 'http_error', 'http_error', 'http_error'], 'X-Slack-Retry-Reason');
      same(new Set(tried.map(({ body }) => body.event_id)).size, 1, 'event ids');
      for (const { heard } of tried) demandSigned(heard);
    },
  },
  {
    id: 'events-timeout',
    title: 'an answer that takes more than three seconds is a failure: http_timeout',
    label: 'docs',
    seed: messages,
    async run(bench) {
      let count = 0;
      receive(bench, () => {
        count += 1;
        return count === 1 ? new Promise(() => undefined) : {};
      });
      const start = Date.now();
      await post(bench, channel.support, 'slow');
      await nextEvent(bench, 'message');
      const { heard } = await nextEvent(bench, 'message');
      same([heard.headers['x-slack-retry-num'], heard.headers['x-slack-retry-reason']], ['1', 'http_timeout']);
      demand(Date.now() - start >= 2900, 'the retry came after three seconds');
    },
  },
  {
    id: 'events-no-retry',
    title: 'X-Slack-No-Retry: 1 ends the retries',
    label: 'docs',
    seed: messages,
    async run(bench) {
      receive(bench, () => ({ status: 500, headers: { 'X-Slack-No-Retry': '1' } }));
      await post(bench, channel.support, 'only once');
      await nextEvent(bench, 'message');
      await settled(bench, 1);
      await bench.admin('POST', '/clock', { advanceMs: 600_000 });
      receive(bench);
      await post(bench, channel.support, 'the next one');
      for (;;) if ((await nextEvent(bench, 'message')).body.event.text === 'the next one') break;
      same(
        eventsSoFar(bench, 'message').map(event => event.text),
        ['only once', 'the next one'],
      );
    },
  },
];

/** Waits until the twin knows what came of `count` attempts. */
async function settled(bench: Parameters<Check['run']>[0], count: number): Promise<void> {
  for (;;) {
    const { entries } = await bench.admin('GET', '/journal?direction=out&operation=event&wait=1000');
    if (!Array.isArray(entries) || entries.length >= count) return;
  }
}
