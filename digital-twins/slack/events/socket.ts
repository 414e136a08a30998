import { parseJson } from '../../kit/parse-json.ts';
import type { WorldCall } from '../../kit/plugin.ts';
import type { TwinSocket } from '../../kit/sockets.ts';
import type { SlackState } from '../state.ts';
import type { SlackApp } from '../state-app.ts';

/** What became of an envelope that was sent. */
export type Ack = { kind: 'acked'; payload: unknown } | { kind: 'timeout' } | { kind: 'closed' };

/** What Socket Mode wraps a payload in. */
interface Envelope {
  envelope_id: string;
  type: 'events_api' | 'interactive' | 'slash_commands';
  payload: unknown;
  accepts_response_payload: boolean;
  retry_attempt?: number;
  retry_reason?: string;
}

/** What a connection still owes an answer to; a connection is nothing that a snapshot could hold. */
const owed = new WeakMap<TwinSocket, Map<string, (ack: Ack) => void>>();

/** When an app's turn was last given to which of its connections. */
const turns = new WeakMap<TwinSocket, number>();
let turn = 0;

export function groupOf(appId: string): string {
  return `app ${appId}`;
}

/** Makes a connection answer for the envelopes it is sent. */
export function watchAcks(socket: TwinSocket): void {
  const waiting = new Map<string, (ack: Ack) => void>();
  owed.set(socket, waiting);
  socket.onMessage(text => {
    const answer = parse(text);
    if (typeof answer.envelope_id === 'string') waiting.get(answer.envelope_id)?.({ kind: 'acked', payload: answer.payload });
  });
  socket.onClose(() => {
    for (const settle of [...waiting.values()]) settle({ kind: 'closed' });
  });
}

/** Sends an envelope by the connection that has waited longest; undefined = the app has none. Connections share the load. */
export function sendBySocket(
  { sockets }: WorldCall<SlackState>,
  app: SlackApp,
  envelope: Envelope,
  patience: number,
): Promise<Ack> | undefined {
  const open = sockets.in(groupOf(app.id)).filter(socket => owed.has(socket));
  const [socket] = open.toSorted((left, right) => (turns.get(left) ?? 0) - (turns.get(right) ?? 0));
  if (socket === undefined) return undefined;
  turn += 1;
  turns.set(socket, turn);
  socket.send(JSON.stringify(envelope));
  return waitForAck(socket, envelope.envelope_id, patience);
}

function waitForAck(socket: TwinSocket, id: string, patience: number): Promise<Ack> {
  const waiting = owed.get(socket) ?? new Map<string, (ack: Ack) => void>();
  return new Promise(resolve => {
    const timer = setTimeout(() => settle({ kind: 'timeout' }), patience);
    timer.unref();
    const settle = (ack: Ack) => {
      clearTimeout(timer);
      waiting.delete(id);
      resolve(ack);
    };
    waiting.set(id, settle);
  });
}

/** Sends no more to a connection that is about to close. */
export function retire(socket: TwinSocket): void {
  owed.delete(socket);
}

function parse(text: string): Record<string, unknown> {
  try {
    const value: unknown = parseJson(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
