import { allScopesFor, isVisible, scopesFor } from '../../find.ts';
import { demandScope, type Method, type SlackCall } from '../../method.ts';
import { pageOfIds } from '../../page.ts';
import { SlackRefusal } from '../../refusal.ts';
import { channelShape } from '../../shapes/channel.ts';
import type { Channel } from '../../state.ts';

const kinds: Record<string, Channel['kind']> = { public_channel: 'public', private_channel: 'private', mpim: 'mpim', im: 'im' };

export const listMethods: Method[] = [
  {
    name: 'conversations.list',
    scopes: allScopesFor('read'),
    label: 'recorded',
    run: call => {
      const wanted = readKinds(call);
      const ids = call.state.channels.keysBy('all', 'all').filter(id => isListed(call, id, wanted));
      const { page, next } = pageOfIds(ids, call.args, { kind: 'team', limit: 100, most: 1000 });
      return { channels: page.map(id => listedShape(call, id)), response_metadata: { next_cursor: next } };
    },
  },
  {
    name: 'users.conversations',
    scopes: allScopesFor('read'),
    label: 'docs',
    run: call => {
      const wanted = readKinds(call);
      const userId = call.args.text('user') || call.user.id;
      if (!call.state.users.has(userId)) throw new SlackRefusal('user_not_found');
      const joined = call.state.memberships.by('user', userId).map(one => one.channelId);
      const ids = joined.filter(id => isListed(call, id, wanted));
      const { page, next } = pageOfIds(ids, call.args, { kind: 'team', limit: 100, most: 999 });
      return { channels: page.map(id => listedShape(call, id, true)), response_metadata: { next_cursor: next } };
    },
  },
];

/** The kinds asked for; each needs its own scope. */
function readKinds(call: SlackCall): Set<Channel['kind']> {
  const types = (call.args.text('types') || 'public_channel').split(',').map(type => type.trim());
  if (types.some(type => !Object.hasOwn(kinds, type))) throw new SlackRefusal('invalid_types');
  const wanted = types.map(type => kinds[type] ?? 'public');
  for (const kind of wanted) demandScope(call.grant, scopesFor(kind, 'read'));
  return new Set(wanted);
}

function isListed(call: SlackCall, id: string, wanted: Set<Channel['kind']>): boolean {
  const channel = call.state.channels.get(id);
  if (channel === undefined || !wanted.has(channel.kind)) return false;
  return isVisible(call, channel) && !(channel.isArchived && call.args.flag('exclude_archived', false));
}

function listedShape(call: SlackCall, id: string, isOwn = false): Record<string, unknown> {
  const { state, user } = call;
  const channel = state.channels.get(id);
  if (channel === undefined) return {};
  const shape = channelShape(state, channel, user.id);
  if (channel.kind === 'im') return shape;
  if (isOwn) {
    const { is_member: _own, ...rest } = shape;
    return rest;
  }
  return { ...shape, num_members: state.memberships.keysBy('channel', id).length };
}
