import type { Bench, Check } from '../../../testing/conformance/check.ts';
import { demand, same } from '../../../testing/conformance/check.ts';
import { bot, post, userId } from '../client.ts';
import { demandSigned, receive, startBolt } from '../outward/receive.ts';
import { channel, listening } from '../seed.ts';
import { messagesIn, openWindow, say } from './web-client.ts';

const commands = listening([]);

const texts = async (bench: Bench) =>
  (await bot(bench).conversations.history({ channel: channel.support })).messages?.map(message => message.text) ?? [];

/** Types the command as Ada, and gives back what the product is sent. */
async function command(bench: Bench, text: string): Promise<URLSearchParams> {
  const page = await openWindow(bench, 'ada');
  await say(page, text);
  return new URLSearchParams((await bench.product.next('/slack/events')).body);
}

/** Answers at a response URL; status and text. */
async function respond(url: string | null, message: Record<string, unknown>): Promise<{ status: number; text: string }> {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(url ?? '', { method: 'POST', headers, body: JSON.stringify(message) });
  return { status: answer.status, text: await answer.text() };
}

/** Slash commands and where they are answered. */
export const commandChecks: Check[] = [
  {
    id: 'commands-form',
    title: 'a slash command comes as a signed form that says who, where and what',
    label: 'docs',
    seed: commands,
    async run(bench) {
      receive(bench);
      const page = await openWindow(bench, 'ada');
      await say(page, '/ticket Printer on fire');
      const heard = await bench.product.next('/slack/events');
      demandSigned(heard);
      same(heard.headers['content-type'], 'application/x-www-form-urlencoded');
      const form = Object.fromEntries(new URLSearchParams(heard.body));
      same(
        [form.command, form.text, form.channel_id, form.channel_name],
        ['/ticket', 'Printer on fire', channel.support, 'support'],
      );
      same([form.user_id, form.user_name, form.team_domain], [await userId(bench, 'ada'), 'ada', 'acme']);
      same([form.token, form.api_app_id, form.is_enterprise_install], ['conformance-verification-token', 'A0HELPDESK', 'false']);
      demand(form.team_id === (await bot(bench).auth.test()).team_id, 'team_id');
      demand(
        /^https?:\/\//.test(form.response_url ?? '') && /^\d+\.\d+\./.test(form.trigger_id ?? ''),
        'response_url and trigger_id',
      );
      same((await texts(bench)).length, 3, 'messages in history');
    },
  },
  {
    id: 'commands-answer',
    title: 'the text a command is answered with is seen by who typed it, and by nobody else',
    label: 'docs',
    seed: commands,
    async run(bench) {
      receive(bench, () => ({ body: 'Ticket T-12 opened' }));
      const page = await openWindow(bench, 'ada');
      await say(page, '/ticket');
      await messagesIn(page).getByText('Ticket T-12 opened').waitFor();
      const other = await openWindow(bench, 'ben');
      same(await messagesIn(other).getByText('Ticket T-12 opened').count(), 0, 'what Ben sees');
      same((await texts(bench)).length, 3, 'messages in history');
    },
  },
  {
    id: 'commands-in-channel',
    title: 'with response_type in_channel the answer is a message for all',
    label: 'docs',
    seed: commands,
    async run(bench) {
      const body = JSON.stringify({ response_type: 'in_channel', text: 'Ticket T-12 opened' });
      receive(bench, () => ({ headers: { 'content-type': 'application/json' }, body }));
      const page = await openWindow(bench, 'ada');
      await say(page, '/ticket');
      await messagesIn(page).getByText('Ticket T-12 opened').waitFor();
      demand((await texts(bench)).includes('Ticket T-12 opened'), 'history has it');
    },
  },
  {
    id: 'commands-bolt',
    title: 'Bolt acknowledges a command and responds by its response_url',
    label: 'docs',
    seed: commands,
    async run(bench) {
      const app = await startBolt(bench);
      app.command('/ticket', async ({ command: given, ack, respond: answer }) => {
        await ack();
        await answer({ response_type: 'in_channel', text: `Opened: ${given.text}` });
      });
      const page = await openWindow(bench, 'ada');
      await say(page, '/ticket smoke');
      await messagesIn(page).getByText('Opened: smoke').waitFor();
      demand((await texts(bench)).includes('Opened: smoke'), 'history has it');
    },
  },
  {
    id: 'commands-response-url',
    title: 'a response_url is good for five answers',
    label: 'docs',
    seed: commands,
    async run(bench) {
      receive(bench);
      const url = (await command(bench, '/ticket')).get('response_url');
      for (let count = 1; count <= 5; count += 1) {
        same((await respond(url, { response_type: 'in_channel', text: `answer ${count}` })).status, 200, `answer ${count}`);
      }
      const sixth = await respond(url, { response_type: 'in_channel', text: 'answer 6' });
      demand(sixth.status === 404 && sixth.text.includes('used_url'), `the sixth: ${sixth.status} ${sixth.text}`);
      same((await texts(bench)).slice(0, 2), ['answer 5', 'answer 4']);
    },
  },
  {
    id: 'commands-response-url-expired',
    title: 'a response_url is good for half an hour',
    label: 'docs',
    seed: commands,
    async run(bench) {
      receive(bench);
      const url = (await command(bench, '/ticket')).get('response_url');
      await bench.admin('POST', '/clock', { advanceMs: 29 * 60_000 });
      same((await respond(url, { response_type: 'in_channel', text: 'in time' })).status, 200);
      await bench.admin('POST', '/clock', { advanceMs: 2 * 60_000 });
      const late = await respond(url, { response_type: 'in_channel', text: 'too late' });
      demand(late.status === 404 && late.text.includes('expired_url'), `late: ${late.status} ${late.text}`);
      same((await texts(bench))[0], 'in time');
    },
  },
  {
    id: 'commands-failed',
    title: 'a command that fails tells who typed it',
    label: 'docs',
    seed: commands,
    async run(bench) {
      receive(bench, () => ({ status: 500 }));
      const page = await openWindow(bench, 'ada');
      await say(page, '/ticket');
      await page.getByText(/\/ticket failed with the error .http_service_error./).waitFor();
      await say(page, '/nonsense');
      await page.getByText(/\/nonsense is not a valid command/).waitFor();
    },
  },
  {
    id: 'commands-in-threads',
    title: 'commands do not work in threads: the app is not asked, the person is told',
    label: 'docs',
    seed: commands,
    async run(bench) {
      receive(bench, () => ({ body: 'heard' }));
      await post(bench, channel.support, 'Anyone awake?');
      const page = await openWindow(bench, 'ada');
      const article = messagesIn(page).getByRole('article').filter({ hasText: 'Anyone awake?' });
      await article.hover();
      await article.getByRole('link', { name: 'Reply in thread' }).click();
      const thread = page.getByRole('complementary', { name: 'Thread' });
      await thread.getByRole('textbox').fill('/ticket now');
      await thread.getByRole('textbox').press('Enter');
      await thread.getByText(/\/ticket is not supported in threads/).waitFor();
      await page.goto(`${bench.url}/?channel=support&as=ada`);
      await say(page, '/ticket here');
      const form = new URLSearchParams((await bench.product.next('/slack/events')).body);
      same(form.get('text'), 'here', 'the first command that the app is asked');
    },
  },
];
