import { AppError } from '../../base/app-error.ts';
import type { ControlRoom, Handlers, JobDetail, Readiness as WireReadiness } from '../../contract/index.ts';
import { enforcement } from '../../core/job/enforcement.ts';
import { lineOfPacket, type Packet, parsePacket } from '../../core/job/packet.ts';
import { type Readiness, readinessOf } from '../../core/job/readiness.ts';
import type { JobRecord } from '../../core/journal/record.ts';
import type { ApiContext } from './context.ts';
import { jobCard } from './job-card.ts';
import { follow } from './watch.ts';

type JobHandlers = Pick<
  Handlers<ControlRoom>,
  'job.list' | 'job.changes' | 'job.get' | 'job.check' | 'job.add' | 'job.start' | 'job.cancel'
>;

export function jobApi(context: ApiContext): JobHandlers {
  const { world } = context;
  const { journal } = world;
  return {
    'job.list': async () => ({ seq: journal.lastSeq(), cards: journal.jobs().map(job => jobCard(world, job)) }),
    'job.changes': ({ after }, { signal }) =>
      follow(
        journal,
        after,
        seq => journal.jobsAfter(seq).map(job => ({ seq: job.seq, item: { seq: job.seq, card: jobCard(world, job) } })),
        signal,
      ),
    'job.get': async ({ job }) => jobDetail(context, journal.job(job)),
    'job.check': async ({ text }) => {
      const packet = parsePacket(text);
      return { title: packet.title, readiness: wireReadiness(await packetReadiness(context, packet)) };
    },
    'job.add': async ({ text }, { actor }) => {
      const packet = parsePacket(text);
      const missing = (await packetReadiness(context, packet)).missing.filter(gap => gap.isBlocking).length;
      const { title, project, kind } = packet;
      return jobCard(world, journal.addJob({ packet: text, title, project, line: lineOfPacket(packet), kind }, actor, missing));
    },
    'job.start': async ({ job }, { actor }) => {
      await refuseUnready(context, journal.job(job));
      return jobCard(world, journal.queueJob(job, actor));
    },
    'job.cancel': async ({ job }, { actor }) => jobCard(world, cancelJob(context, journal.job(job), actor)),
  };
}

async function refuseUnready(context: ApiContext, job: JobRecord): Promise<void> {
  const { missing, isReady } = await packetReadiness(context, parsePacket(job.packet));
  const first = missing.find(gap => gap.isBlocking);
  if (isReady || !first) return;
  throw new AppError('invalid', 'packet.not-ready', `${job.id} cannot start: ${first.problem}`, { hint: first.fix });
}

/** A run that is under way is cancelled; its job is closed when the run is tidied up. */
function cancelJob({ world: { journal } }: ApiContext, job: JobRecord, actor: string): JobRecord {
  const run = journal.runsOf(job.id).at(-1);
  if (job.status === 'active' && run?.state.status === 'running') {
    journal.record(run.id, { type: 'run.cancelled' }, { actor });
    return journal.job(job.id);
  }
  return journal.closeJob(job.id, 'cancelled', actor);
}

async function packetReadiness({ world, knownLines }: ApiContext, packet: Packet): Promise<Readiness> {
  const factory = await world.factory();
  return readinessOf(packet, {
    projects: Object.keys(factory.projects),
    scenarios: factory.scenarios,
    lines: await knownLines(),
    agents: Object.keys(world.agents),
    services: Object.keys(factory.projects[packet.project]?.services ?? {}),
  });
}

function wireReadiness({ isReady, missing }: Readiness): WireReadiness {
  return { isReady, items: missing.map(({ isBlocking, ...gap }) => ({ ...gap, blocks: isBlocking })) };
}

async function jobDetail(context: ApiContext, job: JobRecord): Promise<JobDetail> {
  const packet = parsePacket(job.packet);
  const runs = context.world.journal.runsOf(job.id);
  return {
    card: jobCard(context.world, job),
    packetText: job.packet,
    goal: packet.goal,
    acceptance: packet.acceptance.map(({ id, given, when, then }) => ({ id, given, when, then })),
    nonGoals: packet.non_goals,
    fields: fieldsOf(packet),
    readiness: wireReadiness(await packetReadiness(context, packet)),
    runs: runs.map(run => ({
      id: run.id,
      number: run.number,
      terminalState: run.state.end?.state ?? null,
      reason: run.state.end?.reason ?? null,
      startedAt: run.createdAt,
      endedAt: run.endedAt,
    })),
  };
}

function fieldsOf(packet: Packet): JobDetail['fields'] {
  return Object.entries(enforcement).map(([field, held]) => ({
    field,
    value: shown(valueAt(packet, field)),
    enforcedBy: held === 'recorded only' ? null : held.enforcedBy,
  }));
}

function valueAt(packet: Packet, path: string): unknown {
  return path.split('.').reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], packet);
}

function shown(value: unknown): string {
  if (value === undefined || value === null || value === '') return '';
  if (Array.isArray(value)) return value.map(shown).join(', ');
  if (typeof value !== 'object') return String(value);
  const parts = Object.entries(value).flatMap(([key, part]) => (shown(part) === '' ? [] : [`${key}: ${shown(part)}`]));
  return parts.join('; ');
}
