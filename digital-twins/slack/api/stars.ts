import { emit } from '../emit.ts';
import { findMessage, findNamedChannel } from '../find.ts';
import type { Method, SlackCall } from '../method.ts';
import { classicPage } from '../page.ts';
import { SlackRefusal } from '../refusal.ts';
import { fileShape } from '../shapes/file.ts';
import { messageShape } from '../shapes/message.ts';
import { messageKey } from '../state.ts';
import type { Star } from '../state-content.ts';
import { nextTs, seconds } from '../ts.ts';

const write = { scopes: ['stars:write'], tokens: ['user' as const], label: 'docs' as const, write: true };

export const starMethods: Method[] = [
  {
    ...write,
    name: 'stars.add',
    run: call => {
      const target = readTarget(call);
      if (call.state.stars.has(`${call.user.id}:${target.target}`)) throw new SlackRefusal('already_starred');
      const star = call.state.stars.add({ userId: call.user.id, ...target, created: seconds(call.clock.now()) });
      tell(call, 'star_added', star);
      return {};
    },
  },
  {
    ...write,
    name: 'stars.remove',
    run: call => {
      const star = call.state.stars.get(`${call.user.id}:${readTarget(call).target}`);
      if (star === undefined) throw new SlackRefusal('not_starred');
      tell(call, 'star_removed', star);
      call.state.stars.delete(`${star.userId}:${star.target}`);
      return {};
    },
  },
  {
    name: 'stars.list',
    scopes: ['stars:read'],
    tokens: ['user'],
    label: 'docs',
    run: call => {
      const stars = call.state.stars.by('user', call.user.id).toReversed();
      const { page, paging } = classicPage(stars, call.args);
      return { items: page.flatMap(star => itemShape(call, star)), paging };
    },
  },
];

function readTarget(call: SlackCall): Pick<Star, 'target' | 'kind'> {
  const { args, state } = call;
  const file = args.text('file');
  if (file !== undefined && file !== '') {
    if (!state.files.has(file)) throw new SlackRefusal('file_not_found');
    return { target: file, kind: 'file' };
  }
  if (!args.has('channel')) throw new SlackRefusal('no_item_specified');
  const channel = findNamedChannel(call);
  if (!args.has('timestamp')) return { target: channel.id, kind: 'channel' };
  const message = findMessage(state, channel.id, args.text('timestamp'));
  return { target: messageKey(channel.id, message.ts), kind: 'message' };
}

/** Nothing for what is no longer there. */
function itemShape(call: SlackCall, star: Readonly<Star>): Record<string, unknown>[] {
  const { state, request } = call;
  const view = { state, origin: request.origin };
  const date = { date_create: star.created };
  if (star.kind === 'channel') return [{ type: 'channel', channel: star.target, ...date }];
  if (star.kind === 'file') {
    const file = state.files.get(star.target);
    return file === undefined ? [] : [{ type: 'file', file: fileShape(view, file), ...date }];
  }
  const message = state.messages.get(star.target);
  if (message === undefined) return [];
  return [{ type: 'message', channel: message.channelId, message: messageShape(view, message), ...date }];
}

function tell(call: SlackCall, type: string, star: Readonly<Star>): void {
  const [item] = itemShape(call, star);
  const eventTs = nextTs(call.state.counters, call.clock.now());
  emit(call, { type, user: call.user.id, item, event_ts: eventTs }, { user: call.user.id });
}
