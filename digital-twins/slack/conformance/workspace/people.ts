import { type Check, demand, same } from '../../../testing/conformance/check.ts';
import { bot, connect, refuses, userId } from '../client.ts';
import { channel, token, workspace } from '../seed.ts';

/** Users, their profiles and their groups. */
export const peopleChecks: Check[] = [
  {
    id: 'people-by-email',
    title: 'lookupByEmail finds a person whatever the case, and says users_not_found for others',
    label: 'spec',
    seed: workspace,
    async run(bench) {
      const { user } = await bot(bench).users.lookupByEmail({ email: 'ADA@acme.example' });
      same([user?.name, user?.real_name, user?.profile?.email], ['ada', 'Ada Moreno', 'ada@acme.example']);
      await refuses(bot(bench).users.lookupByEmail({ email: 'nobody@acme.example' }), 'users_not_found');
      await refuses(bot(bench).users.lookupByEmail({ email: 'zoe@acme.example' }), 'users_not_found', 'a deactivated person');
    },
  },
  {
    id: 'people-info',
    title: 'users.info tells people from bots, and the deactivated from the active',
    label: 'recorded',
    seed: workspace,
    async run(bench) {
      const info = async (name: string) => (await bot(bench).users.info({ user: await userId(bench, name) })).user;
      const [ada, zoe, robot] = [await info('ada'), await info('zoe'), await info('helpdesk')];
      same([ada?.deleted, ada?.is_bot, ada?.tz, ada?.profile?.title], [false, false, 'Europe/Madrid', 'Support lead']);
      same([zoe?.deleted, robot?.is_bot, robot?.profile?.api_app_id], [true, true, 'A0HELPDESK']);
      await refuses(bot(bench).users.info({ user: 'U0NOBODY00' }), 'user_not_found');
    },
  },
  {
    id: 'people-pages',
    title: 'users.list is paged, each user exactly once',
    label: 'recorded',
    seed: workspace,
    async run(bench) {
      const seen: string[] = [];
      for await (const page of bot(bench).paginate('users.list', { limit: 2 })) {
        seen.push(...((page as { members?: { name: string }[] }).members ?? []).map(member => member.name));
      }
      const expected = ['ada', 'ben', 'cleo', 'helpdesk', 'reader', 'writer', 'zoe'];
      same(seen.filter(name => name !== 'slackbot').toSorted(), expected);
    },
  },
  {
    id: 'people-email-scope',
    title: 'without users:read.email a profile has no address',
    label: 'docs',
    seed: url => workspace(url, { app: { scopes: ['users:read', 'chat:write'] } }),
    async run(bench) {
      const { members = [] } = await bot(bench).users.list({});
      const ada = members.find(member => member.name === 'ada');
      same([ada?.real_name, ada?.profile?.email], ['Ada Moreno', undefined]);
      await refuses(bot(bench).users.lookupByEmail({ email: 'ada@acme.example' }), 'missing_scope');
    },
  },
  {
    id: 'people-profile',
    title: 'a person sets their own status, and others read it',
    label: 'docs',
    seed: workspace,
    async run(bench) {
      const profile = { status_text: 'on a train', status_emoji: ':mountain_railway:', status_expiration: 0 };
      await connect(bench, token.ada).users.profile.set({ profile });
      const { profile: read } = await bot(bench).users.profile.get({ user: await userId(bench, 'ada') });
      same([read?.status_text, read?.status_emoji, read?.real_name], ['on a train', ':mountain_railway:', 'Ada Moreno']);
    },
  },
  {
    id: 'people-conversations',
    title: 'users.conversations lists only what a user is in',
    label: 'docs',
    seed: workspace,
    async run(bench) {
      const list = async (user: string) => {
        const { channels = [] } = await bot(bench).users.conversations({ user, exclude_archived: true });
        return channels.map(one => one.name).toSorted();
      };
      same(await list(await userId(bench, 'cleo')), ['general', 'lounge']);
      same(await list(await userId(bench, 'ben')), ['general', 'support']);
    },
  },
  {
    id: 'people-usergroups',
    title: 'a user group is made, filled, listed and disabled; a handle is taken once',
    label: 'docs',
    seed: workspace,
    async run(bench) {
      const { usergroup: made } = await bot(bench).usergroups.create({ name: 'On call', handle: 'on-call' });
      demand(/^S[A-Z0-9]+$/.test(made?.id ?? ''), 'its id starts with S');
      const users = [await userId(bench, 'ada'), await userId(bench, 'ben')];
      const usergroup = made?.id ?? '';
      await bot(bench).usergroups.users.update({ usergroup, users: users.join(',') });
      same((await bot(bench).usergroups.users.list({ usergroup })).users?.toSorted(), users.toSorted());
      const { error } = await bot(bench)
        .usergroups.create({ name: 'Other', handle: 'on-call' })
        .catch(thrown => thrown.data);
      demand(typeof error === 'string', 'the same handle twice is refused');
      await bot(bench).usergroups.disable({ usergroup });
      same((await bot(bench).usergroups.list({})).usergroups, []);
      const all = await bot(bench).usergroups.list({ include_disabled: true, include_count: true });
      same(
        all.usergroups?.map(one => one.handle),
        ['on-call'],
      );
    },
  },
  {
    id: 'people-team',
    title: 'team.info and bots.info say what they are asked about',
    label: 'docs',
    seed: workspace,
    async run(bench) {
      const { team } = await bot(bench).team.info();
      same([team?.name, team?.domain], ['Acme', 'acme']);
      const { bot_id = '', user_id } = await bot(bench).auth.test();
      const { bot: robot } = await bot(bench).bots.info({ bot: bot_id });
      same([robot?.id, robot?.user_id, robot?.app_id, robot?.name], [bot_id, user_id, 'A0HELPDESK', 'helpdesk']);
      await refuses(bot(bench).bots.info({ bot: 'B0NOBODY00' }), 'bot_not_found');
    },
  },
  {
    id: 'people-search',
    title: 'search finds words, authors and channels, and only what the searcher may see',
    label: 'docs',
    seed: workspace,
    async run(bench) {
      await connect(bench, token.ada).chat.postMessage({ channel: channel.secret, text: 'the printer is insured' });
      const search = async (as: string, query: string) =>
        (await connect(bench, as).search.messages({ query, sort: 'timestamp', sort_dir: 'asc' })).messages?.matches?.map(
          one => one.text,
        );
      same(await search(token.ben, 'printer'), ['The printer is on fire']);
      same(await search(token.ada, 'printer'), ['The printer is on fire', 'the printer is insured']);
      same(await search(token.ada, 'from:@ben in:#support'), ['Calling the fire brigade']);
      same(await search(token.ada, '"fire brigade"'), ['Calling the fire brigade']);
      same(await search(token.ada, 'fire -brigade'), ['The printer is on fire']);
    },
  },
];
