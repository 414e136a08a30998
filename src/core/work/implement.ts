import { AppError } from '../../base/app-error.ts';
import { maxResultBytes, ResultFile, resultFileName } from '../agent/result-file.ts';
import { leaksIn } from '../job/leak-guard.ts';
import { agentSettings } from '../job/packet.ts';
import { stationPacketText } from '../job/packet-for-station.ts';
import type { NewFact } from '../journal/journal.ts';
import type { Outcome } from '../line/model.ts';
import { defaultLimits, type StationInfo, type StationSpec, type StationState } from '../station/station-runtime.ts';
import { type FactBodies, fact, factsOf, lastFact } from './fact.ts';
import { holdoutsOf } from './holdout.ts';
import { baseOf } from './place.ts';
import { reachFor, servicesFor } from './product.ts';
import { loadSeed } from './seed.ts';
import { ensureStation } from './station-keeper.ts';
import { takeWork } from './take-work.ts';
import type { Work, WorkResult } from './world.ts';

type Ended = Extract<StationState, { status: 'ended' | 'lost' }>;

/** Let the packet's agent change the code in a sealed station, then take what it left as a claim and check it. */
export async function implement(work: Work): Promise<WorkResult> {
  const info = await startAgent(work);
  const ended = await endOf(work, info);
  if (ended === 'too-long') return stopped('agent.timeout', `The agent was stopped after ${minutesFor(work)} minutes.`, 'budget');
  const early = endedBadly(ended);
  if (early) return { outcome: early, facts: await keepTranscript(work).then(one => [one], nothing) };
  const facts = [await keepTranscript(work)];
  const claim = await readClaim(work);
  if ('failure' in claim) return { outcome: claim, facts };
  return settle(work, claim, [...facts, fact(work.id, 'claim', claim)]);
}

/** A station that was killed took its transcript along, and why it ended matters more. */
function nothing(): NewFact[] {
  return [];
}

async function settle(work: Work, claim: ResultFile, facts: NewFact[]): Promise<WorkResult> {
  if (claim.state === 'ESCALATE') return asked(work, claim, facts);
  if (claim.state === 'NO_OP')
    return {
      outcome: {
        status: 'no_op',
        reason: { code: 'agent.no-op', text: `The agent says that nothing is to be done: ${claim.summary}` },
      },
      facts,
    };
  const taken = await takeWork(work);
  return { outcome: taken.outcome, facts: [...facts, ...taken.facts] };
}

function asked(work: Work, claim: ResultFile, facts: NewFact[]): WorkResult {
  const text = claim.question?.text ?? claim.summary;
  const choices = (claim.question?.choices ?? []).map((label, index) => ({ id: `choice-${index + 1}`, label }));
  return {
    outcome: { status: 'question', reason: { code: 'agent.question', text } },
    facts: [...facts, fact(work.id, 'question', { text, choices, from: 'agent' })],
  };
}

/** Found again by its id after a restart, with its tunnel joined anew: nothing is worked twice. */
async function startAgent(work: Work): Promise<StationInfo> {
  const { world, project, packet } = work;
  const factory = await world.factory();
  const seeds = Object.entries(project.twins).flatMap(([twin, { public_seed: seed }]) => (seed ? [[twin, seed] as const] : []));
  const space = await world.twins.open(`${work.run.id}/agent`, {
    seed: await loadSeed(factory, Object.fromEntries(seeds)),
    clock: null,
    fresh: false,
  });
  const granted = packet.network === 'none' ? [] : packet.network;
  const services = servicesFor(space, project, granted);
  if (granted.includes('registry')) services['registry'] = world.registry;
  const station = await ensureStation(world, work.run.id, await agentSpec(work, Object.keys(services)), services);
  await space.letOut(reachFor(world, work.id, project, space));
  return station;
}

async function agentSpec(work: Work, services: readonly string[]): Promise<StationSpec> {
  const { world, packet, project } = work;
  const adapter = world.agents[packet.agent?.adapter ?? ''];
  if (!adapter)
    throw new AppError('missing', 'agent.missing', `There is no agent “${packet.agent?.adapter}”.`, {
      hint: `Name one of: ${Object.keys(world.agents).join(', ')}.`,
    });
  const base = baseOf(work);
  const source = startOf(work, base.commit);
  const mirror = await world.mirrorOf(project);
  const prompt = await world.promptOf(work.run.line.name, (work.stage.settings['prompt'] ?? '').replace(/^@/, ''));
  const task = {
    packet: stationPacketText(packet),
    prompt,
    visit: work.at.visit,
    notes: await notesFor(work),
    settings: agentSettings(packet),
    pace: world.pace,
  };
  await refuseLeaks(work, [task.packet, task.prompt, ...task.notes]);
  const launch = await adapter.launch(task);
  return {
    id: work.id,
    purpose: 'agent',
    labels: { job: work.job.id, run: work.run.id, stage: work.at.stage, agent: adapter.name },
    source: { commit: source, bundle: () => mirror.bundle(source) },
    dependencies: base.dependencies ? { key: base.dependencies, path: 'node_modules' } : null,
    process: { argv: launch.argv, env: { ...project.env, ...launch.env, TZ: 'UTC' }, tty: { cols: 118, rows: 32 } },
    inputs: { 'packet.yaml': task.packet, 'prompt.md': task.prompt, ...launch.inputs },
    services,
    limits: defaultLimits,
  };
}

