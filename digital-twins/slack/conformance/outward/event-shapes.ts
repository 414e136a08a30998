import { type Check, demand, same } from '../../../testing/conformance/check.ts';
import { bot, connect, post, userId } from '../client.ts';
import { channel, listening, token } from '../seed.ts';
import { eventsSoFar, nextEvent, receive } from './receive.ts';

/** Events field by field, as the types of `@slack/types` declare them, and what must not come. */
export const eventShapeChecks: Check[] = [
  {
    id: 'events-reply',
    title: 'a reply in a thread is told once, as a message with its thread',
    label: 'docs',
    seed: listening(['message.channels']),
    async run(bench) {
      receive(bench);
      const thread_ts = await post(bench, channel.support, 'root');
      await connect(bench, token.ada).chat.postMessage({ channel: channel.support, text: 'reply', thread_ts });
      await post(bench, channel.support, 'end');
      for (;;) if ((await nextEvent(bench, 'message')).body.event.text === 'end') break;
      const seen = eventsSoFar(bench, 'message').map(event => [event.text, event.subtype, event.thread_ts]);
      same(
        seen.toSorted(),
        [
          ['end', undefined, undefined],
          ['reply', undefined, thread_ts],
          ['root', undefined, undefined],
        ].toSorted(),
      );
    },
  },
  {
    id: 'events-pin-fields',
    title: 'pin events carry who pinned what and how many pins there are, as a text',
    label: 'docs',
    seed: listening(['pin_added', 'pin_removed']),
    async run(bench) {
      receive(bench);
      const timestamp = await post(bench, channel.support, 'x');
      const me = (await bot(bench).auth.test()).user_id;
      await bot(bench).pins.add({ channel: channel.support, timestamp });
      await bot(bench).pins.remove({ channel: channel.support, timestamp });
      for (const [type, count] of [
        ['pin_added', '1'],
        ['pin_removed', '0'],
      ] as const) {
        const { event } = (await nextEvent(bench, type)).body;
        const { channel: where, pinned_by, pinned_ts } = event.pinned_info as Record<string, unknown>;
        same([event.user, event.item_user, event.pin_count, where, pinned_by], [me, me, count, channel.support, me], type);
        demand(typeof pinned_ts === 'number', 'pinned_ts is a number');
      }
    },
  },
  {
    id: 'events-group-fields',
    title: 'a change of a user group tells who came and who went, and how many',
    label: 'docs',
    seed: listening(['subteam_created', 'subteam_members_changed']),
    async run(bench) {
      receive(bench);
      const [ada, ben] = [await userId(bench, 'ada'), await userId(bench, 'ben')];
      const { usergroup } = await bot(bench).usergroups.create({ name: 'On call', handle: 'on-call' });
      const made = (await nextEvent(bench, 'subteam_created')).body.event.subteam as { id?: string; handle?: string };
      same([made.id, made.handle], [usergroup?.id, 'on-call']);
      await bot(bench).usergroups.users.update({ usergroup: usergroup?.id ?? '', users: ada });
      await nextEvent(bench, 'subteam_members_changed');
      await bot(bench).usergroups.users.update({ usergroup: usergroup?.id ?? '', users: ben });
      const { event } = (await nextEvent(bench, 'subteam_members_changed')).body;
      same([event.subteam_id, event.added_users, event.removed_users], [usergroup?.id, [ben], [ada]]);
      same([event.added_users_count, event.removed_users_count], [1, 1]);
      demand(typeof event.date_previous_update === 'number', 'date_previous_update is a number');
    },
  },
  {
    id: 'events-person-fields',
    title: 'a changed profile is a user_change with the whole user',
    label: 'docs',
    seed: listening(['user_change']),
    async run(bench) {
      receive(bench);
      await connect(bench, token.ada).users.profile.set({ profile: { status_text: 'on a train' } });
      const user = (await nextEvent(bench, 'user_change')).body.event.user as unknown;
      const { id, name, profile } = user as {
        id?: string;
        name?: string;
        profile?: { status_text?: string; real_name?: string };
      };
      same([id, name], [await userId(bench, 'ada'), 'ada']);
      same([profile?.status_text, profile?.real_name], ['on a train', 'Ada Moreno']);
    },
  },
  {
    id: 'events-unfurl',
    title: 'a link of the app is told, and unfurled into an attachment of its message',
    label: 'docs',
    seed: listening(['link_shared'], { app: { unfurlDomains: ['board.example'] } }),
    async run(bench) {
      receive(bench);
      const text = 'see <https://board.example/T-7>';
      const { ts = '' } = await connect(bench, token.ada).chat.postMessage({ channel: channel.support, text });
      const { event } = (await nextEvent(bench, 'link_shared')).body;
      same(
        [event.message_ts, event.channel, event.links],
        [ts, channel.support, [{ url: 'https://board.example/T-7', domain: 'board.example' }]],
      );
      const unfurls = { 'https://board.example/T-7': { title: 'T-7', text: 'Printer on fire' } };
      await bot(bench).chat.unfurl({ channel: channel.support, ts, unfurls });
      const { messages } = await bot(bench).conversations.history({ channel: channel.support, limit: 1 });
      const [attachment] = messages?.[0]?.attachments ?? [];
      same(
        [attachment?.title, attachment?.text, attachment?.app_unfurl_url],
        ['T-7', 'Printer on fire', 'https://board.example/T-7'],
      );
    },
  },
  {
    id: 'events-revoked',
    title: 'an app is told of a revoked token, and of its own end',
    label: 'docs',
    seed: listening(['tokens_revoked', 'app_uninstalled'], {
      slack: { userTokens: [{ person: 'ada', token: token.ada, app: 'helpdesk' }] },
    }),
    async run(bench) {
      receive(bench);
      const ada = await userId(bench, 'ada');
      await connect(bench, token.ada).auth.revoke({});
      const { tokens } = (await nextEvent(bench, 'tokens_revoked')).body.event as { tokens?: { oauth?: string[] } };
      same(tokens?.oauth, [ada]);
      await bot(bench).apps.uninstall({ client_id: '1111111111.2222222222', client_secret: 'conformance-client-secret' });
      await nextEvent(bench, 'app_uninstalled');
      const { error } = await bot(bench)
        .auth.test()
        .catch(thrown => thrown.data);
      demand(['account_inactive', 'token_revoked', 'invalid_auth'].includes(error), `auth.test afterwards: ${error}`);
    },
  },
];
