import { type Check, same } from '../../../testing/conformance/check.ts';
import { bot, connect, post, refuses } from '../client.ts';
import { channel, token, workspace } from '../seed.ts';

const divider = [{ type: 'divider' as const }];
const nowhere = '1700000000.000001';

/** Changing and deleting what was written. */
export const changeChecks: Check[] = [
  {
    id: 'changes-update',
    title: 'an updated message keeps its time and says who edited it',
    label: 'spec',
    seed: workspace,
    async run(bench) {
      const ts = await post(bench, channel.support, 'open');
      const answer = await bot(bench).chat.update({ channel: channel.support, ts, text: 'closed' });
      same([answer.channel, answer.ts, answer.text], [channel.support, ts, 'closed']);
      const { messages } = await bot(bench).conversations.history({ channel: channel.support, limit: 1 });
      const { user_id: me } = await bot(bench).auth.test();
      same([messages?.[0]?.text, messages?.[0]?.ts, messages?.[0]?.edited?.user], ['closed', ts, me]);
    },
  },
  {
    id: 'changes-blocks',
    title: 'text alone takes the blocks away, attachments alone leave them',
    label: 'docs',
    seed: workspace,
    async run(bench) {
      const { ts = '' } = await bot(bench).chat.postMessage({ channel: channel.support, text: 'x', blocks: divider });
      const kinds = async () => {
        const { messages } = await bot(bench).conversations.history({ channel: channel.support, limit: 1 });
        return messages?.[0]?.blocks?.map(block => block.type).filter(type => type !== 'rich_text') ?? [];
      };
      await bot(bench).chat.update({ channel: channel.support, ts, attachments: [{ text: 'a', fallback: 'a' }] });
      same(await kinds(), ['divider'], 'after attachments');
      await bot(bench).chat.update({ channel: channel.support, ts, text: 'plain' });
      same(await kinds(), [], 'after text');
    },
  },
  {
    id: 'changes-foreign-update',
    title: 'nobody updates the message of another: cant_update_message',
    label: 'spec',
    seed: workspace,
    async run(bench) {
      const mine = await post(bench, channel.support, 'mine');
      const { ts: hers = '' } = await connect(bench, token.ada).chat.postMessage({ channel: channel.support, text: 'hers' });
      await refuses(bot(bench).chat.update({ channel: channel.support, ts: hers, text: 'x' }), 'cant_update_message', 'a bot');
      await refuses(
        connect(bench, token.writer).chat.update({ channel: channel.support, ts: mine, text: 'x' }),
        'cant_update_message',
        'another bot',
      );
      await refuses(
        connect(bench, token.ben).chat.update({ channel: channel.support, ts: hers, text: 'x' }),
        'cant_update_message',
        'a person',
      );
    },
  },
  {
    id: 'changes-delete',
    title: 'a deleted message is gone; deleting it again is message_not_found',
    label: 'spec',
    seed: workspace,
    async run(bench) {
      const ts = await post(bench, channel.support, 'oops');
      const answer = await bot(bench).chat.delete({ channel: channel.support, ts });
      same([answer.channel, answer.ts], [channel.support, ts]);
      const { messages = [] } = await bot(bench).conversations.history({ channel: channel.support });
      same(
        messages.some(message => message.ts === ts),
        false,
      );
      await refuses(bot(bench).chat.delete({ channel: channel.support, ts }), 'message_not_found');
      await refuses(bot(bench).chat.update({ channel: channel.support, ts: nowhere, text: 'x' }), 'message_not_found');
    },
  },
  {
    id: 'changes-foreign-delete',
    title: 'a bot deletes only its own messages: cant_delete_message',
    label: 'spec',
    seed: workspace,
    async run(bench) {
      const { ts = '' } = await connect(bench, token.ben).chat.postMessage({ channel: channel.support, text: 'his' });
      await refuses(bot(bench).chat.delete({ channel: channel.support, ts }), 'cant_delete_message');
      same((await connect(bench, token.ben).chat.delete({ channel: channel.support, ts })).ts, ts, 'his own token');
    },
  },
  {
    id: 'changes-nothing',
    title: 'an update to nothing is no_text, to a channel that is not there channel_not_found',
    label: 'spec',
    seed: workspace,
    async run(bench) {
      const ts = await post(bench, channel.support, 'x');
      await refuses(bot(bench).apiCall('chat.update', { channel: channel.support, ts }), 'no_text');
      await refuses(bot(bench).chat.update({ channel: 'C0NOWHERE0', ts, text: 'x' }), 'channel_not_found');
    },
  },
];
