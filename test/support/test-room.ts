import { createControlRoom } from '../../src/app/control-room.ts';
import type { Room, RoomConfig } from '../../src/app/room.ts';
import type { CallContext, EventEnvelope, EvidenceView, JobCard } from '../../src/contract/index.ts';

const context: CallContext = { signal: new AbortController().signal, actor: 'engineer' };

/** A control room as a person at the board uses it: add, watch, answer. */
export type TestRoom = {
  readonly handlers: Room['handlers'];
  /** Adds a packet and starts it; answers the job's id. */
  start(packet: string): Promise<string>;
  card(job: string): Promise<JobCard>;
  /** Resolves with the first card of a job for which it holds. */
  until(job: string, holds: (card: JobCard) => boolean): Promise<JobCard>;
  /** Until the job waits for a person or is done. */
  settled(job: string): Promise<JobCard>;
  answer(job: string, choice: string, note?: string): Promise<void>;
  /** Everything that has happened to a run, or to all of them. */
  events(run?: string): Promise<EventEnvelope[]>;
  evidence(run: string): Promise<EvidenceView>;
  verify(run: string): Promise<{ ok: boolean; problems: unknown[] }>;
  /** Until something has happened that it holds of. */
  happened(holds: (event: EventEnvelope) => boolean): Promise<EventEnvelope>;
  pull(): Promise<void>;
  release(): Promise<void>;
  close(): Promise<void>;
};

export type TestRoomConfig = Pick<RoomConfig, 'home' | 'factory' | 'runtime'>;

/** Opens a room and waits until stations can be made. */
export async function openTestRoom(config: TestRoomConfig): Promise<TestRoom> {
  const room = await createControlRoom({ ...config, pace: 'fast', emptyIntake: true, onProgress: () => {} });
  await ready(room);
  return around(room);
}

/** The same for a room that is there already. */
export function around({ handlers, close }: Room): TestRoom {
  const card = async (job: string) => {
    const { cards } = await handlers['job.list']({}, context);
    const found = cards.find(one => one.id === job);
    if (!found) throw new Error(`there is no job ${job}`);
    return found as JobCard;
  };
  const until = (job: string, holds: (card: JobCard) => boolean) => cardThat(handlers, job, holds);
  return {
    handlers,
    start: async text => {
      const { id } = await handlers['job.add']({ text }, context);
      await handlers['job.start']({ job: id }, context);
      return id;
    },
    card,
    until,
    settled: job => until(job, isSettled),
    answer: async (job, choice, note = '') => {
      const { gate } = await card(job);
      if (!gate) throw new Error(`${job} waits for nothing`);
      await handlers['gate.answer']({ gate: gate.id, choice, note, version: gate.version }, context);
    },
    events: run => eventsSoFar(handlers, run),
    evidence: async run => (await handlers['evidence.get']({ run }, context)) as EvidenceView,
    verify: run => handlers['evidence.verify']({ run }, context),
    happened: holds => eventThat(handlers, holds),
    pull: async () => void (await handlers['cord.pull']({ reason: 'to see' }, context)),
    release: async () => void (await handlers['cord.release']({}, context)),
    close,
  };
}

export function isSettled({ column, gate }: JobCard): boolean {
  return column === 'done' || gate !== null;
}

async function ready({ handlers }: Room): Promise<void> {
  for await (const { runtime } of handlers['room.watch']({}, context)) if (runtime.isReady) return;
}

async function cardThat(handlers: Room['handlers'], job: string, holds: (card: JobCard) => boolean): Promise<JobCard> {
  const stop = new AbortController();
  const { seq, cards } = await handlers['job.list']({}, context);
  const present = cards.find(one => one.id === job) as JobCard | undefined;
  if (present && holds(present)) return present;
  try {
    for await (const { card } of handlers['job.changes']({ after: seq }, { ...context, signal: stop.signal }))
      if (card.id === job && holds(card as JobCard)) return card as JobCard;
  } finally {
    stop.abort();
  }
  throw new Error(`${job} never came there`);
}

async function eventThat(handlers: Room['handlers'], holds: (event: EventEnvelope) => boolean): Promise<EventEnvelope> {
  for await (const event of handlers['run.events']({ after: 0 }, context))
    if (holds(event as EventEnvelope)) return event as EventEnvelope;
  throw new Error('it never happened');
}

async function eventsSoFar(handlers: Room['handlers'], run: string | undefined): Promise<EventEnvelope[]> {
  // The stream of facts is live: what is there comes at once, and a stream that has none left is let go of.
  const { seq } = await handlers['job.list']({}, context);
  const stop = new AbortController();
  const events: EventEnvelope[] = [];
  const all = handlers['run.events']({ after: 0 }, { ...context, signal: stop.signal });
  for await (const event of all) {
    if (run === undefined || event.run === run) events.push(event as EventEnvelope);
    if (event.seq >= seq) break;
  }
  stop.abort();
  return events;
}
