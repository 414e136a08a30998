import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { AppError } from '../../../base/app-error.ts';
import { bubblewrapArguments, insideCode } from './enclose.ts';
import { type ProcessRef, refOf } from './process-tree.ts';
import { dependencyFolder, type HostPlaces, type LocalSources } from './station-places.ts';
import type { StationRecord } from './station-record.ts';

export type LaunchRequest = {
  readonly record: StationRecord;
  readonly places: HostPlaces;
  readonly directory: string;
  readonly names: readonly string[];
  readonly hide: readonly string[];
  readonly sources: LocalSources;
};

/** Starts a station's holder so that it outlives this process. Throws `unavailable` when it cannot be started. */
export async function launchHolder(request: LaunchRequest): Promise<ProcessRef> {
  const { record, places, names } = request;
  mkdirSync(places.run, { recursive: true, mode: 0o700 });
  writeFileSync(
    join(places.run, 'hosts'),
    ['127.0.0.1 localhost station', ...names.map(name => `127.0.0.1 ${name}`), ''].join('\n'),
  );
  const log = openSync(join(places.folder, 'holder.log'), 'a', 0o600);
  try {
    return await (record.enclosure === 'bubblewrap' ? launchEnclosed(request, log) : launchBare(request, log));
  } finally {
    closeSync(log);
  }
}

async function launchEnclosed({ record, places, directory, hide, sources }: LaunchRequest, log: number): Promise<ProcessRef> {
  const key = record.dependencies;
  const dependencies = key ? { folder: dependencyFolder(directory, key), isWritable: record.purpose === 'setup' } : null;
  const argv = bubblewrapArguments({ files: places.files, run: places.run, dependencies, hide: [directory, ...hide], sources });
  const env = { ...holderEnv(record), PATH: `${insideCode}/bin:/usr/local/bin:/usr/bin:/bin` };
  const command = ['--info-fd', '3', '--', `${insideCode}/bin/node`, `${insideCode}/inside/holder.ts`];
  const child = spawn('bwrap', [...argv, ...command], { detached: true, stdio: ['ignore', log, log, 'pipe'], env });
  child.once('error', () => undefined);
  child.unref();
  const info = await text(child.stdio[3] as Readable).catch(() => '');
  // The first process of its own pid namespace: when it goes, everything inside goes.
  return found(Number(/"child-pid"\s*:\s*(\d+)/.exec(info)?.[1] ?? 0));
}

async function launchBare({ record, sources }: LaunchRequest, log: number): Promise<ProcessRef> {
  const child = spawn(sources.node, [join(sources.inside, 'holder.ts')], {
    detached: true,
    stdio: ['ignore', log, log],
    env: { ...holderEnv(record), PATH: process.env['PATH'] ?? '' },
  });
  child.once('error', () => undefined);
  child.unref();
  return found(child.pid ?? 0);
}

/** Nothing of our own environment goes in: it may hold keys. */
function holderEnv(record: StationRecord): Record<string, string> {
  return { ANDON_HOLDER: JSON.stringify(record.setting), ANDON_STATION: record.name, ELECTRON_RUN_AS_NODE: '1', LANG: 'C.UTF-8' };
}

function found(pid: number): ProcessRef {
  const ref = pid > 0 ? refOf(pid) : null;
  if (ref) return ref;
  throw new AppError('unavailable', 'station.start-failed', 'The station’s holder could not be started.', {
    hint: 'andon doctor says what this machine lacks.',
  });
}
