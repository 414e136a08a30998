import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { type AddressInfo, connect, createServer } from 'node:net';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { AppError, messageOf } from '../../../base/app-error.ts';
import { type EndedState, endedState, holderState } from '../../../core/station/holder-state.ts';
import type { HolderState } from '../../../core/station/inside/held-station.ts';
import type { HolderSetting } from '../../../core/station/inside/setting.ts';
import { portOf, stationName } from '../../../core/station/station-names.ts';
import type { StationSpec } from '../../../core/station/station-runtime.ts';
import { isAlive, signalAll, treeOf } from './process-tree.ts';
import { dependencyFolder, type HostPlaces, type LocalSources } from './station-places.ts';
import type { Enclosure, StationRecord } from './station-record.ts';

export type SettingPlaces = {
  readonly enclosure: Enclosure;
  readonly places: HostPlaces;
  readonly directory: string;
  readonly sources: LocalSources;
};

/** The record of a station that is about to be started. */
export async function newRecord(home: string, spec: StationSpec, where: SettingPlaces): Promise<StationRecord> {
  return {
    v: 1,
    id: spec.id,
    name: stationName(home, spec.id),
    home,
    purpose: spec.purpose,
    labels: spec.labels,
    limits: spec.limits,
    createdAt: Date.now(),
    enclosure: where.enclosure,
    dependencies: spec.dependencies?.key ?? null,
    setting: await settingOf(spec, stationName(home, spec.id), where),
    root: null,
    isPaused: false,
  };
}

/** In namespaces of its own a station looks as it does in a container; without, paths and ports are this machine's. */
async function settingOf(
  spec: StationSpec,
  name: string,
  { enclosure, places, directory, sources }: SettingPlaces,
): Promise<HolderSetting> {
  const isEnclosed = enclosure === 'bubblewrap';
  const declaredPort = portOf(spec);
  const { dependencies } = spec;
  return {
    station: spec.id,
    purpose: spec.purpose,
    root: isEnclosed ? '/station' : places.files,
    dependencies: dependencies && {
      root: isEnclosed ? '/deps' : dependencyFolder(directory, dependencies.key),
      path: dependencies.path,
    },
    controlSocket: join(isEnclosed ? '/run/andon' : places.run, 'control.sock'),
    identity: null,
    relayPort: isEnclosed ? 80 : 0,
    declaredPort,
    port: isEnclosed ? declaredPort : await freePort(),
    services: spec.services,
    diskBytes: spec.limits.diskMb * 1024 * 1024,
    env: { ANDON_STATION: name, ...(isEnclosed ? {} : { NODE_OPTIONS: `--import ${pathToFileURL(sources.names).href}` }) },
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise(resolve => server.close(resolve));
  return port;
}

/** A stream to the holder, which may still be on its way up. Throws `missing` once the station's processes are gone. */
export async function connectHolder(path: string, isStanding: () => boolean): Promise<Duplex> {
  for (let attempt = 0; ; attempt += 1) {
    const socket = await tryConnect(path);
    if (socket) return socket;
    if (!isStanding()) throw new AppError('missing', 'station.not-running', 'The station is not running.');
    if (attempt > 500) throw new AppError('unavailable', 'station.tunnel-broken', 'The station’s holder does not answer.');
    await sleep(20);
  }
}

function tryConnect(path: string): Promise<Duplex | null> {
  return new Promise(resolve => {
    const socket = connect({ path, allowHalfOpen: true });
    socket.once('connect', () => {
      socket.removeAllListeners('error');
      socket.on('error', () => undefined);
      resolve(socket);
    });
    socket.once('error', () => resolve(null));
  });
}

/** The holder's own record in the station's files. Not out of the agent's reach here, which is why these stations are not isolated. */
export function recordedState(files: string): HolderState | null {
  try {
    const state = holderState(JSON.parse(readFileSync(join(files, '.andon/state.json'), 'utf8')) as Record<string, unknown>);
    return state.phase === 'started' || state.phase === 'ended' ? state : null;
  } catch {
    return null;
  }
}

/** How a station ended whose processes are gone. */
export function endOfGone(files: string): EndedState {
  const state = recordedState(files);
  if (state?.phase === 'ended') return endedState(state);
  return state ? { status: 'ended', exitCode: 137, cause: 'killed' } : { status: 'lost', cause: 'its processes are gone' };
}

/** An empty tree for a set-up to fill, or a check that the tree is whole. */
export async function prepareDependencies(spec: StationSpec, folder: string): Promise<void> {
  if (existsSync(join(folder, '.complete'))) return;
  if (spec.purpose !== 'setup')
    throw new AppError(
      'missing',
      'station.dependencies-missing',
      'The dependencies of this station have not been installed yet.',
    );
  await forceRemove(folder);
  mkdirSync(join(folder, 'tree'), { recursive: true });
}

/** Ends every process of a station, the ones that slipped away included. */
export async function endAll(record: StationRecord): Promise<void> {
  const { root, name } = record;
  for (let round = 0; round < 100; round += 1) {
    const pids = treeOf(root, name);
    if (pids.length === 0 && !(root && isAlive(root))) return;
    signalAll(pids, 'SIGKILL');
    await sleep(10);
  }
}

/** Removes a folder even where folders in it were closed to their owner. */
export async function forceRemove(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 5 }).catch(async () => {
    openFolders(folder);
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  });
}

function openFolders(folder: string): void {
  chmodSync(folder, 0o700);
  for (const entry of readdirSync(folder, { withFileTypes: true }))
    if (entry.isDirectory()) openFolders(join(folder, entry.name));
}

export function localError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if ((error as { code?: string }).code === 'ENOSPC') {
    return new AppError('exhausted', 'station.disk-full', 'The disk is full.', {
      hint: 'Free some disk space, then try again.',
      cause: error,
    });
  }
  return new AppError('unavailable', 'station.start-failed', `The station could not be started: ${messageOf(error)}.`, {
    cause: error,
  });
}
