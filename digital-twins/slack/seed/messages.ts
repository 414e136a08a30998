import type { World } from '../../kit/plugin.ts';
import { newBlockId } from '../new-id.ts';
import { type Channel, type Message, messageKey, type SlackState } from '../state.ts';
import { nextTs, seconds } from '../ts.ts';
import { userByName } from './people.ts';
import type { SeedMessage } from './schema.ts';

/** Where a message of a seed goes. */
interface Place {
  state: SlackState;
  world: World;
  channel: Channel;
  /** Path in the seed, for what is wrong with it. */
  where: string;
}

/** Adds messages with their threads. Without a time of their own, they end a minute before the clock starts, one minute apart. */
export function addMessages(state: SlackState, world: World, channel: Channel, messages: SeedMessage[], where: string): void {
  const place: Place = { state, world, channel, where: `${where}.messages` };
  const start = world.clock.now();
  for (const [index, message] of messages.entries()) {
    const at = message.at ?? start - (messages.length - index) * 60_000;
    const root = addMessage(place, message, at, undefined);
    for (const [number, reply] of message.replies.entries())
      addMessage(place, reply, reply.at ?? at + (number + 1) * 1000, root.ts);
    if (!message.pinned) continue;
    state.pins.add({ channelId: channel.id, ts: root.ts, by: root.user, created: seconds(at) });
  }
}

type Written = Omit<SeedMessage, 'replies' | 'pinned'>;

function addMessage({ state, world, channel, where }: Place, seed: Written, at: number, threadTs: string | undefined): Message {
  const message: Message = {
    channelId: channel.id,
    ts: uniqueTs(state, channel.id, at),
    user: userByName(state, seed.from, where).id,
    text: seed.text,
    ...(threadTs === undefined ? {} : { threadTs }),
    ...(seed.blocks === undefined ? {} : { blocks: seed.blocks.map(block => ({ block_id: newBlockId(world), ...block })) }),
    ...(seed.attachments === undefined ? {} : { attachments: seed.attachments.map((one, index) => ({ id: index + 1, ...one })) }),
    reactions: Object.entries(seed.reactions).map(([name, people]) => ({
      name,
      users: people.map(person => userByName(state, person, where).id),
    })),
  };
  // Seeds may hold times to come; what is written later still comes after what is there.
  state.counters.lastTs = Math.max(state.counters.lastTs, Number(message.ts.replace('.', '')));
  return state.messages.add(message);
}

/** A seed may list messages out of order: each still gets the time it asks for, or the next free one. */
function uniqueTs(state: SlackState, channelId: string, at: number): string {
  const before = { lastTs: at * 1000 - 1 };
  let ts = nextTs(before, at);
  while (state.messages.has(messageKey(channelId, ts))) ts = nextTs(before, at);
  return ts;
}
