import type { Socket } from 'node:net';
import { type Clock, type ClockState, createClock } from './clock.ts';
import { createIds, type Ids } from './ids.ts';
import { createJournal, type Journal } from './journal.ts';
import type { Twin, World } from './plugin.ts';
import { createScripts, type Scripts } from './script.ts';
import { createSecrets } from './secrets.ts';
import type { Seed } from './seed.ts';
import { TwinError } from './twin-error.ts';

/** One isolated world: an instance of every twin, with its own time, ids, secrets and journal. */
export interface Namespace {
  readonly name: string;
  readonly world: World;
  readonly journal: Journal;
  readonly scripts: Scripts;
  /** Connections that belong to it, closed when it goes. */
  readonly sockets: Set<Socket>;
  stateOf(twin: Twin): unknown;
  view(): Record<string, unknown>;
  reset(): void;
  snapshot(): string;
  /** Throws `TwinError` 404 for an id that `snapshot` never gave. */
  restore(id: string): void;
  close(): void;
}

interface Snapshot {
  states: Record<string, unknown>;
  clock: ClockState;
  ids: Record<string, number>;
}

/** Snapshots kept per namespace; the oldest goes first. */
const snapshotLimit = 20;

export function createNamespace(name: string, seed: Seed, twins: Twin[]): Namespace {
  const journal = createJournal();
  const scripts = createScripts();
  const sockets = new Set<Socket>();
  const snapshots = new Map<string, Snapshot>();
  const clock = createClock(seed.clock);
  const ids = createIds();
  const world: World = { clock, ids, secrets: createSecrets(), people: seed.people };
  let states = createStates(seed, world, twins);
  const beginning = save(states, clock, ids);
  let taken = 0;

  const load = (snapshot: Snapshot) => {
    states = structuredClone(snapshot.states);
    clock.load(snapshot.clock);
    ids.load(snapshot.ids);
  };
  return {
    name,
    world,
    journal,
    scripts,
    sockets,
    stateOf: twin => states[twin.name],
    view: () => Object.fromEntries(twins.map(twin => [twin.name, twin.view(states[twin.name], world)])),
    reset: () => {
      load(beginning);
      journal.clear();
      scripts.clear();
    },
    snapshot: () => {
      taken += 1;
      const id = `snapshot-${taken}`;
      snapshots.set(id, save(states, clock, ids));
      const [oldest] = snapshots.keys();
      if (snapshots.size > snapshotLimit && oldest !== undefined) snapshots.delete(oldest);
      return id;
    },
    restore: id => {
      const snapshot = snapshots.get(id);
      if (snapshot === undefined) throw new TwinError(404, 'snapshot.missing', `there is no snapshot "${id}"`);
      load(snapshot);
    },
    close: () => {
      for (const socket of sockets) socket.destroy();
    },
  };
}

function createStates(seed: Seed, world: World, twins: Twin[]): Record<string, unknown> {
  return Object.fromEntries(twins.map(twin => [twin.name, twin.create(seed.twins[twin.name], world)]));
}

function save(states: Record<string, unknown>, clock: Clock, ids: Ids): Snapshot {
  return { states: structuredClone(states), clock: clock.save(), ids: ids.save() };
}
