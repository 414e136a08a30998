import { type ChildProcess, spawn } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { AppError } from '../base/app-error.ts';
import type { CallContext, EvidenceView, Gate, JobCard } from '../contract/index.ts';
import { parsePacket } from '../core/job/packet.ts';
import { loadFactory } from '../core/project/factory.ts';
import { createControlRoom } from './control-room.ts';
import { markDemoEnded, openDemoHome } from './demo-home.ts';
import type { Room, RoomConfig } from './room.ts';
import { createSampleFactory } from './sample/create-sample-factory.ts';

/** What a job's own scenarios showed on one side: scenario → assertion → held, did not hold, null where never evaluated. */
export type Shown = Readonly<Record<string, Readonly<Record<string, boolean | null>>>>;

export type DemoJob = {
  readonly id: string;
  readonly title: string;
  readonly terminalState: string | null;
  readonly reason: { readonly code: string; readonly text: string } | null;
  readonly disposition: string | null;
  readonly runs: number;
  readonly before: Shown | null;
  readonly after: Shown | null;
  /** The folder of the last run's evidence bundle. */
  readonly evidence: string | null;
  readonly mergedAs: string | null;
};
export type DemoReport = {
  readonly isolation: string;
  readonly durationMs: number;
  readonly home: string;
  readonly jobs: readonly DemoJob[];
};

export type DemoOptions = {
  readonly onProgress: (message: string) => void;
  /** Change the sample before anything runs: for counterfactuals. */
  readonly arrange?: (sample: { readonly factory: string; readonly repository: string }) => Promise<void>;
  /** Have the sample's knowledge base up from the start. */
  readonly startService?: boolean;
  /** The files of the packets to run, by name; all of them unless told. */
  readonly packets?: (file: string) => boolean;
  readonly signal?: AbortSignal;
};

const actor = 'demo';

/** Run the sample's packets from end to end without a window. The actor `demo` answers the gates, and is on record for it. */
export async function runDemo(config: RoomConfig, options: DemoOptions): Promise<DemoReport> {
  await openDemoHome(config.home);
  const sample = await createSampleFactory({
    directory: join(config.home, 'sample'),
    kbPort: config.samplePort ?? (await freePort()),
  });
  await options.arrange?.(sample);
  const service = knowledgeBase(sample.factory, await servicePort(sample.factory));
  const room = await createControlRoom({ ...config, emptyIntake: true });
  const signal = options.signal ?? new AbortController().signal;
  const demo = { room, service, context: { signal, actor }, ...options };
  try {
    if (options.startService) await service.start();
    await untilReady(demo);
    const started = Date.now();
    await addPackets(demo, join(sample.factory, 'packets'));
    await answerUntilDone(demo);
    const jobs = await reportJobs(demo);
    await markDemoEnded(config.home, Date.now());
    return { isolation: await isolationOf(demo), durationMs: Date.now() - started, home: config.home, jobs };
  } finally {
    await room.close();
    service.stop();
  }
}

type Demo = DemoOptions & {
  readonly room: Room;
  readonly service: ReturnType<typeof knowledgeBase>;
  readonly context: CallContext;
};

async function untilReady({ room, context, onProgress }: Demo): Promise<void> {
  let said = '';
  for await (const { runtime } of room.handlers['room.watch']({}, context)) {
    if (runtime.isReady) return;
    if (runtime.detail !== said) onProgress(runtime.detail);
    said = runtime.detail;
  }
}

/** Packets that a demo which was cut short has added already are gone on with, not added again. */
async function addPackets({ room, context, packets = () => true }: Demo, directory: string): Promise<void> {
  const { cards } = await room.handlers['job.list']({}, context);
  const present = new Set(cards.map(card => card.title));
  const files = (await readdir(directory)).filter(file => file.endsWith('.yaml') && packets(file)).sort();
  for (const file of files) {
    const text = await readFile(join(directory, file), 'utf8');
    if (!present.has(parsePacket(text, file).title)) await room.handlers['job.add']({ text }, context);
  }
  const all = await room.handlers['job.list']({}, context);
  for (const card of all.cards) if (card.column === 'intake') await room.handlers['job.start']({ job: card.id }, context);
}

