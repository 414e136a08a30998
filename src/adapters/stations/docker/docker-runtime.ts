import { setTimeout as sleep } from 'node:timers/promises';
import type Docker from 'dockerode';
import type { ContainerInspectInfo } from 'dockerode';
import { AppError, messageOf } from '../../../base/app-error.ts';
import { fillStation } from '../../../core/station/fill-station.ts';
import { currentHolderState, type EndedState, liveState, waitForHolderEnd } from '../../../core/station/holder-state.ts';
import { stationName } from '../../../core/station/station-names.ts';
import { requestCollect, requestExec, requestFile, requestPort } from '../../../core/station/station-requests.ts';
import type {
  ServiceHandler,
  StationInfo,
  StationRuntime,
  StationSpec,
  StationState,
} from '../../../core/station/station-runtime.ts';
import { openTerminal } from '../../../core/station/station-terminal.ts';
import { createTunnel, type Tunnel } from '../../../core/station/tunnel.ts';
import type { ImageSources } from './build-context.ts';
import { containerOptions } from './container-options.ts';
import { endOfStopped, readRecord, stationInfo } from './container-state.ts';
import { createDependencyVolumes, removeVolume } from './dependency-volumes.ts';
import { createDocker, dockerError, orNull, statusOf } from './docker-client.ts';
import { dockerEvents } from './docker-events.ts';
import { openExecPipe } from './exec-pipe.ts';
import { createImageStore } from './image.ts';
import { isOurs, label } from './labels.ts';

export type DockerRuntimeOptions = {
  /** This installation's id: stations of another home are never seen or touched. */
  readonly home: string;
  readonly docker?: Docker;
  readonly sources?: ImageSources;
  readonly onLog?: (message: string) => void;
};

