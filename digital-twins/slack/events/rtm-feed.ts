import type { WorldCall } from '../../kit/plugin.ts';
import type { SlackState } from '../state.ts';
import type { Audience, SlackEvent } from './event.ts';

/** The group of all connections of rtm.connect, and that of one user's. */
export const everyRtm = 'rtm';
export const rtmOf = (userId: string) => `rtm:${userId}`;

/** Tells the open connections of those who may know. */
export function tellRtm(call: WorldCall<SlackState>, event: SlackEvent, { channel, user }: Audience): void {
  if (call.sockets.in(everyRtm).length === 0) return;
  const text = JSON.stringify(event);
  const listeners = channel === undefined ? undefined : call.state.memberships.by('channel', channel).map(one => one.userId);
  const groups = user !== undefined ? [rtmOf(user)] : (listeners?.map(rtmOf) ?? [everyRtm]);
  for (const group of groups) for (const socket of call.sockets.in(group)) socket.send(text);
}
