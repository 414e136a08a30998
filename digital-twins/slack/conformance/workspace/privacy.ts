import { type Check, demand, same } from '../../../testing/conformance/check.ts';
import { bot, connect, refused, refuses, userId } from '../client.ts';
import { channel, token, workspace } from '../seed.ts';

/** What is not for everybody's eyes. */
export const privacyChecks: Check[] = [
  {
    id: 'privacy-files',
    title: 'a file in a private channel is for its members: others neither see nor fetch it',
    label: 'docs',
    seed: workspace,
    async run(bench) {
      const ada = connect(bench, token.ada);
      const answer = await ada.filesUploadV2({ file: Buffer.from('the plan'), filename: 'plan.txt', channel_id: channel.secret });
      const [file] = (answer.files as { files?: { id: string; url_private: string }[] }[]).flatMap(one => one.files ?? []);
      same((await ada.files.info({ file: file?.id ?? '' })).file?.name, 'plan.txt');
      await refuses(connect(bench, token.ben).files.info({ file: file?.id ?? '' }), 'file_not_found');
      const get = (as: string) =>
        fetch(file?.url_private ?? '', { headers: { authorization: `Bearer ${as}` }, redirect: 'manual' });
      same(await (await get(token.ada)).text(), 'the plan');
      demand(!(await (await get(token.ben)).text()).includes('the plan'), 'Ben gets no file');
      same((await connect(bench, token.ben).files.list({})).files, []);
    },
  },
  {
    id: 'privacy-direct',
    title: 'a direct message is invisible to everybody else',
    label: 'docs',
    seed: workspace,
    async run(bench) {
      const { channel: direct } = await connect(bench, token.ada).conversations.open({ users: await userId(bench, 'ben') });
      const where = direct?.id ?? '';
      await connect(bench, token.ada).chat.postMessage({ channel: where, text: 'between us' });
      same((await connect(bench, token.ben).conversations.history({ channel: where })).messages?.[0]?.text, 'between us');
      await refuses(bot(bench).conversations.history({ channel: where }), 'channel_not_found', 'history');
      await refuses(bot(bench).conversations.info({ channel: where }), 'channel_not_found', 'info');
      await refuses(bot(bench).chat.postMessage({ channel: where, text: 'x' }), 'channel_not_found', 'posting');
      const { channels = [] } = await bot(bench).conversations.list({ types: 'im,mpim' });
      same(
        channels.some(one => one.id === where),
        false,
        'in a list',
      );
    },
  },
  {
    id: 'privacy-scheduled',
    title: 'an app sees and deletes only what it has scheduled itself',
    label: 'docs',
    seed: workspace,
    async run(bench) {
      const post_at = Date.parse('2026-03-02T10:00:00Z') / 1000;
      const { scheduled_message_id = '' } = await bot(bench).chat.scheduleMessage({
        channel: channel.support,
        text: 'mine',
        post_at,
      });
      const writer = connect(bench, token.writer);
      same((await writer.chat.scheduledMessages.list({})).scheduled_messages, []);
      const stealing = writer.chat.deleteScheduledMessage({ channel: channel.support, scheduled_message_id });
      await refuses(stealing, 'invalid_scheduled_message_id');
      same(
        (await bot(bench).chat.scheduledMessages.list({})).scheduled_messages?.map(one => one.text),
        ['mine'],
      );
    },
  },
  {
    id: 'privacy-scopes',
    title: 'each kind of conversation needs its own scope, and the refusal names it',
    label: 'docs',
    seed: url => workspace(url, { app: { scopes: ['channels:read', 'channels:history'] } }),
    async run(bench) {
      const { channels = [] } = await bot(bench).conversations.list({ types: 'public_channel' });
      demand(channels.length > 0, 'public channels are listed');
      const { error, needed } = await refused(bot(bench).conversations.list({ types: 'private_channel' }));
      same([error, needed?.includes('groups:read')], ['missing_scope', true]);
      const join = await refused(bot(bench).conversations.join({ channel: channel.lounge }));
      same([join.error, join.provided], ['missing_scope', 'channels:read,channels:history']);
      demand(join.needed?.includes('channels:join') === true, `needed: ${join.needed}`);
    },
  },
  {
    id: 'privacy-private-channel',
    title: 'a private channel is made, shared by invitation, and lost by leaving',
    label: 'docs',
    seed: workspace,
    async run(bench) {
      const { channel: made } = await bot(bench).conversations.create({ name: 'bunker', is_private: true });
      const where = made?.id ?? '';
      same([made?.is_private, made?.is_member], [true, true]);
      const ben = connect(bench, token.ben);
      await refuses(ben.conversations.join({ channel: where }), 'channel_not_found', 'joining uninvited');
      await bot(bench).conversations.invite({ channel: where, users: await userId(bench, 'ben') });
      same((await ben.chat.postMessage({ channel: where, text: 'in' })).channel, where);
      await ben.conversations.leave({ channel: where });
      await refuses(ben.conversations.history({ channel: where }), 'channel_not_found', 'after leaving');
    },
  },
];