/** Stations as containers of a Docker engine, local or remote. It keeps nothing that a restart could lose. */
export function createDockerRuntime(options: DockerRuntimeOptions): StationRuntime {
  const { home } = options;
  const docker = options.docker ?? createDocker();
  const images = createImageStore(docker, options.sources);
  const dependencies = createDependencyVolumes(docker, home);
  const tunnels = new Map<string, Tunnel>();
  const starting = new Map<string, Promise<StationInfo>>();

  const inspectContainer = async (id: string): Promise<ContainerInspectInfo | null> => {
    const info = await orNull(docker.getContainer(stationName(home, id)).inspect());
    return info && isOurs(info.Config.Labels, home) ? info : null;
  };
  const found = async (id: string): Promise<ContainerInspectInfo> => {
    const info = await inspectContainer(id);
    if (!info) throw new AppError('missing', 'station.missing', `There is no station ${id}.`);
    return info;
  };
  const tunnelOf = (id: string): Tunnel => {
    const known = tunnels.get(id);
    if (known) return known;
    const onLog = (message: string): void => options.onLog?.(`${id}: ${message}`);
    const tunnel = createTunnel({ connect: () => openExecPipe(docker, stationName(home, id)), onLog });
    tunnels.set(id, tunnel);
    return tunnel;
  };
  const muxOf = async (id: string): ReturnType<Tunnel['mux']> => {
    try {
      return await tunnelOf(id).mux();
    } catch (error) {
      await found(id);
      throw error;
    }
  };
  const stateOf = async (info: ContainerInspectInfo, id: string): Promise<StationState> => {
    if (info.State.Paused) return { status: 'paused' };
    if (info.State.Status === 'created') return { status: 'starting' };
    if (!info.State.Running) return endOfStopped(docker, info);
    return liveState(await currentHolderState(await muxOf(id)));
  };
  const infoOf = async (info: ContainerInspectInfo, id: string): Promise<StationInfo> =>
    stationInfo(info, await stateOf(info, id));

  /** A station that had got going is kept, whatever became of it; one that was cut off while it was filled is made anew. */
  const adopt = async (info: ContainerInspectInfo, id: string): Promise<StationInfo | null> => {
    const isUp = info.State.Running && !info.State.Paused;
    const state = isUp ? await currentHolderState(await muxOf(id)) : await readRecord(docker, info.Id);
    if (!info.State.Paused && state?.phase !== 'started' && state?.phase !== 'ended') return null;
    return infoOf(info, id);
  };
  const create = async (spec: StationSpec): Promise<StationInfo> => {
    const image = await images.ensure(message => options.onLog?.(message));
    const made = containerOptions(home, spec, image);
    if (spec.dependencies && spec.purpose === 'setup') await dependencies.begin(spec.dependencies.key);
    if (spec.dependencies && spec.purpose !== 'setup') await needDependencies(spec.dependencies.key);
    await docker.createVolume({ Name: stationName(home, spec.id), Labels: made.Labels ?? {} });
    const container = await docker.createContainer(made);
    await container.start();
    await fillStation(await muxOf(spec.id), spec);
    return infoOf(await found(spec.id), spec.id);
  };
  const needDependencies = async (key: string): Promise<void> => {
    if (await dependencies.has(key)) return;
    throw new AppError(
      'missing',
      'station.dependencies-missing',
      'The dependencies of this station have not been installed yet.',
    );
  };
  const ensureOnce = async (spec: StationSpec): Promise<StationInfo> => {
    const info = await inspectContainer(spec.id);
    const adopted = info && (await adopt(info, spec.id));
    if (adopted) return adopted;
    await removeStation(spec.id, false);
    try {
      return await create(spec);
    } catch (error) {
      await removeStation(spec.id, false).catch(() => undefined);
      throw dockerError(error);
    }
  };

  const removeStation = async (id: string, withTunnel: boolean): Promise<void> => {
    if (withTunnel) {
      tunnels.get(id)?.close();
      tunnels.delete(id);
    }
    const name = stationName(home, id);
    const info = await inspectContainer(id);
    if (info) await removeContainer(docker, name);
    await removeVolume(docker, home, name);
    const key = info && info.Config.Labels[label.purpose] === 'setup' ? info.Config.Labels[label.dependencies] : undefined;
    if (key) await dependencies.abandon(key);
  };

  const ended = async (id: string, signal: AbortSignal): Promise<EndedState> => {
    while (!signal.aborted) {
      const end = await lookForEnd(id, signal).catch((error: unknown) => options.onLog?.(`${id}: ${messageOf(error)}`));
      if (end) return end;
      await sleep(200, undefined, { signal }).catch(() => undefined);
    }
    throw new AppError('cancelled', 'station.wait-cancelled', 'Nobody waits for this station any more.');
  };
  const lookForEnd = async (id: string, signal: AbortSignal): Promise<EndedState | null> => {
    const info = await inspectContainer(id);
    if (!info) return { status: 'lost', cause: 'the container is gone' };
    if (info.State.Status === 'created' || info.State.Paused) return null;
    const end = info.State.Running ? await waitForHolderEnd(await muxOf(id), signal) : await endOfStopped(docker, info);
    const key = info.Config.Labels[label.dependencies];
    const isFilled = end?.status === 'ended' && end.exitCode === 0 && info.Config.Labels[label.purpose] === 'setup';
    if (isFilled && key) await dependencies.complete(key);
    return end;
  };
  /** Brings a stopped container's holder back, so that what lies in its files can still be had; its process is not started again. */
  const reviveHolder = async (id: string): ReturnType<Tunnel['mux']> => {
    const info = await found(id);
    if (!info.State.Running) await docker.getContainer(info.Id).start();
    return muxOf(id);
  };

  return {
    name: 'docker',
    capabilities: { isIsolated: true, hasLimits: true, survivesRestart: true },
    async prepare(onProgress) {
      await docker.version().catch(error => Promise.reject(dockerError(error)));
      await images.ensure(onProgress);
    },
    async ensure(spec, services: Readonly<Record<string, ServiceHandler>>) {
      tunnelOf(spec.id).grant(services);
      const running = starting.get(spec.id) ?? ensureOnce(spec).finally(() => starting.delete(spec.id));
      starting.set(spec.id, running);
      return running;
    },
    open: async (id, port) => requestPort(await muxOf(id), port),
    async terminal(id, afterOffset) {
      const isAlive = async (): Promise<boolean> => (await inspectContainer(id))?.State.Running === true;
      await found(id);
      return openTerminal({ mux: () => muxOf(id), afterOffset, isAlive });
    },
    ended,
    collect: async (id, base) => requestCollect(await reviveHolder(id), base),
    readOutput: async (id, name, maxBytes) => requestFile(await reviveHolder(id), name, maxBytes),
    exec: async (id, argv, execOptions) => requestExec(await muxOf(id), argv, execOptions),
    async pause(id) {
      const info = await found(id);
      if (info.State.Running && !info.State.Paused) await docker.getContainer(info.Id).pause().catch(rethrow);
    },
    async resume(id) {
      const info = await found(id);
      if (info.State.Paused) await docker.getContainer(info.Id).unpause().catch(rethrow);
    },
    async inspect(id) {
      const info = await inspectContainer(id);
      return info && infoOf(info, id);
    },
    async list() {
      const filters = { label: [`${label.ours}=1`, `${label.home}=${home}`] };
      const containers = await docker.listContainers({ all: true, filters }).catch(rethrow);
      const ids = containers.flatMap(container => container.Labels[label.id] ?? []);
      const infos = await Promise.all(ids.map(async id => ({ id, info: await inspectContainer(id) })));
      return Promise.all(
        infos.flatMap(({ id, info }) => (info ? [infoOf(info, id).catch(() => stationInfo(info, { status: 'starting' }))] : [])),
      );
    },
    events: (after, signal) => dockerEvents(docker, home, after, signal),
    hasDependencies: key => dependencies.has(key),
    remove: id => removeStation(id, true),
    async close() {
      for (const tunnel of tunnels.values()) tunnel.close();
      tunnels.clear();
    },
  };
}

async function removeContainer(docker: Docker, name: string): Promise<void> {
  try {
    await docker.getContainer(name).remove({ force: true, v: true });
  } catch (error) {
    // 404: gone already; 409: somebody is removing it right now, and then it is as good as gone.
    if (statusOf(error) === 404) return;
    if (statusOf(error) !== 409) throw dockerError(error);
    await docker
      .getContainer(name)
      .wait({ condition: 'removed' })
      .catch(() => undefined);
  }
}

function rethrow(error: unknown): never {
  throw dockerError(error);
}
