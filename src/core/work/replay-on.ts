import { replayId, slugOf } from '../../base/id.ts';
import type { Mirror } from '../project/delivery.ts';
import type { LoadedScenario } from '../scenario/library.ts';
import type { ReplayRecord, Side } from '../scenario/replay.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { defaultLimits, type StationSpec } from '../station/station-runtime.ts';
import type { TwinSpace } from '../twin/twins.ts';
import { type FactBodies, fact } from './fact.ts';
import { reachFor, servicesFor, twinsOf, waitHealthy } from './product.ts';
import { loadSeed } from './seed.ts';
import { freshStation, removeStation } from './station-keeper.ts';
import type { Work } from './world.ts';

/** What a replay is made on. */
export type ReplayPlace = {
  readonly mirror: Mirror;
  readonly commit: string;
  readonly tree: string;
  readonly dependencies: string | null;
  readonly side: Side;
  readonly repeat: number;
};

/**
 * Replay one scenario on a fresh sealed product made from a commit, with fresh twins of its own. It is kept at once, so
 * that a stage that is taken up again after a crash goes on with the next one. Throws `unavailable` for what the host saw go wrong around it; what the product does wrong is in the record.
 */
export async function replayOn(work: Work, loaded: LoadedScenario, place: ReplayPlace): Promise<FactBodies['replay']> {
  const { journal, replaySlots } = work.world;
  const at = { scenario: loaded.scenario.id, side: place.side, repeat: place.repeat };
  const made = journal.replayOf(work.id, at) as FactBodies['replay'] | null;
  if (made?.scenarioHash === loaded.hash && made.commit === place.commit) return made;
  const replay = await replaySlots.use(() => replayNow(work, loaded, place, replayId(work.id, at)));
  work.signal.throwIfAborted();
  journal.keepFacts(work.run.id, [fact(work.id, 'replay', replay)]);
  journal.note(work.run.id, 'scenario.replayed', told(loaded.scenario, replay.record));
  return replay;
}

/** One line of the timeline: what held and what did not, on which side. */
function told({ title }: Scenario, { side, assertions, broken, durationMs }: ReplayRecord) {
  const failed = Object.entries(assertions).flatMap(([id, held]) => (held ? [] : [id]));
  return {
    title,
    side,
    held: Object.keys(assertions).length - failed.length,
    failed,
    broken: broken?.reason ?? null,
    durationMs,
  };
}

async function replayNow(
  work: Work,
  { scenario, hash }: LoadedScenario,
  place: ReplayPlace,
  id: string,
): Promise<FactBodies['replay']> {
  work.signal.throwIfAborted();
  const factory = await work.world.factory();
  const space = await work.world.twins.open(id, {
    seed: await loadSeed(factory, scenario.seeds),
    clock: scenario.clock,
    fresh: true,
  });
  try {
    const record = await onProduct(work, scenario, place, id, space);
    return { record, commit: place.commit, tree: place.tree, scenarioHash: hash };
  } finally {
    await space.remove().catch(() => {}); // the twins are gone already when their process is
  }
}

async function onProduct(
  work: Work,
  scenario: Scenario,
  place: ReplayPlace,
  id: string,
  space: TwinSpace,
): Promise<ReplayRecord> {
  const { world, project } = work;
  // A product that could act on the twins' own pages could write its evidence in a person's name.
  const services = servicesFor(space, project, scenario.services, 'program');
  try {
    await freshStation(world, work.run.id, productSpec(work, scenario, place, id, Object.keys(services)), services);
    await space.letOut(reachFor(world, id, project, space));
    const sick = await waitHealthy(world, id, project, work.signal);
    if (sick) return neverStarted(scenario, place, sick);
    const twinRoutes = twinsOf(project).map(twin => [`${twin}.localhost`, () => space.connect(twin)] as const);
    return await world.player.replay(
      {
        scenario,
        side: place.side,
        repeat: place.repeat,
        routes: { 'product.localhost': () => world.runtime.open(id, project.port), ...Object.fromEntries(twinRoutes) },
        twins: space,
        keep: bytes => world.blobs.keep(bytes),
      },
      work.signal,
    );
  } finally {
    await removeStation(world, id);
  }
}

function productSpec(work: Work, scenario: Scenario, place: ReplayPlace, id: string, services: readonly string[]): StationSpec {
  const { project } = work;
  return {
    id,
    purpose: 'product',
    labels: { job: work.job.id, run: work.run.id, stage: work.at.stage, scenario: slugOf(scenario.id) },
    source: { commit: place.commit, bundle: () => place.mirror.bundle(place.commit) },
    dependencies: place.dependencies ? { key: place.dependencies, path: 'node_modules' } : null,
    process: {
      argv: ['bash', '-c', `exec ${project.start ?? 'true'}`],
      env: { ...project.env, PORT: String(project.port), FIXED_TIME: scenario.clock, TZ: 'UTC' },
      tty: null,
    },
    inputs: {},
    services,
    limits: { ...defaultLimits, diskMb: 512 },
  };
}

function neverStarted(scenario: Scenario, place: ReplayPlace, reason: string): ReplayRecord {
  const { side, repeat } = place;
  return {
    scenario: scenario.id,
    side,
    repeat,
    assertions: {},
    broken: { step: 0, reason },
    steps: [],
    pictures: [],
    console: [],
    network: [],
    calls: [],
    durationMs: 0,
  };
}
