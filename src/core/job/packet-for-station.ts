import { stringify } from 'yaml';
import type { Packet } from './packet.ts';

/**
 * A list of what goes in, not of what is kept out, so that a new field is hidden until someone decides otherwise.
 * Left out: scenarios and the ids that name them, who works on it, where the task came from, what counts as a no-op,
 * and everything that only the host acts on.
 */
export function packetForStation(packet: Packet) {
  const { title, kind, goal, scope, non_goals, context, tools, network, checks, output } = packet;
  return {
    title,
    kind,
    goal,
    acceptance: packet.acceptance.map(({ id: _id, and: _and, ...criterion }) => criterion),
    scope,
    non_goals,
    context,
    tools,
    network,
    reproduce: packet.reproduction.commands,
    checks,
    stop: { max_minutes: packet.stop.max_minutes, condition: packet.stop.condition },
    output,
    review: { rollback: packet.review.rollback },
  };
}

/** The same as YAML, for `/station/in` and for prompts. */
export function stationPacketText(packet: Packet): string {
  return stringify(packetForStation(packet), { lineWidth: 100 });
}
