import { createHash } from 'node:crypto';
import type { EvidenceCheck, EvidenceComparison, EvidenceDraft, EvidenceNote, EvidenceScenario } from '../evidence/evidence.ts';
import type { LoadedScenario } from '../scenario/library.ts';
import { type DraftRequest, newest } from './draft-request.ts';
import { gatesOf } from './evidence-gates.ts';
import { type FactBodies, lastFact } from './fact.ts';
import type { World } from './world.ts';

/** Everything that a run found out, put together from its facts: nothing is measured here and nothing is judged. */
export async function evidenceDraft(request: DraftRequest): Promise<EvidenceDraft> {
  const { world, job, run, terminal } = request;
  const { journal } = world;
  const base = lastFact(journal, run.id, 'base');
  const candidate = lastFact(journal, run.id, 'candidate');
  const claim = lastFact(journal, run.id, 'claim');
  const transcript = lastFact(journal, run.id, 'transcript');
  const notes = (texts: readonly string[]): EvidenceNote[] => texts.map(text => ({ text, provenance: 'agent' }));
  const scenarios = await scenariosOf(request);
  return {
    schema: 'evidence/1',
    id: `${run.id}/evidence`,
    createdAt: lastEventAt(request),
    job: { id: job.id, title: job.title },
    run: run.id,
    line: { name: run.line.name, hash: createHash('sha256').update(JSON.stringify(run.line)).digest('hex') },
    isolation: { kind: world.runtime.name, isIsolated: world.runtime.capabilities.isIsolated },
    base: base?.commit ?? '',
    candidate: candidate?.commit ?? null,
    target: base?.target ?? '',
    packet: job.packet,
    terminal,
    plan: null,
    diff:
      candidate && request.patch
        ? { patch: request.patch, files: candidate.files.map(file => ({ ...file, status: file.status as 'added' })) }
        : null,
    checks: checksOf(request),
    tests: testsOf(request),
    scenarios,
    gates: gatesOf({ ...request, scenarios }),
    findings: newest(request, 'finding').map(({ text }) => ({ text, provenance: 'host' })),
    claims: claim && { state: claim.state, summary: claim.summary, changed: claim.changed },
    assumptions: notes(claim?.assumed ?? []),
    skipped: notes(claim?.skipped ?? []),
    uncertain: notes(claim?.uncertain ?? []),
    rollback: claim?.rollback ? { text: claim.rollback, provenance: 'agent' } : null,
    transcript: transcript && { blob: transcript.blob, agent: transcript.agent },
    cost: {
      usd: transcript && transcript.agent !== 'replay' ? null : 0,
      tokens: transcript && transcript.agent !== 'replay' ? null : 0,
    },
    timeline: timelineOf(request),
  };
}

/** Evidence is the same whenever it is put together: its time is that of the last thing that happened before it. */
function lastEventAt({ world, run }: DraftRequest): number {
  const finished = eventsOf(world, run.id).filter(event => event.type === 'stage.finished' || event.type === 'gate.answered');
  return finished.at(-1)?.at ?? run.createdAt;
}

function eventsOf({ journal }: World, run: string) {
  return journal.eventsAfter(0, { run, limit: 100_000 });
}

function timelineOf({ world, run }: DraftRequest): EvidenceDraft['timeline'] {
  return eventsOf(world, run.id)
    .filter(event => event.type === 'stage.finished' || event.type === 'gate.answered')
    .map(({ at, actor, type, body }) => ({
      at,
      actor,
      text: type === 'gate.answered' ? `answered ${String(body['choice'])}` : stageText(body),
    }));
}

function stageText(body: Readonly<Record<string, unknown>>): string {
  const { stage } = body['at'] as { stage: string };
  const { status, reason } = body['outcome'] as { status: string; reason?: { text: string } };
  return `${stage}: ${status.replaceAll('_', ' ')}${reason ? `. ${reason.text}` : ''}`;
}

function checksOf(request: DraftRequest): EvidenceCheck[] {
  return newest(request, 'check').map(({ blob, ...check }) => ({
    ...check,
    argv: ['bash', '-c', check.name],
    output: blob,
    provenance: 'verifier',
  }));
}

function testsOf(request: DraftRequest): EvidenceDraft['tests'] {
  const tests = lastFact(request.world.journal, request.run.id, 'tests');
  if (!tests) return null;
  const checks = newest(request, 'check');
  const colour = (check: FactBodies['check'] | undefined) =>
    check ? (check.exitCode === 0 ? ('green' as const) : ('red' as const)) : null;
  const onBase = colour(checks.find(check => check.expected === 'red' && check.side === 'base'));
  const onCandidate = colour(checks.find(check => check.expected === 'green' && check.side === 'candidate'));
  return { newTests: tests.files.map(file => ({ file, onBase, onCandidate })), before: tests.before, after: tests.after };
}

async function scenariosOf(request: DraftRequest): Promise<EvidenceScenario[]> {
  const { scenarios } = await request.world.scenarios();
  const verdicts = newest(request, 'verdict');
  if (verdicts.length > 0) return verdicts.flatMap(verdict => scenarioOf(request, scenarios, verdict));
  const reproduced = newest(request, 'reproduced').flatMap(one => one.scenarios);
  return reproduced.flatMap(({ id, result, reason }) =>
    scenarioOf(request, scenarios, { scenario: id, isInPacket: true, verdict: result, reason }),
  );
}

function scenarioOf(
  request: DraftRequest,
  library: readonly LoadedScenario[],
  { scenario: id, isInPacket, verdict, reason }: FactBodies['verdict'],
): EvidenceScenario[] {
  const loaded = library.find(({ scenario }) => scenario.id === id);
  if (!loaded) return [];
  const { title, kind } = loaded.scenario;
  const replays = newestReplays(request, id);
  const comparisons = newest(request, 'comparison')
    .filter(one => one.scenario === id)
    .map(comparisonOf);
  return [
    {
      id,
      title,
      kind,
      isInPacket,
      hash: loaded.hash,
      verdict: verdict as EvidenceScenario['verdict'],
      reason,
      replays,
      comparisons,
    },
  ];
}

/** The last replay of each side. */
function newestReplays({ world, run }: DraftRequest, scenario: string) {
  const all = world.journal
    .facts(run.id)
    .filter(one => one.kind === 'replay')
    .map(one => (one.body as FactBodies['replay']).record);
  const bySide = new Map(all.filter(record => record.scenario === scenario).map(record => [record.side, record]));
  return [...bySide.values()].map(record => structuredClone(record) as EvidenceScenario['replays'][number]);
}

function comparisonOf({ checkpoint, before, after, difference, controlPixels }: FactBodies['comparison']): EvidenceComparison {
  const { blob, isSame: _isSame, regions, ...rest } = difference;
  return { checkpoint, before, after, difference: blob, ...rest, regions: regions.map(region => ({ ...region })), controlPixels };
}
