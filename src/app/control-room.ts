import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  createGitDelivery,
  createPictureComparer,
  createPlaywrightPlayer,
  createRegistryProxy,
  createReplayAgent,
  createTwinProcess,
} from '../adapters/index.ts';
import { createDisposables } from '../base/disposable.ts';
import { createBlobStore } from '../core/evidence/blob-store.ts';
import { Foreman } from '../core/foreman.ts';
import { openDatabase } from '../core/journal/database.ts';
import { Journal } from '../core/journal/journal.ts';
import type { Mirror } from '../core/project/delivery.ts';
import { loadFactory, type Project } from '../core/project/factory.ts';
import { loadScenarios } from '../core/scenario/library.ts';
import { createSlots } from '../core/work/slots.ts';
import { workers } from '../core/work/workers.ts';
import type { World } from '../core/work/world.ts';
import type { ApiContext } from './api/context.ts';
import { evidenceApi } from './api/evidence-api.ts';
import { gateApi } from './api/gate-api.ts';
import { jobApi } from './api/job-api.ts';
import { roomApi } from './api/room-api.ts';
import { runApi } from './api/run-api.ts';
import { stationApi } from './api/station-api.ts';
import { examine } from './doctor.ts';
import { lockHome } from './home-lock.ts';
import { createLines } from './lines.ts';
import { recover } from './recover.ts';
import type { Room, RoomConfig } from './room.ts';
import { createRoomLog } from './room-log.ts';
import { chooseRuntime, idleRuntime, type Prepared, prepareRuntime } from './runtime-choice.ts';
import { createSampleFactory } from './sample/create-sample-factory.ts';
import { fillIntake } from './sample/fill-intake.ts';
import { installation } from './where.ts';

/**
 * The composition root: everything that runs is made here, and nowhere else. The room answers at once; stations become
 * possible when the runtime has been prepared, which may take minutes the first time.
 * Throws `conflict` when the home is in use, `invalid` for a database that cannot be read, `missing` for no factory.
 */
export async function createControlRoom(config: RoomConfig): Promise<Room> {
  const kept = createDisposables();
  try {
    kept.add(lockHome(config.home));
    return await compose(config, kept);
  } catch (error) {
    kept.dispose();
    throw error;
  }
}

async function compose(config: RoomConfig, kept: ReturnType<typeof createDisposables>): Promise<Room> {
  const log = createRoomLog(config.home);
  const journal = new Journal(openDatabase(join(config.home, 'andon.db')));
  kept.add(() => journal.close());
  const directory = config.factory === 'sample' ? await sampleFactory(config) : config.factory;
  await loadFactory(directory);
  if (config.factory === 'sample' && !config.emptyIntake) await fillIntake(journal, directory);
  const lines = createLines([join(directory, 'lines'), join(installation, 'resources/lines')]);
  const outside = openOutside(config, directory, log);
  const world: World = {
    ...outside.world,
    clock: Date.now,
    journal,
    runtime: await chooseRuntime(config, directory, log),
    promptOf: lines.prompt,
  };
  const factory = await world.factory();
  const lineOf = async (name: string) => (await lines.read(name)).line;
  const foreman = new Foreman({ world, workers, lineOf, parallel: factory.parallel, onError: log });
  const prepared = startWhenReady(config, world, foreman, log);
  const context = apiContext({ config, world, foreman, lines, prepared });
  const handlers = {
    ...roomApi(context),
    ...jobApi(context),
    ...runApi(context),
    ...gateApi(context),
    ...evidenceApi(context),
    ...stationApi(context),
  };
  const close = async () => {
    await foreman.stop();
    await prepared.stop();
    await outside.close();
    await world.runtime.close();
    kept.dispose();
  };
  return { handlers, close };
}

async function sampleFactory({ home, samplePort, onProgress }: RoomConfig): Promise<string> {
  const directory = join(home, 'sample');
  if (!existsSync(directory)) onProgress('Making the sample factory');
  const { factory } = await createSampleFactory({ directory, ...(samplePort === undefined ? {} : { kbPort: samplePort }) });
  return factory;
}

/** Browser, twins, pictures, git, agents: all that is outside and does not depend on where stations run. */
function openOutside(config: RoomConfig, directory: string, log: Log) {
  const player = createPlaywrightPlayer({ onLog: line => log(line, 'browser') });
  const pictures = createPictureComparer();
  const twins = createTwinProcess({ program: join(installation, 'digital-twins/main.ts'), onLog: line => log(line, 'twins') });
  const replay = createReplayAgent({ recordings: join(directory, 'recordings') });
  const world = {
    twins,
    player,
    comparePictures: pictures.comparePictures,
    blobs: createBlobStore(join(config.home, 'blobs')),
    factory: () => loadFactory(directory),
    scenarios: () => loadScenarios(join(directory, 'scenarios')),
    mirrorOf: createMirrors(config.home),
    agents: { [replay.name]: replay },
    registry: createRegistryProxy({}),
    pace: config.pace,
    evidenceDirectory: join(config.home, 'evidence'),
    replaySlots: createSlots(3),
  };
  return { world, close: async () => void (await Promise.allSettled([player.close(), pictures.close(), twins.close()])) };
}

/** One mirror per project, opened on first use. */
function createMirrors(home: string): (project: Project) => Promise<Mirror> {
  const delivery = createGitDelivery();
  const open = new Map<string, Promise<Mirror>>();
  return ({ name, repository }) => {
    const mirror = open.get(name) ?? delivery.openMirror({ directory: join(home, 'mirrors', `${name}.git`), repository });
    open.set(name, mirror);
    return mirror;
  };
}

/** Prepares the runtime, puts in order what an earlier process left, and only then lets the foreman work. */
function startWhenReady(config: RoomConfig, world: World, foreman: Foreman, log: Log): Prepared {
  if (config.isIdle) return idleRuntime;
  return prepareRuntime(world.runtime, config.onProgress, log, async () => {
    await recover(world);
    foreman.start();
  });
}

type Log = (error: unknown, where: string) => void;
type ContextParts = {
  config: RoomConfig;
  world: World;
  foreman: Foreman;
  lines: ReturnType<typeof createLines>;
  prepared: Prepared;
};

function apiContext({ config, world, foreman, lines, prepared }: ContextParts): ApiContext {
  return {
    world,
    foreman,
    home: config.home,
    version: (JSON.parse(readFileSync(join(installation, 'package.json'), 'utf8')) as { version: string }).version,
    knownLines: async () => (await lines.files()).map(file => file.name),
    lineFiles: lines.files,
    doctor: () => examine(config.home),
    runtimeState: prepared.state,
    onStateChange: prepared.onChange,
  };
}
