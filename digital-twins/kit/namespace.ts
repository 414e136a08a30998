import type { Socket } from 'node:net';
import { type Alarm, createAlarm } from './alarm.ts';
import { type Clock, type ClockState, createClock } from './clock.ts';
import { createOutbox } from './deliver.ts';
import type { Dial } from './dialler.ts';
import { createIds } from './ids.ts';
import { createJournal, type Journal } from './journal.ts';
import type { Twin, WorldCall } from './plugin.ts';
import { createScripts, type Scripts } from './script.ts';
import { createSecrets } from './secrets.ts';
import type { Seed } from './seed.ts';
import { createSocketRoom, type SocketRoom } from './sockets.ts';
import { loadState, type SavedState, saveState } from './state.ts';
import { TwinError } from './twin-error.ts';

/** One isolated world: an instance of every twin, with its own time, ids, secrets and journal. */
export interface Namespace {
  readonly name: string;
  readonly clock: Clock;
  readonly journal: Journal;
  readonly scripts: Scripts;
  /** Connections that belong to it, closed when it goes. */
  readonly connections: Set<Socket>;
  /** The twin's state and world, as they are now. */
  callOf(twin: Twin): WorldCall<unknown>;
  socketsOf(twin: Twin): SocketRoom;
  view(): Record<string, unknown>;
  /** Carries out what time has brought. */
  catchUp(): void;
  /** Says that a call may have changed the twin's state. */
  changed(twin: Twin): void;
  /** Hears of every `changed`, until the returned function is called. */
  onChange(twin: Twin, listen: () => void): () => void;
  /** How what the twins call is reached; without it, nothing is. */
  setDial(dial: Dial | undefined): void;
  reset(): void;
  snapshot(): string;
  /** Throws `TwinError` 404 for an id that `snapshot` never gave. */
  restore(id: string): void;
  close(): void;
  /** Hears once that the namespace has gone; the returned function stops that. */
  onClose(listen: () => void): () => void;
}

interface Snapshot {
  states: Record<string, SavedState>;
  clock: ClockState;
  ids: Record<string, number>;
}

/** What one twin has in a namespace. */
interface Instance {
  twin: Twin;
  call: WorldCall<unknown>;
  sockets: SocketRoom;
  listeners: Set<() => void>;
}

/** Snapshots kept per namespace; the oldest goes first. */
const snapshotLimit = 20;

const noDial: Dial = () => Promise.reject(new Error('this namespace has no dialler: nothing outside can be reached'));

export function createNamespace(name: string, seed: Seed, twins: Twin[]): Namespace {
  const journal = createJournal();
  const scripts = createScripts();
  const connections = new Set<Socket>();
  const closeListeners = new Set<() => void>();
  const snapshots = new Map<string, Snapshot>();
  const clock = createClock(seed.clock);
  const ids = createIds();
  const secrets = createSecrets();
  let dial = noDial;
  let era = 0;
  let taken = 0;
  const alarm: Alarm = createAlarm(clock, nextDue, passTime);
  const instances = new Map(twins.map(twin => [twin.name, createInstance(twin)]));
  const beginning = save();

  function createInstance(twin: Twin): Instance {
    const sockets = createSocketRoom();
    const toOutside: Dial = (host, port) => dial(host, port);
    const outbox = createOutbox({ twin: twin.name, clock, alarm, scripts, journal, dial: toOutside, era: () => era });
    const world = { clock, ids, secrets, people: seed.people, outbox, sockets };
    const state = twin.create(seed.twins[twin.name], world);
    // Its state stays the same object for as long as it lives: what changes is what is in it.
    return { twin, sockets, listeners: new Set(), call: { ...world, state, current: () => state } };
  }
  function nextDue(): number | undefined {
    const times = [...instances.values()].map(({ twin, call }) => twin.due?.(call.state)).filter(time => time !== undefined);
    return times.length === 0 ? undefined : Math.min(...times);
  }
  function passTime(): void {
    for (const { twin, call, listeners } of instances.values()) {
      if (twin.catchUp === undefined || (twin.due?.(call.state) ?? Number.POSITIVE_INFINITY) > clock.now()) continue;
      twin.catchUp(call);
      for (const listen of listeners) listen();
    }
  }
  function save(): Snapshot {
    const states = [...instances].map(([twin, { call }]) => [twin, saveState(call.state)] as const);
    return { states: Object.fromEntries(states), clock: clock.save(), ids: ids.save() };
  }
  function load(snapshot: Snapshot): void {
    era += 1;
    alarm.clear();
    clock.load(snapshot.clock);
    ids.load(snapshot.ids);
    for (const [twin, { call, listeners }] of instances) {
      loadState(call.state, snapshot.states[twin] ?? {});
      for (const listen of listeners) listen();
    }
    alarm.check();
  }
  const instanceOf = (twin: Twin): Instance => {
    const instance = instances.get(twin.name);
    if (instance === undefined) throw new Error(`there is no twin ${twin.name}`);
    return instance;
  };
  alarm.check();
  return {
    name,
    clock,
    journal,
    scripts,
    connections,
    callOf: twin => instanceOf(twin).call,
    socketsOf: twin => instanceOf(twin).sockets,
    view: () => Object.fromEntries([...instances].map(([twin, one]) => [twin, one.twin.view(one.call.state, one.call)])),
    catchUp: alarm.check,
    changed: twin => {
      for (const listen of instanceOf(twin).listeners) listen();
    },
    onChange: (twin, listen) => {
      const { listeners } = instanceOf(twin);
      listeners.add(listen);
      return () => void listeners.delete(listen);
    },
    setDial: given => {
      dial = given ?? noDial;
    },
    reset: () => {
      load(beginning);
      journal.clear();
      scripts.clear();
    },
    snapshot: () => {
      taken += 1;
      const id = `snapshot-${taken}`;
      snapshots.set(id, save());
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
      era += 1;
      alarm.clear();
      for (const { sockets } of instances.values()) sockets.closeAll();
      for (const socket of connections) socket.destroy();
      for (const listen of closeListeners) listen();
    },
    onClose: listen => {
      closeListeners.add(listen);
      return () => void closeListeners.delete(listen);
    },
  };
}
