import type { Buffer } from 'node:buffer';
import { type Check, demand, same } from '../../../testing/conformance/check.ts';
import { bot, connect, post, userId } from '../client.ts';
import { channel, token, workspace } from '../seed.ts';
import { messagesIn, openWindow, say } from './web-client.ts';

/** The window people look at. */
export const windowChecks: Check[] = [
  {
    id: 'window-typing',
    title: 'what a person types is their message, for the API and for others at once',
    label: 'docs',
    seed: workspace,
    async run(bench) {
      const [adas, bens] = [await openWindow(bench, 'ada'), await openWindow(bench, 'ben')];
      await say(adas, 'Who has the keys?');
      await messagesIn(bens).getByText('Who has the keys?').waitFor();
      const { messages } = await bot(bench).conversations.history({ channel: channel.support, limit: 1 });
      same([messages?.[0]?.text, messages?.[0]?.user], ['Who has the keys?', await userId(bench, 'ada')]);
      same(messages?.[0]?.bot_id, undefined, 'bot_id of a person');
    },
  },
  {
    id: 'window-live',
    title: 'an open window shows new, changed and deleted messages without being loaded again',
    label: 'docs',
    seed: workspace,
    async run(bench) {
      const page = await openWindow(bench, 'ada');
      const ts = await post(bench, channel.support, 'first words');
      await messagesIn(page).getByText('first words').waitFor();
      await bot(bench).chat.update({ channel: channel.support, ts, text: 'second thoughts' });
      await messagesIn(page).getByText('second thoughts').waitFor();
      await bot(bench).chat.delete({ channel: channel.support, ts });
      await messagesIn(page).getByText('second thoughts').waitFor({ state: 'detached' });
    },
  },
  {
    id: 'window-ephemeral',
    title: 'an ephemeral message is seen by its addressee only',
    label: 'docs',
    seed: workspace,
    async run(bench) {
      const [adas, bens] = [await openWindow(bench, 'ada'), await openWindow(bench, 'ben')];
      await bot(bench).chat.postEphemeral({ channel: channel.support, user: await userId(bench, 'ada'), text: 'just for you' });
      await messagesIn(adas).getByText('just for you').waitFor();
      await post(bench, channel.support, 'for all');
      await messagesIn(bens).getByText('for all').waitFor();
      same(await messagesIn(bens).getByText('just for you').count(), 0, 'what Ben sees');
    },
  },
  {
    id: 'window-private',
    title: 'a window shows private channels to their members only',
    label: 'docs',
    seed: workspace,
    async run(bench) {
      await connect(bench, token.ada).chat.postMessage({ channel: channel.secret, text: 'the plan' });
      const [adas, bens] = [await openWindow(bench, 'ada', 'secret'), await openWindow(bench, 'ben')];
      same(await messagesIn(adas, 'secret').getByText('the plan').count(), 1);
      same(await bens.getByRole('link', { name: /secret/ }).count(), 0, 'links to it');
      await bens.goto(`${bench.url}/?channel=secret&as=ben`);
      same(await bens.getByText('the plan').count(), 0, 'what Ben sees when he goes there');
    },
  },
  {
    id: 'window-escaped',
    title: 'a message cannot bring markup into the window',
    label: 'docs',
    seed: workspace,
    async run(bench) {
      const text = '<img src=x onerror="document.title=1"> *bold* <https://acme.example|a link>';
      await post(bench, channel.support, text);
      const page = await openWindow(bench, 'ada');
      await messagesIn(page).getByRole('link', { name: 'a link' }).waitFor();
      same(await messagesIn(page).locator('img[src="x"]').count(), 0, 'images from text');
      demand((await page.title()) !== '1', 'no script ran');
    },
  },
  {
    id: 'window-picture',
    title: 'three runs of the same story give the same picture, pixel by pixel',
    label: 'docs',
    seed: workspace,
    async run(bench) {
      const pictures: Buffer[] = [];
      for (let run = 0; run < 3; run += 1) {
        await bench.admin('POST', '/reset');
        const timestamp = await post(bench, channel.support, 'T-8 *escalated* to <https://acme.example|the board>');
        await bot(bench).reactions.add({ channel: channel.support, timestamp, name: 'eyes' });
        await bot(bench).chat.postMessage({ channel: channel.support, text: 'noted', thread_ts: timestamp });
        const page = await openWindow(bench, 'ada');
        await messagesIn(page).getByText('escalated', { exact: true }).waitFor();
        pictures.push(await page.screenshot({ animations: 'disabled', caret: 'hide' }));
        await page.close();
      }
      const [first, second, third] = pictures;
      demand(first !== undefined && first.length > 5_000, 'there is a picture');
      same([second?.equals(first), third?.equals(first)], [true, true], 'the second and third like the first');
    },
  },
];
