import { memberIds } from './find.ts';
import type { Channel, Message, SlackState } from './state.ts';

/** The workspace by the names people use. */
export function viewSlack(state: SlackState): unknown {
  const channels = [...state.channels.values()];
  return {
    team: { id: state.team.id, name: state.team.name, domain: state.team.domain },
    channels: Object.fromEntries(
      channels.filter(one => one.kind !== 'im').map(channel => [channel.name, viewChannel(state, channel)]),
    ),
    directMessages: Object.fromEntries(
      channels
        .filter(one => one.kind === 'im')
        .map(channel => [
          memberIds(state, channel.id)
            .map(id => nameOf(state, id))
            .toSorted()
            .join(','),
          viewChannel(state, channel),
        ]),
    ),
    users: Object.fromEntries(
      [...state.users.values()].map(user => [
        user.name,
        {
          id: user.id,
          name: user.realName,
          email: user.email,
          isBot: user.bot !== undefined,
          status: user.deleted ? 'deactivated' : 'active',
          statusText: user.status.text,
          statusEmoji: user.status.emoji,
        },
      ]),
    ),
    ephemerals: [...state.ephemerals.values()].map(one => ({
      ts: one.ts,
      channel: state.channels.get(one.channelId)?.name ?? one.channelId,
      to: nameOf(state, one.userId),
      from: nameOf(state, one.from),
      text: one.text,
      blocks: one.blocks ?? [],
    })),
    scheduled: state.scheduled.by('time', 'all').map(one => ({
      channel: state.channels.get(one.channelId)?.name ?? one.channelId,
      from: nameOf(state, one.userId),
      text: one.text,
      at: new Date(one.postAt * 1000).toISOString(),
    })),
    files: [...state.files.values()].map(file => ({
      id: file.id,
      name: file.name,
      title: file.title,
      from: nameOf(state, file.user),
      size: file.size,
      channels: file.shares.map(one => state.channels.get(one.channelId)?.name ?? one.channelId),
    })),
    usergroups: Object.fromEntries(
      [...state.usergroups.values()].map(group => [
        group.handle,
        { id: group.id, name: group.name, enabled: group.deleted === 0, members: group.users.map(id => nameOf(state, id)) },
      ]),
    ),
  };
}

function viewChannel(state: SlackState, channel: Readonly<Channel>): unknown {
  return {
    id: channel.id,
    private: channel.kind !== 'public',
    archived: channel.isArchived,
    topic: channel.topic.value,
    purpose: channel.purpose.value,
    members: memberIds(state, channel.id).map(id => nameOf(state, id)),
    pins: state.pins.by('channel', channel.id).map(pin => pin.ts),
    messages: state.messages.by('all', channel.id).map(message => viewMessage(state, message)),
  };
}

function viewMessage(state: SlackState, message: Readonly<Message>): unknown {
  return {
    ts: message.ts,
    at: new Date(Number(message.ts) * 1000).toISOString(),
    from: nameOf(state, message.user),
    text: message.text,
    subtype: message.subtype ?? null,
    threadTs: message.threadTs ?? null,
    edited: message.edited !== undefined,
    blocks: message.blocks ?? [],
    attachments: message.attachments ?? [],
    files: message.files ?? [],
    reactions: Object.fromEntries(message.reactions.map(({ name, users }) => [name, users.map(id => nameOf(state, id))])),
  };
}

function nameOf(state: SlackState, id: string): string {
  return state.users.get(id)?.name ?? id;
}
