import { json } from '../../kit/answer.ts';
import type { Call, Operation, SocketOperation } from '../../kit/plugin.ts';
import type { TwinSocket } from '../../kit/sockets.ts';
import { readArgs } from '../args.ts';
import { authenticate } from '../authenticate.ts';
import { demandScope } from '../method.ts';
import { refusal, SlackRefusal } from '../refusal.ts';
import type { SlackState } from '../state.ts';
import type { SlackApp } from '../state-app.ts';
import { flush } from './redelivery.ts';
import { groupOf, retire, watchAcks } from './socket.ts';

/** Seconds a connection lives, with and without `debug_reconnects`; a warning comes ten seconds before its end. */
const lifetimes = { normal: 3_600, debug: 360 };
const warningMs = 10_000;
/** Connections an app may have at once (Slack docs, "Using multiple connections"). */
const connectionLimit = 10;
/** Clients take a connection for dead when they hear no ping for half a minute. */
const pingMs = 10_000;

export const socketModeOperations: Operation<SlackState>[] = [
  {
    name: 'apps.connections.open',
    method: 'GET POST',
    path: '/api/apps.connections.open',
    label: 'docs',
    write: true,
    run: call => {
      try {
        return json({ ok: true, url: openUrl(call) });
      } catch (error) {
        if (error instanceof SlackRefusal) return refusal(error.message, error.details);
        throw error;
      }
    },
  },
];

/** The address of a new connection, on the host the app called; its ticket is good for one connection. */
function openUrl(call: Call<SlackState>): string {
  const args = readArgs(call.request);
  const grant = authenticate(call, args, ['app']);
  demandScope(grant, ['connections:write']);
  const app = call.state.apps.get(grant.appId);
  if (app === undefined || !app.socketMode) throw new SlackRefusal('socket_mode_not_enabled');
  call.actAs(app.name);
  const ticket = call.secrets.token();
  call.state.tickets.add({ ticket, appId: app.id, isUsed: false, isDebug: args.flag('debug_reconnects', false) });
  return `${call.request.origin.replace(/^http/, 'ws')}/link/?ticket=${ticket}&app_id=${app.id}`;
}

export const socketModeSockets: SocketOperation<SlackState>[] = [
  { name: 'socket-mode', path: '/link', label: 'docs', open: (call, socket) => connect(call, socket) },
];

function connect(call: Call<SlackState>, socket: TwinSocket) {
  const ticket = call.state.tickets.get(call.request.query.get('ticket') ?? '');
  const app = ticket === undefined || ticket.isUsed ? undefined : call.state.apps.get(ticket.appId);
  if (ticket === undefined || app === undefined) return json({ ok: false, error: 'invalid_ticket' }, 401);
  if (call.sockets.in(groupOf(app.id)).length >= connectionLimit) {
    socket.send(disconnect('too_many_websockets'));
    socket.close(1000);
    return undefined;
  }
  call.state.tickets.edit(ticket.ticket, row => {
    row.isUsed = true;
  });
  call.actAs(app.name);
  const isDebug = ticket.isDebug || call.request.query.get('debug_reconnects') === 'true';
  welcome(call, app, socket, isDebug ? lifetimes.debug : lifetimes.normal);
  return undefined;
}

function welcome(call: Call<SlackState>, app: SlackApp, socket: TwinSocket, lifetime: number): void {
  const connections = call.sockets.in(groupOf(app.id)).length + 1;
  socket.send(hello(app, connections, lifetime));
  watchAcks(socket);
  socket.join(groupOf(app.id));
  keepAlive(socket, lifetime);
  setImmediate(() => flush({ ...call, state: call.current() }, app));
}

function hello(app: SlackApp, connections: number, lifetime: number): string {
  return JSON.stringify({
    type: 'hello',
    num_connections: connections,
    debug_info: { host: `applink-${connections}`, build_number: 1, approximate_connection_time: lifetime },
    connection_info: { app_id: app.id },
  });
}

/** Pings, and the end of the connection's life: a warning, then the wish that the app connect anew (Slack docs, "Disconnects"). */
function keepAlive(socket: TwinSocket, lifetime: number): void {
  const end = lifetime * 1000;
  const pings = setInterval(() => socket.ping(), pingMs);
  const warning = setTimeout(() => socket.send(disconnect('warning')), end - warningMs);
  const last = setTimeout(() => closeSoon(socket, 'refresh_requested'), end);
  for (const timer of [pings, warning, last]) timer.unref();
  socket.onClose(() => {
    clearInterval(pings);
    clearTimeout(warning);
    clearTimeout(last);
  });
}

/** Asks all connections of an app to connect anew, as happens every hour or so; how many there were. */
export function refreshConnections({ sockets }: Call<SlackState>, appId: string): number {
  const open = sockets.in(groupOf(appId));
  for (const socket of open) closeSoon(socket, 'refresh_requested');
  return open.length;
}

function closeSoon(socket: TwinSocket, reason: string): void {
  retire(socket);
  socket.send(disconnect(reason));
  socket.close(1000);
}

function disconnect(reason: string): string {
  return JSON.stringify({ type: 'disconnect', reason, debug_info: { host: 'applink-1' } });
}
