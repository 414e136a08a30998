import { createHash } from 'node:crypto';
import { AppError } from '../../base/app-error.ts';
import { defaultLimits, type ServiceHandler, type StationRuntime, type StationSpec } from './station-runtime.ts';

/** What identifies installed dependencies: the lockfile, the manifest, and how they are installed. 40 hex digits. */
export function dependencyKey(lockfile: Uint8Array, manifest: Uint8Array, install: string): string {
  const hash = createHash('sha256');
  for (const part of [lockfile, manifest, Buffer.from(install)]) hash.update(`${part.length}\n`).update(part);
  return hash.digest('hex').slice(0, 40);
}

export type DependencyRequest = {
  readonly key: string;
  /** Where the project looks for them, relative to the workspace: as a rule `node_modules`. */
  readonly path: string;
  /** Lockfile and manifest by name, as the install command expects them. */
  readonly files: Readonly<Record<string, Uint8Array>>;
  readonly installArgv: readonly string[];
  readonly registry: ServiceHandler;
  readonly signal: AbortSignal;
};

const installing = new WeakMap<StationRuntime, Map<string, Promise<void>>>();
const tailBytes = 4000;

/**
 * Installs dependencies once per key, in a station without an agent that reaches nothing but the registry. Calls at the
 * same time share one set-up. Throws `unavailable` (`setup.failed`) with the end of the output where the install failed
 * for want of a network, `invalid` (`setup.failed`) where it failed by itself.
 */
export async function ensureDependencies(runtime: StationRuntime, request: DependencyRequest): Promise<void> {
  if (await runtime.hasDependencies(request.key)) return;
  const running = installing.get(runtime) ?? new Map<string, Promise<void>>();
  installing.set(runtime, running);
  const install = running.get(request.key) ?? installOnce(runtime, request).finally(() => running.delete(request.key));
  running.set(request.key, install);
  await install;
}

async function installOnce(runtime: StationRuntime, request: DependencyRequest): Promise<void> {
  const spec = setupSpec(request);
  try {
    await runtime.ensure(spec, { registry: request.registry });
    const end = await runtime.ended(spec.id, request.signal);
    if (end.status === 'lost') throw new AppError('unavailable', 'setup.failed', `The set-up station was lost: ${end.cause}.`);
    if (end.exitCode !== 0) throw setupError(end.exitCode, await outputTail(runtime, spec.id));
  } finally {
    await runtime.remove(spec.id);
  }
}

const setupPrefix = 'setup/';

/** The key of the dependencies that a set-up station fills. */
export function setupKey(station: string): string {
  return station.slice(setupPrefix.length);
}

function setupSpec({ key, path, files, installArgv }: DependencyRequest): StationSpec {
  const decoder = new TextDecoder();
  return {
    id: `${setupPrefix}${key}`,
    purpose: 'setup',
    labels: {},
    source: null,
    dependencies: { key, path },
    process: {
      argv: installArgv,
      env: { npm_config_registry: 'http://registry.localhost/', npm_config_update_notifier: 'false', CI: '1' },
      tty: null,
    },
    inputs: Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, decoder.decode(bytes)])),
    services: ['registry'],
    limits: { ...defaultLimits, memoryMb: 2048 },
  };
}

function setupError(exitCode: number, tail: string): AppError {
  const isNetwork = /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNRESET|\b50[234]\b|network/i.test(tail);
  const message = `Installing the dependencies failed with exit code ${exitCode}:\n${tail}`;
  if (isNetwork)
    return new AppError('unavailable', 'setup.failed', message, {
      hint: 'Check that the package registry can be reached, then try again.',
    });
  return new AppError('invalid', 'setup.failed', message, {
    hint: 'Check the install command, the lockfile and the manifest of the project.',
  });
}

async function outputTail(runtime: StationRuntime, station: string): Promise<string> {
  const terminal = await runtime.terminal(station, 0);
  let tail = Buffer.alloc(0);
  for await (const frame of terminal.frames)
    if (frame.type === 'output') tail = Buffer.concat([tail, frame.bytes]).subarray(-tailBytes);
  return tail.toString().trim();
}
