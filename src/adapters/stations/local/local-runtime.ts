import { existsSync } from 'node:fs';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError, messageOf } from '../../../base/app-error.ts';
import { createEventLog } from '../../../core/station/event-log.ts';
import { fillStation } from '../../../core/station/fill-station.ts';
import { currentHolderState, type EndedState, liveState, waitForHolderEnd } from '../../../core/station/holder-state.ts';
import { namesOf, stationName } from '../../../core/station/station-names.ts';
import { requestCollect, requestExec, requestFile, requestPort } from '../../../core/station/station-requests.ts';
import type { StationInfo, StationRuntime, StationSpec, StationState } from '../../../core/station/station-runtime.ts';
import { openTerminal } from '../../../core/station/station-terminal.ts';
import { createTunnel, type Tunnel } from '../../../core/station/tunnel.ts';
import { canEnclose } from './enclose.ts';
import { launchHolder } from './launch-holder.ts';
import {
  connectHolder,
  endAll,
  endOfGone,
  forceRemove,
  localError,
  newRecord,
  prepareDependencies,
  recordedState,
} from './local-station.ts';
import { isAlive, signalAll, treeOf } from './process-tree.ts';
import { defaultLocalSources, dependencyFolder, hostPlaces, type LocalSources } from './station-places.ts';
import { type Enclosure, readRecord, type StationRecord, writeRecord } from './station-record.ts';

export type LocalRuntimeOptions = {
  /** This installation's id. */
  readonly home: string;
  /** Where stations and dependencies are kept. */
  readonly directory: string;
  /** Folders that no station may see, where bubblewrap can hide them: Andon's home, the factory. */
  readonly hide?: readonly string[];
  /** Leave bubblewrap alone even where it is there. */
  readonly enclosure?: Enclosure;
  readonly sources?: LocalSources;
  readonly onLog?: (message: string) => void;
};

/**
 * Stations on this machine without Docker: in bubblewrap where that works, else as plain processes. Neither is
 * isolated. The same holder runs inside, so that stations outlive the app here too.
 */
