import type { World } from '../../kit/plugin.ts';
import { TwinError } from '../../kit/twin-error.ts';
import { namedId } from '../new-id.ts';
import { type Channel, messageKey, type SlackState } from '../state.ts';
import { seconds } from '../ts.ts';
import { addMessages } from './messages.ts';
import { userByName } from './people.ts';
import type { SlackSeed } from './schema.ts';

/** Channels and direct messages, their members and messages, and the incoming webhooks that lead to them. */
export function addChannels(state: SlackState, seed: SlackSeed, world: World): void {
  for (const channel of seed.channels) addChannel(state, world, channel);
  for (const direct of seed.directMessages) addDirect(state, world, direct);
  addWebhooks(state, seed, world);
}

function addChannel(state: SlackState, world: World, seed: SlackSeed['channels'][number]): void {
  const where = `slack.channels.${seed.name}`;
  const id = seed.id ?? namedId(world, 'channel', 'C', seed.name);
  if (state.channels.has(id) || state.channels.keysBy('name', seed.name).length > 0) {
    throw new TwinError(400, 'seed.invalid', `${where}: two channels have this name or id`);
  }
  const members = seed.members?.map(name => userByName(state, name, `${where}.members`).id) ?? everyone(state);
  const channel: Channel = {
    ...blankChannel(world, id, seed.private ? 'private' : 'public', members[0] ?? everyone(state)[0] ?? ''),
    name: seed.name,
    isArchived: seed.archived,
    isGeneral: seed.name === 'general',
  };
  channel.topic = noteOf(channel, seed.topic);
  channel.purpose = noteOf(channel, seed.purpose);
  state.channels.add(channel);
  addMembers(state, id, members);
  addMessages(state, world, channel, seed.messages, where);
}

function addDirect(state: SlackState, world: World, seed: SlackSeed['directMessages'][number]): void {
  const where = `slack.directMessages.${seed.people.join('-')}`;
  const people = [...new Set(seed.people.map(name => userByName(state, name, where).id))];
  const key = people.toSorted().join(',');
  if (state.channels.keysBy('people', key).length > 0) throw new TwinError(400, 'seed.invalid', `${where}: it is there twice`);
  const isGroup = people.length > 2;
  const channel: Channel = {
    ...blankChannel(
      world,
      seed.id ?? namedId(world, 'direct', isGroup ? 'G' : 'D', key),
      isGroup ? 'mpim' : 'im',
      people[0] ?? '',
    ),
    name: isGroup ? `mpdm-${seed.people.join('--')}-1` : '',
    people: key,
  };
  state.channels.add(channel);
  addMembers(state, channel.id, people);
  addMessages(state, world, channel, seed.messages, where);
}

function blankChannel(world: World, id: string, kind: Channel['kind'], creator: string): Channel {
  const now = world.clock.now();
  const none = { value: '', creator: '', last_set: 0 };
  return {
    id,
    name: '',
    kind,
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

function noteOf({ creator, created }: Channel, value: string): Channel['topic'] {
  return value === '' ? { value, creator: '', last_set: 0 } : { value, creator, last_set: created };
}

/** Whoever is there, except Slackbot. */
function everyone(state: SlackState): string[] {
  return [...state.users.values()].filter(user => !user.deleted && user.id !== 'USLACKBOT').map(user => user.id);
}

function addMembers(state: SlackState, channelId: string, members: string[]): void {
  for (const userId of new Set(members))
    state.memberships.add({ channelId, userId, isOpen: true, lastRead: '0000000000.000000' });
}

function addWebhooks(state: SlackState, seed: SlackSeed, world: World): void {
  for (const { name, incomingWebhooks } of seed.apps) {
    const [app] = state.apps.by('botUser', userByName(state, name, 'slack.apps').id);
    for (const { channel, path } of incomingWebhooks) {
      const [found] = state.channels.by('name', channel.replace(/^#/, ''));
      if (found === undefined || app === undefined) {
        throw new TwinError(400, 'seed.invalid', `slack.apps.${name}.incomingWebhooks: there is no channel "${channel}"`);
      }
      const free = `${state.team.id}/${namedId(world, 'webhook', 'B', messageKey(app.id, found.id))}/${world.secrets.token(18)}`;
      const webhook = { path: path ?? free, appId: app.id, botId: app.botId, channelId: found.id, isActive: true };
      if (state.incomingWebhooks.has(webhook.path))
        throw new TwinError(400, 'seed.invalid', 'slack.apps: two webhooks have one path');
      state.incomingWebhooks.add(webhook);
    }
  }
}
