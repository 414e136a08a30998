import { upperAlphabet } from '../kit/ids.ts';
import type { World } from '../kit/plugin.ts';
import { findPerson } from '../kit/seed.ts';
import { TwinError } from '../kit/twin-error.ts';
import { allScopes } from './scopes.ts';
import type { SlackSeed } from './seed.ts';
import type { Channel, Message, SlackState, User } from './state.ts';
import { nextTs } from './ts.ts';

/** Builds a workspace from its seed. Throws `TwinError` 400 for a name the seed does not define. */
export function createSlack(seed: SlackSeed, world: World): SlackState {
  const state: SlackState = {
    team: { id: id(world, 'team', 'T', seed.team.domain), ...seed.team },
    users: new Map(),
    channels: new Map(),
    tokens: new Map(),
    lastTs: 0,
  };
  addPeople(state, world);
  for (const bot of seed.bots) addBot(state, world, bot);
  for (const { person, token } of seed.userTokens) {
    const userId = userByName(state, findPerson(world.people, person, 'slack.userTokens').id, 'slack.userTokens').id;
    addToken(state, token, { userId, scopes: allScopes });
  }
  for (const channel of seed.channels) addChannel(state, world, channel);
  addSeedMessages(state, seed, world);
  return state;
}

function id(world: World, kind: string, prefix: string, name: string): string {
  return world.ids.named(`slack.${kind}`, name, { prefix: `${prefix}0`, length: 11, alphabet: upperAlphabet });
}

function addPeople(state: SlackState, world: World): void {
  for (const person of world.people) {
    const user: User = {
      id: id(world, 'user', 'U', person.id),
      name: person.id,
      realName: person.name,
      email: person.email,
      title: person.title,
      timezone: person.timezone,
      deleted: person.status === 'deactivated',
      updated: Math.floor(world.clock.now() / 1000),
    };
    state.users.set(user.id, user);
  }
}

function addBot(state: SlackState, world: World, bot: SlackSeed['bots'][number]): void {
  if ([...state.users.values()].some(user => user.name === bot.name)) {
    throw new TwinError(400, 'seed.invalid', `slack.bots: the name "${bot.name}" is taken`);
  }
  const user: User = {
    id: id(world, 'bot-user', 'U', bot.name),
    name: bot.name,
    realName: bot.name,
    email: '',
    title: '',
    timezone: 'UTC',
    deleted: false,
    updated: Math.floor(world.clock.now() / 1000),
    bot: { botId: id(world, 'bot', 'B', bot.name), appId: id(world, 'app', 'A', bot.name) },
  };
  state.users.set(user.id, user);
  addToken(state, bot.token, { userId: user.id, scopes: bot.scopes ?? allScopes });
}

function addToken(state: SlackState, token: string, grant: { userId: string; scopes: string[] }): void {
  if (state.tokens.has(token)) throw new TwinError(400, 'seed.invalid', 'slack: one token is given to two');
  state.tokens.set(token, grant);
}

function userByName(state: SlackState, name: string, where: string): User {
  for (const user of state.users.values()) if (user.name === name) return user;
  throw new TwinError(400, 'seed.unknown-person', `${where}: there is no person or bot "${name}"`);
}

function addChannel(state: SlackState, world: World, seed: SlackSeed['channels'][number]): void {
  const where = `slack.channels.${seed.name}`;
  const channelId = seed.id ?? id(world, 'channel', 'C', seed.name);
  const doubled = [...state.channels.values()].some(one => one.name === seed.name || one.id === channelId);
  if (doubled) throw new TwinError(400, 'seed.invalid', `${where}: two channels have this name or id`);
  const everyone = [...state.users.values()].filter(user => !user.deleted).map(user => user.id);
  const members = seed.members?.map(name => userByName(state, name, `${where}.members`).id) ?? everyone;
  const created = Math.floor(world.clock.now() / 1000);
  const creator = members[0] ?? everyone[0] ?? '';
  const note = (value: string) => ({ value, creator: value === '' ? '' : creator, last_set: value === '' ? 0 : created });
  state.channels.set(channelId, {
    id: channelId,
    name: seed.name,
    isPrivate: seed.private,
    isArchived: seed.archived,
    isGeneral: seed.name === 'general',
    created,
    creator,
    topic: note(seed.topic),
    purpose: note(seed.purpose),
    members: [...new Set(members)],
    messages: [],
  });
}

function addSeedMessages(state: SlackState, seed: SlackSeed, world: World): void {
  const now = world.clock.now();
  for (const channel of state.channels.values()) {
    const given = seed.channels.find(one => one.name === channel.name)?.messages ?? [];
    const taken = new Set<string>();
    for (const [place, message] of given.entries()) {
      // Without a time of their own, messages end a minute before the clock starts, one minute apart.
      const at = message.at ?? now - (given.length - place) * 60_000;
      addSeedMessage(state, channel, { ...message, ts: uniqueTs(taken, at) });
    }
    channel.messages.sort((left, right) => Number(left.ts) - Number(right.ts));
  }
  // Seeds may hold times to come; what is written later still comes after what is there.
  for (const channel of state.channels.values()) {
    const last = channel.messages.at(-1);
    if (last !== undefined) state.lastTs = Math.max(state.lastTs, Number(last.ts.replace('.', '')));
  }
}

function addSeedMessage(
  state: SlackState,
  channel: Channel,
  seed: SlackSeed['channels'][number]['messages'][number] & { ts: string },
): void {
  const where = `slack.channels.${channel.name}.messages`;
  const message: Message = {
    ts: seed.ts,
    user: userByName(state, seed.from, where).id,
    text: seed.text,
    reactions: Object.entries(seed.reactions).map(([name, people]) => ({
      name,
      users: people.map(person => userByName(state, person, where).id),
    })),
  };
  channel.messages.push(message);
}

/** A seed may list messages out of order: each still gets the time it asks for, or the next free one. */
function uniqueTs(taken: Set<string>, at: number): string {
  const before = { lastTs: at * 1000 - 1 };
  let ts = nextTs(before, at);
  while (taken.has(ts)) ts = nextTs(before, at);
  taken.add(ts);
  return ts;
}
