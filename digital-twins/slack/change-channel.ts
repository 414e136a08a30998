import { emit } from './emit.ts';
import { newId } from './new-id.ts';
import { type Channel, type Message, membershipKey, type SlackState } from './state.ts';
import { nextTs, seconds } from './ts.ts';
import { originOf, type SlackWorld, writeMessage } from './write-message.ts';

type Found = Readonly<Channel>;

/** `channel_…` events have names of their own for private channels. */
export function eventName(channel: Found, what: string): string {
  return `${channel.kind === 'private' ? 'group' : 'channel'}_${what}`;
}

/** A channel with nobody in it. */
export function createChannel(world: SlackWorld, name: string, isPrivate: boolean, creator: string): Found {
  const { state } = world;
  const channel = state.channels.add({
    ...blankChannel(world, newId(world, 'new-channel', 'C'), creator),
    kind: isPrivate ? 'private' : 'public',
    name,
  });
  addMembership(world, channel.id, creator);
  if (!isPrivate) {
    const { id, created } = channel;
    const shape = {
      id,
      name,
      created,
      creator,
      is_channel: true,
      is_group: false,
      is_im: false,
      is_mpim: false,
      is_private: false,
      is_archived: false,
      is_frozen: false,
      is_general: false,
      is_shared: false,
      is_org_shared: false,
      is_ext_shared: false,
      is_pending_ext_shared: false,
      context_team_id: state.team.id,
    };
    emit(world, { type: 'channel_created', channel: { ...shape, name_normalized: name } }, {});
  }
  tellJoined(world, channel, creator, undefined);
  return channel;
}

function blankChannel(world: SlackWorld, id: string, creator: string): Channel {
  const now = world.clock.now();
  const none = { value: '', creator: '', last_set: 0 };
  return {
    id,
    name: '',
    kind: 'public',
    isArchived: false,
    isGeneral: false,
    created: seconds(now),
    updated: Math.floor(now),
    creator,
    topic: none,
    purpose: { ...none },
    previousNames: [],
  };
}

function addMembership({ state }: SlackWorld, channelId: string, userId: string): void {
  state.memberships.add({ channelId, userId, isOpen: true, lastRead: '0000000000.000000' });
}

/** Puts a user into a channel, with the message that says so. */
export function addMember(world: SlackWorld, channel: Found, userId: string, inviter?: string): void {
  addMembership(world, channel.id, userId);
  const details = inviter === undefined ? {} : { details: { inviter } };
  writeNotice(world, channel, userId, 'channel_join', `<@${userId}> has joined the channel`, details);
  tellJoined(world, channel, userId, inviter);
}

/** What Slack itself writes into a channel in a user's name. */
export function writeNotice(
  world: SlackWorld,
  channel: Found,
  user: string,
  subtype: string,
  text: string,
  more: Partial<Message> = {},
): void {
  writeMessage(world, { channelId: channel.id, user, subtype, text, ...more });
}

function tellJoined(world: SlackWorld, channel: Found, user: string, inviter: string | undefined): void {
  const event = {
    type: 'member_joined_channel',
    user,
    ...memberEvent(world, channel),
    ...(inviter === undefined ? {} : { inviter }),
  };
  emit(world, event, { channel: channel.id });
}

function memberEvent({ state, clock }: SlackWorld, channel: Found): Record<string, unknown> {
  const kind = channel.kind === 'public' ? 'C' : 'G';
  return { channel: channel.id, channel_type: kind, team: state.team.id, event_ts: nextTs(state.counters, clock.now()) };
}

/** Takes a user out; `by`: who removed them, undefined when they left. */
export function removeMember(world: SlackWorld, channel: Found, userId: string, by?: string): void {
  const text = by === undefined ? `<@${userId}> has left the channel` : `<@${userId}> was removed from the channel by <@${by}>`;
  if (channel.kind === 'public' || channel.kind === 'private') writeNotice(world, channel, userId, 'channel_leave', text);
  world.state.memberships.delete(membershipKey(channel.id, userId));
  const event = { type: 'member_left_channel', user: userId, ...memberEvent(world, channel) };
  emit(world, by === undefined ? event : { ...event, actor_id: by }, { channel: channel.id });
  const eventTs = nextTs(world.state.counters, world.clock.now());
  emit(
    world,
    { type: eventName(channel, 'left'), channel: channel.id, actor_id: by ?? userId, event_ts: eventTs },
    { user: userId },
  );
}

/** Whether just these people have a direct message. */
export function hasDirect(state: SlackState, people: string[]): boolean {
  return state.channels.keysBy('people', peopleKey(people)).length > 0;
}

const peopleKey = (people: string[]) => [...new Set(people)].toSorted().join(',');

/** The direct message of just these people, made when there is none. `isNew` says which. */
export function openDirect(world: SlackWorld, people: string[], opener: string): { channel: Found; isNew: boolean } {
  const { state } = world;
  const members = [...new Set(people)].toSorted();
  const [known] = state.channels.by('people', peopleKey(members));
  if (known !== undefined) return { channel: known, isNew: false };
  const isGroup = members.length > 2;
  const names = members.map(id => state.users.get(id)?.name ?? id);
  const channel = state.channels.add({
    ...blankChannel(world, newId(world, 'new-direct', isGroup ? 'C' : 'D'), opener),
    kind: isGroup ? 'mpim' : 'im',
    name: isGroup ? `mpdm-${names.join('--')}-1` : '',
    people: peopleKey(members),
    ...(isGroup ? groupNotes(opener, names, seconds(world.clock.now())) : {}),
  });
  for (const member of members) addMembership(world, channel.id, member);
  if (!isGroup) emit(world, { type: 'im_created', user: opener, channel: { id: channel.id } }, { user: opener });
  return { channel, isNew: true };
}

/** As recorded for a group message. */
function groupNotes(creator: string, names: string[], now: number): Pick<Channel, 'topic' | 'purpose'> {
  return {
    topic: { value: 'Group messaging', creator, last_set: now },
    purpose: { value: `Group messaging with: ${names.map(name => `@${name}`).join(' ')}`, creator, last_set: now },
  };
}

/** A link to a message. */
export function permalinkOf(world: SlackWorld, channelId: string, message: Readonly<Message>): string {
  const link = `${originOf(world)}/archives/${channelId}/p${message.ts.replace('.', '')}`;
  return message.threadTs === undefined ? link : `${link}?thread_ts=${message.threadTs}&cid=${channelId}`;
}