async function answerUntilDone(demo: Demo): Promise<void> {
  const { room, context, onProgress } = demo;
  const cards = new Map<string, JobCard>();
  const first = await room.handlers['job.list']({}, context);
  for (const card of first.cards) cards.set(card.id, card as JobCard);
  for (const card of cards.values()) await answer(demo, card);
  if ([...cards.values()].every(isSettled)) return;
  for await (const { card } of room.handlers['job.changes']({ after: first.seq }, context)) {
    const before = cards.get(card.id);
    cards.set(card.id, card as JobCard);
    if (before?.status.text !== card.status.text)
      onProgress(`${card.id} ${card.status.text}${card.status.aside ? ` (${card.status.aside})` : ''}`);
    await answer(demo, card as JobCard);
    if ([...cards.values()].every(isSettled)) return;
  }
}

/** A question is the engineer's to answer: the demo leaves it. */
function isSettled({ column, gate }: JobCard): boolean {
  return column === 'done' || gate?.kind === 'question';
}

async function answer({ room, service, context, onProgress }: Demo, { gate }: JobCard): Promise<void> {
  const choice = gate && (await choiceFor(gate, service));
  if (!gate || !choice) return;
  onProgress(`${gate.job} demo answers: ${choice}`);
  await room.handlers['gate.answer']({ gate: gate.id, choice, note: '', version: gate.version }, context).catch(error => {
    // Two changes may tell of the same gate; the second answer finds it gone.
    if (!(error instanceof AppError) || error.kind !== 'conflict') throw error;
  });
}

async function choiceFor(gate: Gate, service: ReturnType<typeof knowledgeBase>): Promise<string | null> {
  switch (gate.kind) {
    case 'review':
      return 'approve';
    case 'no-op':
      return 'accept-no-op';
    case 'failure':
      await service.start();
      return 'run-again';
    default:
      return null;
  }
}

async function reportJobs({ room, context }: Demo): Promise<DemoJob[]> {
  const { cards } = await room.handlers['job.list']({}, context);
  return Promise.all(
    (cards as JobCard[]).map(async card => {
      const evidence = card.run
        ? ((await room.handlers['evidence.get']({ run: card.run.id }, context).catch(() => null)) as EvidenceView | null)
        : null;
      const { id, title, terminalState, reason, disposition, mergedAs } = card;
      return {
        id,
        title,
        terminalState,
        reason,
        disposition,
        runs: card.run?.number ?? 0,
        before: shownOn(evidence, 'base'),
        after: shownOn(evidence, 'candidate'),
        evidence: evidence?.directory ?? null,
        mergedAs,
      };
    }),
  );
}

function shownOn(evidence: EvidenceView | null, side: 'base' | 'candidate'): Shown | null {
  const own = (evidence?.scenarios ?? []).filter(
    scenario => scenario.isInPacket && scenario.assertions.some(one => one[side] !== null),
  );
  return own.length === 0
    ? null
    : Object.fromEntries(
        own.map(scenario => [scenario.id, Object.fromEntries(scenario.assertions.map(one => [one.id, one[side]]))]),
      );
}

async function isolationOf({ room, context }: Demo): Promise<string> {
  for await (const { runtime } of room.handlers['room.watch']({}, context))
    return runtime.isIsolated ? runtime.name : `${runtime.name} (not isolated)`;
  return 'unknown';
}

/** The sample's own outside service: until it is started, its port really refuses. It ends with us, even by kill -9. */
function knowledgeBase(factory: string, port: number) {
  let child: ChildProcess | null = null;
  return {
    start: async () => {
      if (child) return;
      const program = join(factory, 'services', 'kb.mjs');
      child = spawn(process.execPath, [program, '--port', String(port), '--until-stdin-ends'], {
        stdio: ['pipe', 'pipe', 'inherit'],
      });
      await new Promise<void>((resolve, reject) => {
        child?.stdout?.once('data', () => resolve());
        child?.once('exit', code =>
          reject(new AppError('unavailable', 'demo.service', `The sample’s knowledge base ended with ${code}.`)),
        );
      });
    },
    stop: () => void child?.kill(),
  };
}

/** The port that the factory names; one that was made by a demo that was cut short has it from then. */
async function servicePort(factory: string): Promise<number> {
  const services = Object.values((await loadFactory(factory)).projects).flatMap(project => Object.values(project.services));
  return Number(services[0]?.address.split(':').at(-1));
}

function freePort(): Promise<number> {
  return new Promise(resolve => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
