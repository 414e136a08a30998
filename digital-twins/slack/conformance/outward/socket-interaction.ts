import { App } from '@slack/bolt';
import { SocketModeClient } from '@slack/socket-mode';
import { type Bench, type Check, demand, failure, same } from '../../../testing/conformance/check.ts';
import { bot, connect, post, refuses, silent } from '../client.ts';
import { messagesIn, openWindow, say } from '../page/web-client.ts';
import { channel, token, workspace } from '../seed.ts';

const slashCommands = [{ command: '/ticket', description: 'Opens a ticket' }];
const socketMode = (url: string) => workspace(url, { app: { socketMode: true, slashCommands } });

async function startApp(bench: Bench): Promise<App> {
  await bot(bench).auth.test();
  const clientOptions = { slackApiUrl: `${bench.url}/api/` };
  const app = new App({ token: token.helpdesk, appToken: token.appLevel, socketMode: true, logger: silent, clientOptions });
  await app.start();
  bench.after(() => app.stop());
  return app;
}

/** What people do, told over a WebSocket and answered in its acknowledgement. */
export const socketInteractionChecks: Check[] = [
  {
    id: 'socket-command',
    title: 'a slash command over Socket Mode is answered in its acknowledgement',
    label: 'docs',
    seed: socketMode,
    async run(bench) {
      const app = await startApp(bench);
      app.command('/ticket', async ({ command, ack }) => ack({ response_type: 'in_channel', text: `Opened ${command.text}` }));
      const page = await openWindow(bench, 'ada');
      await say(page, '/ticket smoke');
      await messagesIn(page).getByText('Opened smoke').waitFor();
      const { messages } = await bot(bench).conversations.history({ channel: channel.support, limit: 1 });
      same(messages?.[0]?.text, 'Opened smoke');
    },
  },
  {
    id: 'socket-modal',
    title: 'a modal opens and is refused field by field over Socket Mode',
    label: 'docs',
    seed: socketMode,
    async run(bench) {
      const app = await startApp(bench);
      app.command('/ticket', async ({ ack, body, client }) => {
        await ack();
        const element = { type: 'plain_text_input' as const, action_id: 'text' };
        const label = { type: 'plain_text' as const, text: 'Title' };
        const view = {
          type: 'modal' as const,
          callback_id: 'ticket',
          title: { type: 'plain_text' as const, text: 'New ticket' },
          submit: { type: 'plain_text' as const, text: 'Create' },
          blocks: [{ type: 'input' as const, block_id: 'title', label, element }],
        };
        await client.views.open({ trigger_id: body.trigger_id, view });
      });
      app.view('ticket', async ({ ack }) => ack({ response_action: 'errors', errors: { title: 'Not this one' } }));
      const page = await openWindow(bench, 'ada');
      await say(page, '/ticket');
      const dialog = page.getByRole('dialog', { name: 'New ticket' });
      await dialog.getByLabel('Title').fill('x');
      await dialog.getByRole('button', { name: 'Create' }).click();
      await dialog.getByText('Not this one').waitFor();
    },
  },
  {
    id: 'socket-refresh',
    title: 'an app that is asked to connect anew does so, and hears what was said meanwhile',
    label: 'docs',
    seed: url => workspace(url, { app: { socketMode: true, botEvents: ['message.channels'] } }),
    async run(bench) {
      const opened = await connect(bench, token.appLevel).apps.connections.open();
      const raw = new WebSocket(`${opened.url}&debug_reconnects=true`);
      bench.after(() => raw.close());
      const said: { type: string; reason?: string; debug_info?: { approximate_connection_time?: number } }[] = [];
      raw.onmessage = ({ data }) => void said.push(JSON.parse(data));
      await new Promise(resolve => raw.addEventListener('message', resolve, { once: true }));
      same(said[0]?.debug_info?.approximate_connection_time, 360, 'seconds of a connection with debug_reconnects');
      // It waits as long as its ping timeout before it connects anew.
      const clientOptions = { slackApiUrl: `${bench.url}/api/`, retryConfig: { retries: 0 } };
      const client = new SocketModeClient({ appToken: token.appLevel, logger: silent, clientPingTimeout: 200, clientOptions });
      const texts = Promise.withResolvers<string>();
      client.on('message', ({ ack, event }) => void ack().then(() => texts.resolve(event.text)));
      await client.start();
      bench.after(() => client.disconnect());
      const closed = new Promise(resolve => raw.addEventListener('close', resolve, { once: true }));
      const again = new Promise(resolve => client.once('connected', resolve));
      await fetch(`${bench.url}/client/apps/A0HELPDESK/refresh`, { method: 'POST', headers: { origin: bench.url } });
      await closed;
      same([said.at(-1)?.type, said.at(-1)?.reason], ['disconnect', 'refresh_requested']);
      await post(bench, channel.support, 'meanwhile');
      await again;
      same(await texts.promise, 'meanwhile');
    },
  },
  {
    id: 'socket-refused',
    title: 'no socket for a bot token, an unknown one, or an address that was made up',
    label: 'docs',
    seed: socketMode,
    async run(bench) {
      await refuses(connect(bench, 'xapp-1-A0-never-issued').apps.connections.open(), 'invalid_auth');
      await refuses(connect(bench, undefined).apps.connections.open(), 'not_authed');
      const { url = '' } = await connect(bench, token.appLevel).apps.connections.open();
      const opened = (address: string) =>
        new Promise<void>((resolve, reject) => {
          const socket = new WebSocket(address);
          bench.after(() => socket.close());
          socket.onmessage = () => resolve();
          socket.onerror = () => reject(new Error('refused'));
        });
      const wrong = new URL(url);
      for (const name of wrong.searchParams.keys()) wrong.searchParams.set(name, 'made-up');
      same((await failure(() => opened(wrong.href))).message, 'refused');
      await opened(url);
      demand((await connect(bench, token.appLevel).apps.connections.open()).url !== url, 'each address is a new one');
    },
  },
];
