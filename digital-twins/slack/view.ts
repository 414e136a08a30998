import type { Channel, Message, SlackState } from './state.ts';

/** The workspace by the names people use. */
export function viewSlack(state: SlackState): unknown {
  return {
    team: state.team,
    channels: Object.fromEntries([...state.channels.values()].map(channel => [channel.name, viewChannel(state, channel)])),
    users: Object.fromEntries(
      [...state.users.values()].map(user => [
        user.name,
        {
          id: user.id,
          name: user.realName,
          email: user.email,
          isBot: user.bot !== undefined,
          status: user.deleted ? 'deactivated' : 'active',
        },
      ]),
    ),
  };
}

function viewChannel(state: SlackState, channel: Channel): unknown {
  return {
    id: channel.id,
    private: channel.isPrivate,
    archived: channel.isArchived,
    topic: channel.topic.value,
    members: channel.members.map(id => nameOf(state, id)),
    messages: channel.messages.map(message => viewMessage(state, message)),
  };
}

function viewMessage(state: SlackState, message: Message): unknown {
  return {
    ts: message.ts,
    at: new Date(Number(message.ts) * 1000).toISOString(),
    from: nameOf(state, message.user),
    text: message.text,
    subtype: message.subtype ?? null,
    threadTs: message.threadTs ?? null,
    edited: message.edited !== undefined,
    blocks: message.blocks ?? [],
    reactions: Object.fromEntries(message.reactions.map(({ name, users }) => [name, users.map(id => nameOf(state, id))])),
  };
}

function nameOf(state: SlackState, id: string): string {
  return state.users.get(id)?.name ?? id;
}