/** Work goes on from the last candidate, unless the target has moved away under it: then it would undo what came since. */
function startOf({ world, run }: Work, base: string): string {
  const last = lastFact(world.journal, run.id, 'candidate');
  return last?.base === base ? last.commit : base;
}

/** What the last visit taught: the engineer's words first, then what the host found. */
async function notesFor(work: Work): Promise<readonly string[]> {
  const { journal } = work.world;
  const said = work.run.state.context['gate.note'];
  const sentBack = said ? [`The engineer says: ${said}`] : [];
  const lastTry = journal.facts(work.run.id).findLast(one => one.kind === 'finding');
  const found = lastTry ? factsOf(journal, work.run.id, 'finding', lastTry.work).map(finding => finding.forAgent) : [];
  return [...work.job.notes, ...sentBack, ...found];
}

/** Nothing of a holdout may reach a station, whoever wrote it. */
async function refuseLeaks(work: Work, texts: readonly string[]): Promise<void> {
  const leaks = leaksIn(texts.join('\n'), await holdoutsOf(work));
  if (leaks.length === 0) return;
  throw new AppError('denied', 'packet.leak', `What would go to the agent gives a holdout away. ${leaks[0]}`, {
    hint: 'Say it in other words in the packet or the note, then run the job again.',
  });
}

async function endOf(work: Work, info: StationInfo): Promise<Ended | 'too-long'> {
  const left = info.startedAt + minutesFor(work) * 60_000 - work.world.clock();
  const timeout = AbortSignal.timeout(Math.max(0, left));
  try {
    return await work.world.runtime.ended(work.id, AbortSignal.any([work.signal, timeout]));
  } catch (error) {
    if (timeout.aborted && !work.signal.aborted) return 'too-long';
    throw error;
  }
}

function minutesFor(work: Work): number {
  const ofLine = Number(work.stage.settings['max_minutes'] ?? 30);
  return Math.min(ofLine, work.packet.stop.max_minutes ?? ofLine);
}

/** Only what the host saw makes it the surroundings' fault: a station that dies by its own doing is a defect or a budget. */
function endedBadly(ended: Ended): Outcome | null {
  if (ended.status === 'lost') return failed('infra', 'station.lost', `The station was lost: ${ended.cause}.`);
  switch (ended.cause) {
    case 'killed':
      return failed('infra', 'station.killed', 'The station was killed from outside.');
    case 'out-of-memory':
      return failed('budget', 'station.out-of-memory', 'The station used more memory than it was given.');
    case 'disk-full':
      return failed('budget', 'station.disk-full', 'The station used more disk than it was given.');
    default:
      return ended.exitCode === 0 ? null : failed('defect', 'agent.crashed', `The agent ended with ${ended.exitCode}.`);
  }
}

async function readClaim(work: Work): Promise<ResultFile | (Outcome & { failure: 'defect' })> {
  const bytes = await work.world.runtime.readOutput(work.id, resultFileName, maxResultBytes);
  if (!bytes)
    return {
      ...failed('defect', 'agent.no-result', 'The agent ended without a result file. Silence is never success.'),
      failure: 'defect',
    };
  const parsed = ResultFile.safeParse(jsonOf(bytes));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  return {
    ...failed(
      'defect',
      'agent.bad-result',
      `The agent’s result file does not fit result/1: ${issue?.path.join('.') || 'it'} ${issue?.message}.`,
    ),
    failure: 'defect',
  };
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    return null;
  }
}

const maxTranscriptBytes = 4 * 1024 * 1024;

async function keepTranscript(work: Work): Promise<NewFact> {
  const terminal = await work.world.runtime.terminal(work.id, 0);
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const frame of terminal.frames) {
    if (frame.type === 'ended') break;
    if (frame.type === 'output' && bytes < maxTranscriptBytes) {
      pieces.push(frame.bytes);
      bytes += frame.bytes.length;
    }
  }
  terminal.close();
  const body: FactBodies['transcript'] = {
    blob: await work.world.blobs.keep(Buffer.concat(pieces)),
    bytes,
    agent: work.packet.agent?.adapter ?? '',
  };
  return fact(work.id, 'transcript', body);
}

function stopped(code: string, text: string, failure: 'budget' | 'defect'): WorkResult {
  return { outcome: failed(failure, code, text), facts: [] };
}

function failed(failure: NonNullable<Outcome['failure']>, code: string, text: string): Outcome {
  return { status: 'fail', failure, reason: { code, text } };
}
