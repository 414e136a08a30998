import type { RawCall } from './raw-calls.ts';

interface RecordedUser {
  id: string;
  name: string;
  deleted: boolean;
  is_bot: boolean;
  is_invited_user?: boolean;
  profile: { is_custom_image?: boolean };
}

interface RecordedChannel {
  id: string;
  name: string;
  is_mpim: boolean;
  is_archived: boolean;
  is_member?: boolean;
}

/** Who the recorded client was: their own token. */
export const recordedToken = 'xoxb-recorded';

/** A seed that resembles the recorded workspace: the same people, bots and channels under other ids. */
export function recordedWorkspace(calls: RawCall[]): unknown {
  const users = unique(calls.flatMap(call => listIn<RecordedUser>(call, 'members')));
  const channels = unique(calls.flatMap(call => listIn<RecordedChannel>(call, 'channels')));
  const people = users.filter(user => !user.is_bot && user.name !== 'slackbot');
  const bots = users.filter(user => user.is_bot);
  const own = bots.find(bot => !bot.deleted)?.name ?? '';
  const group = channels.find(one => one.is_mpim);
  return {
    clock: '2021-12-04T20:13:20Z',
    people: people.map(user => ({ id: user.name, name: user.name, email: `${user.name}@example.com`, status: statusOf(user) })),
    slack: {
      team: { name: 'dblock', domain: 'dblockdotorg' },
      profiles: Object.fromEntries(people.map(user => [user.name, { picture: user.profile.is_custom_image ?? false }])),
      apps: [
        ...bots.map(bot => ({
          name: bot.name,
          installed: !bot.deleted,
          picture: bot.profile.is_custom_image ?? false,
          ...(bot.name === own ? { token: recordedToken } : {}),
        })),
      ],
      channels: [
        ...channels.filter(one => !one.is_mpim).map(one => ({ name: one.name, id: one.id, members: [own], purpose: one.name })),
        { name: 'files', id: 'C08AZ76CA4V', members: [own], messages: [threadRoot(own)] },
      ],
      directMessages: [{ id: group?.id, people: [own, ...people.slice(0, 2).map(user => user.name)] }],
    },
  };
}

/** The message that a recorded file answers. */
function threadRoot(from: string): unknown {
  return { from, text: 'Files go here', at: '2025-01-31T13:58:34.958Z' };
}

function statusOf(user: RecordedUser): string {
  if (user.deleted) return 'deactivated';
  return user.is_invited_user === true ? 'staged' : 'active';
}

function listIn<Item>({ body }: RawCall, key: string): Item[] {
  const list = (body as Record<string, unknown> | null)?.[key];
  return Array.isArray(list) ? list : [];
}

function unique<Item extends { id: string; name: string }>(items: Item[]): Item[] {
  return [...new Map(items.map(item => [item.name, item])).values()];
}
