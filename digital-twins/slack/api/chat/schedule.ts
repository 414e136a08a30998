import { findNamedChannel, isMember, isVisible } from '../../find.ts';
import type { Method, SlackCall } from '../../method.ts';
import { newId } from '../../new-id.ts';
import { pageOfIds } from '../../page.ts';
import { SlackRefusal } from '../../refusal.ts';
import { messageKey } from '../../state.ts';
import type { ScheduledMessage } from '../../state-content.ts';
import { formatTs, seconds } from '../../ts.ts';
import { type SlackWorld, writeMessage } from '../../write-message.ts';
import { readContent } from './content.ts';
import { demandWriter, findPlace, readThread } from './place.ts';
import { authorOf } from './post.ts';

/** Real vendors' limit: 120 days ahead, and 30 messages to one channel in five minutes. */
const furthest = 120 * 24 * 3600;
const crowd = { messages: 30, seconds: 300 };

export const scheduleMethods: Method[] = [
  { name: 'chat.scheduleMessage', scopes: ['chat:write'], label: 'docs', write: true, run: schedule },
  {
    name: 'chat.deleteScheduledMessage',
    scopes: ['chat:write'],
    label: 'docs',
    write: true,
    run: call => {
      const channel = findNamedChannel(call);
      const row = call.state.scheduled.get(call.args.demand('scheduled_message_id', 'invalid_scheduled_message_id'));
      const isOwn = row?.channelId === channel.id && row.appId === call.grant.appId;
      if (row === undefined || !isOwn) throw new SlackRefusal('invalid_scheduled_message_id');
      call.state.scheduled.delete(row.id);
      return {};
    },
  },
  { name: 'chat.scheduledMessages.list', scopes: [], label: 'docs', run: list },
];

function schedule(call: SlackCall): Record<string, unknown> {
  const { state, clock, user } = call;
  const channel = findPlace(call, () => {
    readTime(call);
    readContent(call);
  });
  demandWriter(call, channel);
  const postAt = readTime(call);
  const content = readContent(call);
  const thread = readThread(call, channel.id);
  refuseCrowd(call, channel.id, postAt);
  const { username } = authorOf(call);
  const row = state.scheduled.add({
    id: newId(call, 'scheduled', 'Q'),
    channelId: channel.id,
    userId: user.id,
    appId: call.grant.appId,
    postAt,
    created: seconds(clock.now()),
    ...content,
    ...(thread.threadTs === undefined ? {} : { threadTs: thread.threadTs }),
    ...(thread.broadcast === undefined ? {} : { broadcast: thread.broadcast }),
    ...(username === undefined ? {} : { username }),
  });
  return { scheduled_message_id: row.id, channel: channel.id, post_at: postAt, message: scheduledShape(call, row) };
}

/** s since the epoch, on the workspace's clock. */
function readTime({ args, clock }: SlackCall): number {
  const postAt = args.number('post_at', 'invalid_time');
  if (postAt === undefined || postAt <= 0) throw new SlackRefusal('invalid_time');
  const now = clock.now() / 1000;
  if (postAt <= now) throw new SlackRefusal('time_in_past');
  if (postAt > now + furthest) throw new SlackRefusal('time_too_far');
  return postAt;
}

function refuseCrowd({ state }: SlackCall, channelId: string, postAt: number): void {
  const rows = state.scheduled.by('time', 'all').filter(row => row.channelId === channelId);
  const near = rows.filter(row => Math.abs(row.postAt - postAt) < crowd.seconds);
  if (near.length >= crowd.messages) throw new SlackRefusal('restricted_too_many');
}

function scheduledShape({ user, state }: SlackCall, row: Readonly<ScheduledMessage>): Record<string, unknown> {
  return {
    type: 'delayed_message',
    subtype: user.bot === undefined ? undefined : 'bot_message',
    text: row.text,
    ...(user.bot === undefined ? { user: user.id } : { bot_id: user.bot.botId, app_id: user.bot.appId }),
    ...(row.username === undefined ? {} : { username: row.username }),
    team: state.team.id,
    ...(row.blocks === undefined ? {} : { blocks: row.blocks }),
    ...(row.attachments === undefined ? {} : { attachments: row.attachments }),
    ...(row.metadata === undefined ? {} : { metadata: row.metadata }),
    ...(row.threadTs === undefined ? {} : { thread_ts: row.threadTs }),
  };
}

/** What the calling app has scheduled, soonest first. */
function list(call: SlackCall): Record<string, unknown> {
  const { state, args, grant } = call;
  const channelId = args.text('channel') || undefined;
  const channel = channelId === undefined ? undefined : state.channels.get(channelId);
  if (channelId !== undefined && (channel === undefined || !isVisible(call, channel))) throw new SlackRefusal('invalid_channel');
  const oldest = args.number('oldest') ?? 0;
  const latest = args.number('latest') ?? Number.POSITIVE_INFINITY;
  const rows = state.scheduled
    .by('time', 'all')
    .filter(row => row.appId === grant.appId && (channelId === undefined || row.channelId === channelId))
    .filter(row => row.postAt >= oldest && row.postAt <= latest);
  const ids = rows.map(row => row.id);
  const { page, next } = pageOfIds(ids, args, { kind: 'scheduled', limit: 100, most: 1000 });
  const shapes = page.map(id => state.scheduled.get(id)).filter(row => row !== undefined);
  return {
    scheduled_messages: shapes.map(row => ({
      id: row.id,
      channel_id: row.channelId,
      post_at: row.postAt,
      date_created: row.created,
      text: row.text,
    })),
    response_metadata: { next_cursor: next },
  };
}

/** When the next scheduled message is due, in ms of the workspace's clock. */
export function nextScheduled({ state }: Pick<SlackWorld, 'state'>): number | undefined {
  const [first] = state.scheduled.keysBy('time', 'all');
  const row = first === undefined ? undefined : state.scheduled.get(first);
  return row === undefined ? undefined : row.postAt * 1000;
}

/** Sends what is due; what can no longer be sent is dropped. */
export function sendScheduled(world: SlackWorld): void {
  const { state, clock } = world;
  const due = state.scheduled.by('time', 'all').filter(row => row.postAt * 1000 <= clock.now());
  for (const { id, postAt, created: _created, userId, appId, ...message } of due) {
    state.scheduled.delete(id);
    const channel = state.channels.get(message.channelId);
    const app = state.apps.get(appId);
    if (channel === undefined || channel.isArchived) continue;
    if (channel.kind !== 'public' && !isMember(state, channel.id, userId)) continue;
    const subtype =
      message.username === undefined ? (message.broadcast === true ? 'thread_broadcast' : undefined) : 'bot_message';
    writeMessage(world, {
      ...message,
      ts: freeTs(world, message.channelId, postAt),
      user: userId,
      ...(subtype === undefined ? {} : { subtype }),
      ...(app === undefined ? {} : { appId: app.id, botId: app.botId }),
    });
  }
}

/** The time it was due, also where much more time has passed at once. */
function freeTs({ state }: SlackWorld, channelId: string, postAt: number): string {
  let micros = postAt * 1_000_000;
  while (state.messages.has(messageKey(channelId, formatTs(micros)))) micros += 1;
  state.counters.lastTs = Math.max(state.counters.lastTs, micros);
  return formatTs(micros);
}
