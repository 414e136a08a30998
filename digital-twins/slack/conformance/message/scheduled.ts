import { type Bench, type Check, demand, same } from '../../../testing/conformance/check.ts';
import { bot, refuses } from '../client.ts';
import { channel, workspace } from '../seed.ts';

const now = Date.parse('2026-03-02T09:00:00Z') / 1000;
const schedule = (bench: Bench, seconds: number, text = 'later') =>
  bot(bench).chat.scheduleMessage({ channel: channel.support, text, post_at: now + seconds });
const texts = async (bench: Bench) =>
  (await bot(bench).conversations.history({ channel: channel.support })).messages?.map(message => message.text) ?? [];

/** Messages for later. */
export const scheduledChecks: Check[] = [
  {
    id: 'scheduled-sent',
    title: 'a scheduled message is listed until its time comes, and then is sent',
    label: 'docs',
    seed: workspace,
    async run(bench) {
      const { scheduled_message_id: id, message } = await schedule(bench, 600);
      demand(/^Q[A-Z0-9]+$/.test(id ?? ''), `its id is ${id}`);
      same(message?.text, 'later');
      const waiting = async () =>
        (await bot(bench).chat.scheduledMessages.list({})).scheduled_messages?.map(one => [one.id, one.post_at, one.text]);
      same(await waiting(), [[id, now + 600, 'later']]);
      same((await texts(bench)).includes('later'), false, 'sent before its time');
      await bench.admin('POST', '/clock', { advanceMs: 601_000 });
      same((await texts(bench))[0], 'later', 'the newest message');
      same(await waiting(), []);
    },
  },
  {
    id: 'scheduled-order',
    title: 'when much time passes at once, messages are sent in the order and at the time they were due',
    label: 'docs',
    seed: workspace,
    async run(bench) {
      await schedule(bench, 900, 'second');
      await schedule(bench, 300, 'first');
      await bench.admin('POST', '/clock', { advanceMs: 3_600_000 });
      const { messages = [] } = await bot(bench).conversations.history({ channel: channel.support, limit: 2 });
      same(
        messages.map(message => message.text),
        ['second', 'first'],
      );
      same(
        messages.map(message => Math.floor(Number(message.ts))),
        [now + 900, now + 300],
        'their times',
      );
    },
  },
  {
    id: 'scheduled-deleted',
    title: 'a scheduled message that is deleted is never sent',
    label: 'spec',
    seed: workspace,
    async run(bench) {
      const { scheduled_message_id = '' } = await schedule(bench, 600);
      const gone = { channel: channel.support, scheduled_message_id };
      same((await bot(bench).chat.deleteScheduledMessage(gone)).ok, true);
      await bench.admin('POST', '/clock', { advanceMs: 900_000 });
      same((await texts(bench)).includes('later'), false);
      await refuses(bot(bench).chat.deleteScheduledMessage(gone), 'invalid_scheduled_message_id');
    },
  },
  {
    id: 'scheduled-times',
    title: 'the past is time_in_past, more than 120 days ahead is time_too_far',
    label: 'spec',
    seed: workspace,
    async run(bench) {
      await refuses(schedule(bench, -60), 'time_in_past');
      await refuses(schedule(bench, 121 * 86_400), 'time_too_far');
      same((await schedule(bench, 119 * 86_400)).ok, true);
    },
  },
];
