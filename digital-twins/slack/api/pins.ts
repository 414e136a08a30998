import { emit } from '../emit.ts';
import { demandMember, demandOpen, findMessage, findNamedChannel } from '../find.ts';
import type { Method, SlackCall } from '../method.ts';
import { SlackRefusal } from '../refusal.ts';
import { messageShape } from '../shapes/message.ts';
import { type Message, messageKey } from '../state.ts';
import type { Pin } from '../state-content.ts';
import { nextTs, seconds } from '../ts.ts';

export const pinMethods: Method[] = [
  {
    name: 'pins.add',
    scopes: ['pins:write'],
    label: 'docs',
    write: true,
    run: call => {
      const message = target(call);
      if (call.state.pins.has(messageKey(message.channelId, message.ts))) throw new SlackRefusal('already_pinned');
      const { channelId, ts } = message;
      const pin = call.state.pins.add({ channelId, ts, by: call.user.id, created: seconds(call.clock.now()) });
      tell(call, 'pin_added', message, pin);
      return {};
    },
  },
  {
    name: 'pins.remove',
    scopes: ['pins:write'],
    label: 'docs',
    write: true,
    run: call => {
      const message = target(call);
      const pin = call.state.pins.get(messageKey(message.channelId, message.ts));
      if (pin === undefined) throw new SlackRefusal('no_pin');
      call.state.pins.delete(messageKey(message.channelId, message.ts));
      tell(call, 'pin_removed', message, pin);
      return {};
    },
  },
  {
    name: 'pins.list',
    scopes: ['pins:read'],
    label: 'docs',
    run: call => {
      const channel = findNamedChannel(call);
      demandMember(call, channel);
      return {
        items: call.state.pins
          .by('channel', channel.id)
          .toReversed()
          .map(pin => itemShape(call, pin)),
      };
    },
  },
];

function target(call: SlackCall): Readonly<Message> {
  const channel = findNamedChannel(call);
  const ts = call.args.demand('timestamp', 'no_item_specified');
  if (!/^\d{1,10}\.\d{1,6}$/.test(ts)) throw new SlackRefusal('bad_timestamp');
  const message = findMessage(call.state, channel.id, ts);
  demandOpen(channel);
  demandMember(call, channel);
  return message;
}

function itemShape(call: SlackCall, pin: Readonly<Pin>): Record<string, unknown> {
  const message = findMessage(call.state, pin.channelId, pin.ts);
  const permalink = `${call.request.origin}/archives/${pin.channelId}/p${pin.ts.replace('.', '')}`;
  const shape = messageShape({ state: call.state, origin: call.request.origin }, message);
  return { type: 'message', created: pin.created, created_by: pin.by, channel: pin.channelId, message: { ...shape, permalink } };
}

function tell(call: SlackCall, type: string, message: Readonly<Message>, pin: Readonly<Pin>): void {
  const { state, user, clock } = call;
  const count = state.pins.keysBy('channel', pin.channelId).length;
  const event = {
    type,
    user: user.id,
    channel_id: pin.channelId,
    item: itemShape(call, pin),
    item_user: message.user,
    pin_count: String(count),
    pinned_info: { channel: pin.channelId, pinned_by: pin.by, pinned_ts: pin.created },
    ...(type === 'pin_removed' ? { has_pins: count > 0 } : {}),
  };
  emit(call, { ...event, event_ts: nextTs(state.counters, clock.now()) }, { channel: pin.channelId });
}
