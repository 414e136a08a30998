import { json } from '../../kit/answer.ts';
import { parseJson } from '../../kit/parse-json.ts';
import type { Call, Operation, SocketOperation } from '../../kit/plugin.ts';
import type { TwinSocket } from '../../kit/sockets.ts';
import { isObject } from '../block-kit/rules.ts';
import { everyRtm, rtmOf } from '../events/rtm-feed.ts';
import { isMember } from '../find.ts';
import { asOperation, type Method } from '../method.ts';
import { refusal } from '../refusal.ts';
import type { SlackState, User } from '../state.ts';
import { writeMessage } from '../write-message.ts';

const connect: Method = {
  name: 'rtm.connect',
  scopes: ['rtm:stream'],
  label: 'recorded',
  write: true,
  run: ({ state, user, secrets, request }) => {
    const ticket = secrets.token(36);
    state.rtmTickets.add({ ticket, userId: user.id });
    const { id, name, domain } = state.team;
    const url = `${request.origin.replace(/^http/, 'ws')}/websocket/${ticket}`;
    return { url, team: { id, name, domain }, self: { id: user.id, name: user.name } };
  },
};

const operation = asOperation(connect);

/** The older way to hear of everything at once (Slack docs, "Legacy: Real Time Messaging API"). */
export const rtmOperation: Operation<SlackState> = {
  ...operation,
  run: call => {
    const { body, headers } = call.request;
    const isEmptyForm = body.kind === 'none' && headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true;
    // Recorded: a form without anything in it, not even a token, is no form.
    if (isEmptyForm && headers.authorization === undefined) return refusal('invalid_form_data');
    return operation.run(call);
  },
};

export const rtmSockets: SocketOperation<SlackState>[] = [
  { name: 'rtm', path: '/websocket/:ticket', label: 'docs', open: (call, socket) => open(call, socket) },
];

function open(call: Call<SlackState>, socket: TwinSocket) {
  const ticket = call.state.rtmTickets.get(call.params.ticket ?? '');
  const user = call.state.users.get(ticket?.userId ?? '');
  if (ticket === undefined || user === undefined) return json({ ok: false, error: 'invalid_ticket' }, 404);
  call.state.rtmTickets.delete(ticket.ticket);
  call.actAs(user.name);
  socket.join(everyRtm);
  socket.join(rtmOf(user.id));
  socket.onMessage(text => hear({ ...call, state: call.current() }, user, socket, text));
  socket.send(JSON.stringify({ type: 'hello', fast_reconnect: false, region: 'us-east-1', host_id: 'twin' }));
  return undefined;
}

type Said = Record<string, unknown>;

function hear(call: Call<SlackState>, user: Readonly<User>, socket: TwinSocket, text: string): void {
  const said = parse(text);
  const answer = said === undefined ? refusalTo(undefined, -1, 'invalid JSON') : reply(call, user, said);
  if (answer !== undefined) socket.send(JSON.stringify(answer));
}

/** A client says `ping`, or a message to be written. */
function reply(call: Call<SlackState>, user: Readonly<User>, said: Said): Said | undefined {
  if (said.type === 'ping') return { ...said, type: 'pong', reply_to: said.id };
  if (said.type !== 'message') return undefined;
  const channelId = String(said.channel ?? '');
  if (typeof said.text !== 'string' || said.text === '') return refusalTo(said.id, 2, 'message text is missing');
  if (!isMember(call.state, channelId, user.id)) return refusalTo(said.id, -1, 'channel not found');
  const message = writeMessage(call, { channelId, user: user.id, text: said.text });
  return { ok: true, reply_to: said.id, ts: message.ts, text: message.text };
}

function refusalTo(id: unknown, code: number, msg: string): Said {
  return { ok: false, reply_to: id, error: { code, msg } };
}

function parse(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = parseJson(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
