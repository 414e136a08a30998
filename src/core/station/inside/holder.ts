import { chmodSync, mkdirSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { dirname } from 'node:path';
import type { Duplex } from 'node:stream';
import { createHeldStation, type HeldStation } from './held-station.ts';
import { join } from './join.ts';
import { createMux, type Mux } from './mux.ts';
import { type Relay, type Route, startRelay } from './relay.ts';
import { serveRequest } from './requests.ts';
import type { HolderSetting } from './setting.ts';

/** Host ends at once: the app, and another one that takes over from it. */
const maxHostEnds = 8;
/** What the relay opens at once, below what the host end would cut off. */
const maxServiceStreams = 192;

/**
 * The main process of every station: holds the one process it is for, relays its connections, and answers the host
 * on a socket that the agent cannot open. It lives until the station is removed, with or without a host.
 */
export async function runHolder(setting: HolderSetting): Promise<void> {
  process.umask(0o022);
  if (setting.identity) process.setgroups?.([]);
  const hostEnds: Mux[] = [];
  let route = (_name: string): Route | null => ({ isWaiting: true });
  const relay = await startRelay({ port: setting.relayPort, route: name => route(name), join });
  // Only without a network of its own is the port one that the processes inside have to be told.
  const env = setting.relayPort === 0 ? { ...setting.env, ANDON_RELAY_PORT: String(relay.port) } : setting.env;
  const station = createHeldStation({ ...setting, env });
  route = createRouter(station, hostEnds, relay.wake);
  listen(station, hostEnds, relay);
}

function listen(station: HeldStation, hostEnds: Mux[], relay: Relay): void {
  const { controlSocket } = station.setting;
  mkdirSync(dirname(controlSocket), { recursive: true, mode: 0o700 });
  rmSync(controlSocket, { force: true });
  const server = createServer({ allowHalfOpen: true }, socket => {
    if (hostEnds.length >= maxHostEnds) return void socket.destroy();
    const hello = { ...station.state(), relayPort: relay.port };
    const mux = createMux(socket, { side: 'station', hello, onOpen: request => serveRequest(request, station) });
    hostEnds.push(mux);
    void mux.closed.then(() => hostEnds.splice(hostEnds.indexOf(mux), 1));
    mux.ready.then(relay.wake, () => undefined);
  });
  const old = process.umask(0o177);
  server.listen(controlSocket, () => {
    process.umask(old);
    chmodSync(controlSocket, 0o600);
  });
}

/** `product.localhost` is the process itself; a granted service goes through the newest host end; else there is nothing. */
function createRouter(station: HeldStation, hostEnds: readonly Mux[], onFreed: () => void): (name: string) => Route | null {
  let openCount = 0;
  const release = (): void => {
    openCount -= 1;
    onFreed();
  };
  return name => {
    const [service, rest] = name.split('.');
    if (rest !== 'localhost' || !service) return null;
    if (service === 'product') return { isWaiting: false, stream: connectTo(station.setting.port), isBroken: () => false };
    if (!station.setting.services.includes(service)) return null;
    const mux = hostEnds.findLast(end => !end.isClosed());
    if (!mux || openCount >= maxServiceStreams) return { isWaiting: true };
    const stream = mux.open(`service:${service}`);
    openCount += 1;
    stream.once('close', release);
    return { isWaiting: false, stream: stream.accepted.then(() => stream), isBroken: mux.isClosed };
  };
}

function connectTo(port: number): Promise<Duplex> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port, allowHalfOpen: true });
    socket.once('error', reject);
    socket.once('connect', () => {
      socket.off('error', reject);
      resolve(socket);
    });
  });
}

/** An error in one connection, or a terminal closed on the host, must not take the agent's process down with the holder. */
function outliveErrors(): void {
  process.on('uncaughtException', error => console.error(error));
  process.on('unhandledRejection', error => console.error(error));
  process.on('SIGHUP', () => undefined);
}

const setting = process.env['ANDON_HOLDER'];
if (setting) {
  outliveErrors();
  await runHolder(JSON.parse(setting) as HolderSetting).catch((error: unknown) => {
    console.error(error);
    process.exit(1);
  });
}
