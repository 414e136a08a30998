import { type Check, demand, same } from '../../../testing/conformance/check.ts';
import { bot, connect, post, refuses, userId } from '../client.ts';
import { channel, token, workspace } from '../seed.ts';

/** What belongs to one person: presence, pauses, reminders, what they have read. */
export const personalChecks: Check[] = [
  {
    id: 'personal-presence',
    title: 'a person goes away by hand and comes back',
    label: 'docs',
    seed: workspace,
    async run(bench) {
      const user = await userId(bench, 'ada');
      const ada = connect(bench, token.ada);
      await ada.users.setPresence({ presence: 'away' });
      same((await bot(bench).users.getPresence({ user })).presence, 'away');
      await refuses(ada.users.setPresence({ presence: 'nonsense' as 'away' }), 'invalid_presence');
    },
  },
  {
    id: 'personal-read',
    title: 'conversations.mark moves what a person has read',
    label: 'docs',
    seed: workspace,
    async run(bench) {
      const ada = connect(bench, token.ada);
      const ts = await post(bench, channel.support, 'news');
      await ada.conversations.mark({ channel: channel.support, ts });
      const { channel: info } = await ada.conversations.info({ channel: channel.support });
      same(info?.last_read, ts);
      await refuses(ada.conversations.mark({ channel: 'C0NOWHERE0', ts }), 'channel_not_found');
    },
  },
  {
    id: 'personal-purpose',
    title: 'setPurpose sets what a channel is for; more than 250 characters are too_long',
    label: 'spec',
    seed: workspace,
    async run(bench) {
      await bot(bench).conversations.setPurpose({ channel: channel.support, purpose: 'Fires' });
      const { channel: info } = await bot(bench).conversations.info({ channel: channel.support, include_num_members: true });
      same([info?.purpose?.value, info?.num_members, info?.topic?.value], ['Fires', 4, 'Customer escalations']);
      await refuses(bot(bench).conversations.setPurpose({ channel: channel.support, purpose: 'x'.repeat(251) }), 'too_long');
    },
  },
  {
    id: 'personal-pause',
    title: 'a person pauses notifications for some minutes, and ends the pause',
    label: 'docs',
    seed: workspace,
    async run(bench) {
      const ada = connect(bench, token.ada);
      const { snooze_enabled, snooze_remaining = 0 } = await ada.dnd.setSnooze({ num_minutes: 30 });
      same(snooze_enabled, true);
      demand(snooze_remaining > 1_700 && snooze_remaining <= 1_800, `snooze_remaining is ${snooze_remaining}`);
      same((await ada.dnd.endSnooze()).snooze_enabled, false);
    },
  },
  {
    id: 'personal-reminders',
    title: 'a reminder is added, listed, completed and deleted',
    label: 'docs',
    seed: workspace,
    async run(bench) {
      const ada = connect(bench, token.ada);
      const time = String(Date.parse('2026-03-02T10:00:00Z') / 1000);
      const { reminder } = await ada.reminders.add({ text: 'feed the fish', time });
      same([reminder?.text, reminder?.time, reminder?.recurring], ['feed the fish', Number(time), false]);
      const list = async () => (await ada.reminders.list()).reminders?.map(one => [one.text, (one.complete_ts ?? 0) > 0]);
      same(await list(), [['feed the fish', false]]);
      await ada.reminders.complete({ reminder: reminder?.id ?? '' });
      same(await list(), [['feed the fish', true]]);
      await ada.reminders.delete({ reminder: reminder?.id ?? '' });
      same(await list(), []);
    },
  },
  {
    id: 'personal-page-size',
    title: 'history without a limit is a page of 100',
    label: 'docs',
    seed: url => {
      const messages = Array.from({ length: 105 }, (_, index) => ({ from: 'ada', text: `m${index}` }));
      return workspace(url, { slack: { channels: [{ name: 'support', id: channel.support, messages }] } });
    },
    async run(bench) {
      const { messages, has_more } = await bot(bench).conversations.history({ channel: channel.support });
      same([messages?.length, messages?.[0]?.text, has_more], [100, 'm104', true]);
    },
  },
];
