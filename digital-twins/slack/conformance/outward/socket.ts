import { App } from '@slack/bolt';
import { SocketModeClient } from '@slack/socket-mode';
import { type Bench, type Check, demand, same } from '../../../testing/conformance/check.ts';
import { bot, connect, post, silent } from '../client.ts';
import { channel, token, workspace } from '../seed.ts';

const socketMode = (url: string) => workspace(url, { app: { socketMode: true, botEvents: ['message.channels', 'app_mention'] } });

const clientOptions = (bench: Bench) => ({ slackApiUrl: `${bench.url}/api/`, retryConfig: { retries: 0 }, logger: silent });

interface Delivered {
  ack(): Promise<void>;
  envelope_id: string;
  event: { text?: string };
  body: { event_id: string };
  retry_num?: number;
  retry_reason?: string;
}

/** A connected client, and a queue of the messages it hears. */
async function listen(bench: Bench): Promise<{ client: SocketModeClient; next(): Promise<Delivered>; count(): number }> {
  await connect(bench, token.appLevel).apps.connections.open();
  const client = new SocketModeClient({
    appToken: token.appLevel,
    logger: silent,
    clientOptions: clientOptions(bench),
    autoReconnectEnabled: false,
  });
  const heard: Delivered[] = [];
  let read = 0;
  let wake = () => undefined as unknown;
  client.on('message', (given: Delivered) => {
    heard.push(given);
    wake();
  });
  await client.start();
  bench.after(() => client.disconnect());
  const next = async (): Promise<Delivered> => {
    while (heard.length <= read) await new Promise(resolve => (wake = () => resolve(undefined)));
    read += 1;
    return heard[read - 1]!;
  };
  return { client, next, count: () => heard.length };
}

/** Events without an address: over a WebSocket. */
export const socketChecks: Check[] = [
  {
    id: 'socket-open',
    title: 'apps.connections.open gives an app-level token an address to connect to, and the first message is hello',
    label: 'docs',
    seed: socketMode,
    async run(bench) {
      const { url = '' } = await connect(bench, token.appLevel).apps.connections.open();
      demand(/^wss?:\/\//.test(url), `url is ${url}`);
      const socket = new WebSocket(url);
      bench.after(() => socket.close());
      const hello = await new Promise<MessageEvent>((resolve, reject) => {
        socket.onmessage = resolve;
        socket.onerror = () => reject(new Error('the socket does not open'));
      });
      const { type, num_connections, connection_info, debug_info } = JSON.parse(hello.data);
      same([type, num_connections, connection_info], ['hello', 1, { app_id: 'A0HELPDESK' }]);
      demand(typeof debug_info?.host === 'string', 'debug_info names a host');
    },
  },
  {
    id: 'socket-events',
    title: 'events come in envelopes with the payload that HTTP would carry',
    label: 'docs',
    seed: socketMode,
    async run(bench) {
      const { next } = await listen(bench);
      await post(bench, channel.support, 'over the wire');
      const { event, body, ack, envelope_id } = await next();
      same([event.text, (body as { type?: string }).type], ['over the wire', 'event_callback']);
      demand(/^Ev[A-Z0-9]+$/.test(body.event_id) && envelope_id.length > 0, 'it has its ids');
      await ack();
    },
  },
  {
    id: 'socket-redelivery',
    title: 'what is not acknowledged comes again, what is does not',
    label: 'docs',
    seed: socketMode,
    async run(bench) {
      const { next, count } = await listen(bench);
      await post(bench, channel.support, 'ignored');
      const first = await next();
      const second = await next();
      same([second.event.text, second.body.event_id], ['ignored', first.body.event_id]);
      same([first.retry_num, second.retry_num, second.retry_reason], [0, 1, 'timeout']);
      await second.ack();
      await post(bench, channel.support, 'taken');
      await (await next()).ack();
      await bench.admin('POST', '/clock', { advanceMs: 600_000 });
      await post(bench, channel.support, 'last');
      await (await next()).ack();
      same(count(), 4, 'messages heard');
    },
  },
  {
    id: 'socket-shared',
    title: 'of two connections each event goes to one',
    label: 'docs',
    seed: socketMode,
    async run(bench) {
      const sides = [await listen(bench), await listen(bench)];
      const texts: (string | undefined)[] = [];
      const done = Promise.withResolvers<void>();
      for (const { client } of sides) {
        client.on('message', ({ event, ack }: Delivered) => {
          void ack();
          texts.push(event.text);
          if (event.text === 'end') done.resolve();
        });
      }
      for (const text of ['a', 'b', 'c', 'd', 'end']) await post(bench, channel.support, text);
      await done.promise;
      same(texts.toSorted(), ['a', 'b', 'c', 'd', 'end']);
    },
  },
  {
    id: 'socket-bolt',
    title: 'Bolt in Socket Mode hears a mention and answers it',
    label: 'docs',
    seed: socketMode,
    async run(bench) {
      const { user_id: me } = await bot(bench).auth.test();
      const app = new App({
        token: token.helpdesk,
        appToken: token.appLevel,
        socketMode: true,
        logger: silent,
        clientOptions: clientOptions(bench),
      });
      const answered = Promise.withResolvers<string | undefined>();
      app.event('app_mention', async ({ say }) => answered.resolve((await say('Here')).ts));
      await app.start();
      bench.after(() => app.stop());
      await connect(bench, token.ada).chat.postMessage({ channel: channel.support, text: `<@${me}> are you there?` });
      const ts = await answered.promise;
      const { messages } = await bot(bench).conversations.history({ channel: channel.support, limit: 1 });
      same([messages?.[0]?.ts, messages?.[0]?.text], [ts, 'Here']);
    },
  },
];