export function createLocalRuntime(options: LocalRuntimeOptions): StationRuntime {
  const { home, directory } = options;
  const sources = options.sources ?? defaultLocalSources;
  const tunnels = new Map<string, Tunnel>();
  const starting = new Map<string, Promise<StationInfo>>();
  const events = createEventLog();
  let enclosure: Promise<Enclosure> | null = null;

  const placesFor = (id: string) => hostPlaces(directory, stationName(home, id));
  const recordOf = (id: string): StationRecord | null => readRecord(placesFor(id).folder);
  const found = (id: string): StationRecord => {
    const record = recordOf(id);
    if (!record) throw new AppError('missing', 'station.missing', `There is no station ${id}.`);
    return record;
  };
  const isUp = (record: StationRecord): boolean => record.root !== null && isAlive(record.root);
  const tunnelOf = (id: string): Tunnel => {
    const known = tunnels.get(id);
    if (known) return known;
    const onLog = (message: string): void => options.onLog?.(`${id}: ${message}`);
    const tunnel = createTunnel({
      connect: () => connectHolder(join(placesFor(id).run, 'control.sock'), () => isStanding(id)),
      onLog,
    });
    tunnels.set(id, tunnel);
    return tunnel;
  };
  const isStanding = (id: string): boolean => {
    const record = recordOf(id);
    return record !== null && isUp(record);
  };
  const muxOf = (id: string): ReturnType<Tunnel['mux']> => {
    found(id);
    return tunnelOf(id).mux();
  };
  const stateOf = async (record: StationRecord): Promise<StationState> => {
    if (!isUp(record)) return endOfGone(placesFor(record.id).files);
    return record.isPaused ? { status: 'paused' } : liveState(await currentHolderState(await muxOf(record.id)));
  };
  const infoOf = async (record: StationRecord): Promise<StationInfo> => ({
    id: record.id,
    purpose: record.purpose,
    labels: record.labels,
    state: await stateOf(record),
    isIsolated: false,
    startedAt: record.createdAt,
    image: null,
    limits: record.limits,
  });

  const launch = async (record: StationRecord): Promise<StationRecord> => {
    const places = placesFor(record.id);
    const names = namesOf(record.setting.services);
    // Written down first, so that a crash in between leaves nothing that cannot be found.
    writeRecord(places.folder, { ...record, root: null });
    const root = await launchHolder({ record, places, directory, names, hide: options.hide ?? [], sources });
    const launched = { ...record, root };
    writeRecord(places.folder, launched);
    return launched;
  };
  const create = async (spec: StationSpec): Promise<StationInfo> => {
    namesOf(spec.services);
    const places = placesFor(spec.id);
    if (spec.dependencies) await prepareDependencies(spec, dependencyFolder(directory, spec.dependencies.key));
    for (const name of ['work', 'in', 'out', 'home', 'tmp', '.andon'])
      await mkdir(join(places.files, name), { recursive: true, mode: 0o755 });
    enclosure ??= options.enclosure
      ? Promise.resolve(options.enclosure)
      : canEnclose(sources).then(works => (works ? 'bubblewrap' : 'none'));
    const launched = await launch(await newRecord(home, spec, { enclosure: await enclosure, places, directory, sources }));
    await fillStation(await muxOf(spec.id), spec);
    events.note({ at: Date.now(), station: spec.id, type: 'started' });
    return infoOf(launched);
  };
  const ensureOnce = async (spec: StationSpec): Promise<StationInfo> => {
    const record = recordOf(spec.id);
    if (record?.home === home && (await hasGotGoing(record))) return infoOf(record);
    await removeStation(spec.id);
    try {
      return await create(spec);
    } catch (error) {
      await removeStation(spec.id).catch(() => undefined);
      throw localError(error);
    }
  };
  const hasGotGoing = async (record: StationRecord): Promise<boolean> => {
    if (record.isPaused) return true;
    if (!isUp(record)) return recordedState(placesFor(record.id).files) !== null;
    const { phase } = await currentHolderState(await muxOf(record.id));
    return phase === 'started' || phase === 'ended';
  };

  const removeStation = async (id: string): Promise<void> => {
    const places = placesFor(id);
    const record = recordOf(id);
    if (record && record.home !== home) return;
    if (record) await endAll(record);
    await rm(places.run, { recursive: true, force: true });
    await forceRemove(places.folder);
    const folder = record?.purpose === 'setup' && record.dependencies ? dependencyFolder(directory, record.dependencies) : null;
    if (folder && !existsSync(join(folder, '.complete'))) await forceRemove(folder);
  };
  const lookForEnd = async (id: string, signal: AbortSignal): Promise<EndedState | null> => {
    const record = recordOf(id);
    if (!record) return { status: 'lost', cause: 'the station is gone' };
    if (record.isPaused && isUp(record)) return null;
    const end = isUp(record) ? await waitForHolderEnd(await muxOf(id), signal) : endOfGone(placesFor(id).files);
    if (end)
      events.note({ at: Date.now(), station: id, type: end.status === 'ended' && end.cause === 'killed' ? 'killed' : 'ended' });
    return end;
  };
  /** Brings the holder of a station back whose processes are gone, so that its files can still be had. */
  const revive = async (id: string): ReturnType<Tunnel['mux']> => {
    const record = found(id);
    if (!isUp(record)) await launch(record);
    return muxOf(id);
  };
  const setPaused = (id: string, isPaused: boolean): void => {
    const record = found(id);
    if (!record.root || record.isPaused === isPaused || !isUp(record)) return;
    if (isPaused) writeRecord(placesFor(id).folder, { ...record, isPaused });
    // Twice: a process may have started another one while the first sweep went on.
    for (let round = 0; round < 2; round += 1) signalAll(treeOf(record.root, record.name), isPaused ? 'SIGSTOP' : 'SIGCONT');
    if (!isPaused) writeRecord(placesFor(id).folder, { ...record, isPaused });
  };

  return {
    name: 'local',
    capabilities: { isIsolated: false, hasLimits: false, survivesRestart: true },
    async prepare() {
      await mkdir(join(directory, 'stations'), { recursive: true, mode: 0o700 });
    },
    async ensure(spec, services) {
      tunnelOf(spec.id).grant(services);
      const running = starting.get(spec.id) ?? ensureOnce(spec).finally(() => starting.delete(spec.id));
      starting.set(spec.id, running);
      return running;
    },
    open: async (id, port) => requestPort(await muxOf(id), port),
    async terminal(id, afterOffset) {
      found(id);
      return openTerminal({ mux: () => muxOf(id), afterOffset, isAlive: async () => isStanding(id) });
    },
    async ended(id, signal) {
      while (!signal.aborted) {
        const end = await lookForEnd(id, signal).catch((error: unknown) => options.onLog?.(`${id}: ${messageOf(error)}`));
        if (end) return end;
        await sleep(200, undefined, { signal }).catch(() => undefined);
      }
      throw new AppError('cancelled', 'station.wait-cancelled', 'Nobody waits for this station any more.');
    },
    collect: async (id, base) => requestCollect(await revive(id), base),
    readOutput: async (id, name, maxBytes) => requestFile(await revive(id), name, maxBytes),
    exec: async (id, argv, execOptions) => requestExec(await muxOf(id), argv, execOptions),
    pause: async id => setPaused(id, true),
    resume: async id => setPaused(id, false),
    async inspect(id) {
      const record = recordOf(id);
      return record && infoOf(record);
    },
    async list() {
      const names = await readdir(join(directory, 'stations')).catch(() => []);
      const records = names.flatMap(name => readRecord(join(directory, 'stations', name)) ?? []);
      return Promise.all(records.filter(record => record.home === home).map(infoOf));
    },
    events: (after, signal) => events.after(after, signal),
    hasDependencies: async key => existsSync(join(dependencyFolder(directory, key), '.complete')),
    async remove(id) {
      tunnels.get(id)?.close();
      tunnels.delete(id);
      await removeStation(id);
    },
    async close() {
      for (const tunnel of tunnels.values()) tunnel.close();
      tunnels.clear();
    },
  };
}
