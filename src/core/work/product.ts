import { request } from 'node:http';
import { connect } from 'node:net';
import type { Duplex } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../../base/app-error.ts';
import type { Project, ServiceSettings } from '../project/factory.ts';
import type { ServiceHandler } from '../station/station-runtime.ts';
import { type Reach, type TwinName, type TwinSpace, twinNames } from '../twin/twins.ts';
import type { World } from './world.ts';

/** What a tunnel answers for one twin space and the project's own services: named, in process, no listening socket. */
export function servicesFor(
  space: TwinSpace,
  project: Project,
  names: readonly string[],
  visitor: 'program' | 'anybody' = 'anybody',
): Record<string, ServiceHandler> {
  const twins = twinsOf(project).map((twin): [string, ServiceHandler] => [
    twin,
    stream => void joinTo(stream, () => space.connect(twin, visitor)),
  ]);
  const granted = Object.entries(project.services).filter(([name]) => names.includes(name));
  const services = granted.map(([name, service]): [string, ServiceHandler] => [
    name,
    stream => void joinTo(stream, () => connectToService(name, service)),
  ]);
  return Object.fromEntries([...twins, ...services]);
}

/** What the twins of a space may call: the product in its station, and each other. Everything else is refused. */
export function reachFor(world: World, station: string, project: Project, space: TwinSpace): Reach {
  return async (host, port) => {
    if (host === 'product.localhost') return world.runtime.open(station, port === 80 ? project.port : port);
    const twin = twinsOf(project).find(name => host === `${name}.localhost`);
    if (twin !== undefined) return space.connect(twin);
    throw new AppError(
      'denied',
      'twins.reach',
      `A twin may not call ${host}: only product.localhost and the twins are within reach.`,
    );
  };
}

export function twinsOf(project: Project): readonly TwinName[] {
  return twinNames.filter(name => Object.hasOwn(project.twins, name));
}

async function joinTo(stream: Duplex, open: () => Promise<Duplex>): Promise<void> {
  try {
    const far = await open();
    stream.on('error', () => far.destroy());
    far.on('error', () => stream.destroy());
    stream.on('close', () => far.destroy());
    far.on('close', () => stream.destroy());
    stream.pipe(far).pipe(stream);
  } catch {
    stream.destroy(); // the far end sees a closed connection, as it would of a service that is down
  }
}

/** A connection to a project's service on this machine. Throws `unavailable` `service.unavailable` as the host saw it. */
export function connectToService(name: string, service: ServiceSettings): Promise<Duplex> {
  const colon = service.address.lastIndexOf(':');
  const [host, port] = [service.address.slice(0, colon), Number(service.address.slice(colon + 1))];
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, allowHalfOpen: true, timeout: 5_000 });
    const fail = (why: string) => {
      socket.destroy();
      reject(
        new AppError('unavailable', 'service.unavailable', `The service ${name} at ${service.address} ${why}.`, {
          hint: startHint(name, service),
        }),
      );
    };
    socket.once('error', (error: NodeJS.ErrnoException) =>
      fail(error.code === 'ECONNREFUSED' ? 'refuses connections' : `cannot be reached (${error.code ?? error.message})`),
    );
    socket.once('timeout', () => fail('does not answer'));
    socket.once('connect', () => {
      socket.setTimeout(0);
      resolve(socket);
    });
  });
}

function startHint(name: string, { start }: ServiceSettings): string {
  return start
    ? `Start it in the factory’s folder with “${start}”, then run the job again.`
    : `Start ${name}, then run the job again.`;
}

/** Make sure, from the host, that a service answers before anyone works with it. */
export async function checkService(name: string, service: ServiceSettings): Promise<void> {
  const status = await statusOver(await connectToService(name, service), service.health ?? '/').catch(() => 0);
  if (status > 0 && status < 500) return;
  throw new AppError(
    'unavailable',
    'service.unavailable',
    `The service ${name} at ${service.address} is there but not well (${status || 'no answer'}).`,
    { hint: `Look at ${name}, then run the job again.` },
  );
}

/** Wait until the product in a station answers its health check. Resolves to why not when the product's own process ended or never got well. */
export async function waitHealthy(world: World, station: string, project: Project, signal: AbortSignal): Promise<string | null> {
  const until = world.clock() + 60_000;
  const ending = new AbortController();
  const ended = world.runtime.ended(station, AbortSignal.any([signal, ending.signal])).catch(() => null);
  let last = '';
  try {
    while (world.clock() < until) {
      signal.throwIfAborted();
      last = await world.runtime
        .open(station, project.port)
        .then(stream => statusOver(stream, project.health))
        .then(String, error => String((error as Error).message));
      if (last === '200') return null;
      const end = await Promise.race([ended, sleep(60, null)]);
      if (end?.status === 'lost')
        throw new AppError('unavailable', 'station.lost', `The product’s station was lost: ${end.cause}.`);
      if (end) return `The product’s process ended with ${end.exitCode} before it was ready.`;
    }
    return `The product did not answer ${project.health} with 200 within 60 s (${last}).`;
  } finally {
    ending.abort();
  }
}

function statusOver(stream: Duplex, path: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const asked = request(
      { createConnection: () => stream, host: 'product.localhost', path, headers: { connection: 'close' }, timeout: 5_000 },
      response => {
        response.resume();
        stream.destroy();
        resolve(response.statusCode ?? 0);
      },
    );
    asked.once('timeout', () => asked.destroy(new Error('no answer in 5 s')));
    asked.once('error', reject);
    asked.end();
  });
}
