import { type Check, demand, same } from '../../../testing/conformance/check.ts';
import { bot, connect, refuses, userId } from '../client.ts';
import { channel, token, workspace } from '../seed.ts';

/** Who is where. */
export const membershipChecks: Check[] = [
  {
    id: 'members-join',
    title: 'joining twice succeeds with the warning already_in_channel',
    label: 'spec',
    seed: workspace,
    async run(bench) {
      const first = await bot(bench).conversations.join({ channel: channel.lounge });
      same([first.channel?.is_member, first.warning], [true, undefined]);
      const second = await bot(bench).conversations.join({ channel: channel.lounge });
      same([second.warning, second.response_metadata?.warnings], ['already_in_channel', ['already_in_channel']]);
      await refuses(bot(bench).conversations.join({ channel: channel.old }), 'is_archived');
      await refuses(bot(bench).conversations.join({ channel: channel.secret }), 'channel_not_found');
    },
  },
  {
    id: 'members-leave',
    title: 'leaving a channel one is not in succeeds and says so; #general cannot be left',
    label: 'docs',
    seed: workspace,
    async run(bench) {
      const leave = async () =>
        (await bot(bench).conversations.leave({ channel: channel.support })) as { not_in_channel?: boolean };
      same((await leave()).not_in_channel, undefined);
      same((await leave()).not_in_channel, true);
      await refuses(connect(bench, token.ada).conversations.leave({ channel: channel.general }), 'cant_leave_general');
    },
  },
  {
    id: 'members-invite',
    title: 'invite refuses oneself, members, strangers and outsiders, each in its own word',
    label: 'spec',
    seed: workspace,
    async run(bench) {
      const invite = (into: string, users: string) => bot(bench).conversations.invite({ channel: into, users });
      const { user_id: me = '' } = await bot(bench).auth.test();
      const cleo = await userId(bench, 'cleo');
      same((await invite(channel.support, cleo)).channel?.id, channel.support);
      await refuses(invite(channel.support, cleo), 'already_in_channel');
      await refuses(invite(channel.support, me), 'cant_invite_self');
      await refuses(invite(channel.support, 'U0NOBODY00'), 'user_not_found');
      await refuses(invite(channel.lounge, cleo), 'not_in_channel');
      await refuses(invite('C0NOWHERE0', cleo), 'channel_not_found');
    },
  },
  {
    id: 'members-kick',
    title: 'kick removes a member, but not oneself, and nobody who is not there',
    label: 'spec',
    seed: workspace,
    async run(bench) {
      const ada = connect(bench, token.ada);
      const ben = await userId(bench, 'ben');
      const kick = (user: string) => ada.conversations.kick({ channel: channel.support, user });
      await kick(ben);
      const { members = [] } = await ada.conversations.members({ channel: channel.support });
      demand(members.length > 0 && !members.includes(ben), 'ben is gone');
      await refuses(kick(ben), 'not_in_channel');
      await refuses(kick(await userId(bench, 'ada')), 'cant_kick_self');
    },
  },
  {
    id: 'members-pages',
    title: 'conversations.members pages through ids, each exactly once',
    label: 'spec',
    seed: workspace,
    async run(bench) {
      const seen: string[] = [];
      for await (const page of bot(bench).paginate('conversations.members', { channel: channel.support, limit: 1 })) {
        seen.push(...((page as { members?: string[] }).members ?? []));
      }
      const expected = await Promise.all(['ada', 'ben', 'helpdesk', 'writer'].map(name => userId(bench, name)));
      same(seen.toSorted(), expected.toSorted());
    },
  },
  {
    id: 'members-direct',
    title: 'opening a direct message twice gives the same one, and says it was open',
    label: 'docs',
    seed: workspace,
    async run(bench) {
      const users = await userId(bench, 'ada');
      const first = await bot(bench).conversations.open({ users });
      demand(/^D[A-Z0-9]+$/.test(first.channel?.id ?? ''), 'its id starts with D');
      const second = await bot(bench).conversations.open({ users, return_im: true });
      same([second.channel?.id, second.no_op, second.already_open], [first.channel?.id, true, true]);
      same([second.channel?.is_im, second.channel?.user], [true, users]);
      const posted = await bot(bench).chat.postMessage({ channel: users, text: 'hello' });
      same(posted.channel, first.channel?.id, 'a message to the user goes there');
    },
  },
  {
    id: 'members-group',
    title: 'a direct message of several is the same whatever the order of its people',
    label: 'docs',
    seed: workspace,
    async run(bench) {
      const [ada, ben] = [await userId(bench, 'ada'), await userId(bench, 'ben')];
      const first = await bot(bench).conversations.open({ users: `${ada},${ben}` });
      const second = await bot(bench).conversations.open({ users: `${ben},${ada}` });
      demand(/^[GC][A-Z0-9]+$/.test(first.channel?.id ?? ''), 'it has an id');
      same(second.channel?.id, first.channel?.id);
      const { channel: group } = await bot(bench).conversations.info({ channel: first.channel?.id ?? '' });
      same([group?.is_mpim, group?.name?.startsWith('mpdm-')], [true, true]);
    },
  },
  {
    id: 'members-direct-refused',
    title: 'a direct message needs somebody who exists, is active, and is no app when the writer is one',
    label: 'spec',
    seed: workspace,
    async run(bench) {
      await refuses(bot(bench).conversations.open({ users: 'U0NOBODY00' }), 'user_not_found');
      await refuses(bot(bench).conversations.open({ users: '' }), 'users_list_not_supplied');
      const zoe = await userId(bench, 'zoe');
      await refuses(bot(bench).conversations.open({ users: zoe }), 'user_disabled');
      const writer = await userId(bench, 'writer');
      await refuses(bot(bench).conversations.open({ users: writer }), 'cannot_dm_bot', 'an app to an app');
      await refuses(bot(bench).chat.postMessage({ channel: writer, text: 'x' }), 'cannot_dm_bot', 'posting to an app');
      same((await connect(bench, token.ada).conversations.open({ users: writer })).ok, true, 'a person to an app');
    },
  },
];
