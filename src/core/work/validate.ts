import { settleAll } from '../../base/settle-all.ts';
import type { NewFact } from '../journal/journal.ts';
import type { Outcome } from '../line/model.ts';
import type { Mirror } from '../project/delivery.ts';
import { runChecks } from './checks.ts';
import { type CandidateFact, type FactBodies, fact, lastFact } from './fact.ts';
import { judgeScenarios } from './judge-scenarios.ts';
import { baseOf } from './place.ts';
import { headOf, installDependencies } from './prepare.ts';
import { checkTests } from './test-guard.ts';
import type { Candidate, Finding, Validation } from './validation.ts';
import type { Work, WorkResult } from './world.ts';

/** Prove the candidate or refute it, from outside, in stations that no agent has touched. */
export async function validate(work: Work): Promise<WorkResult> {
  const placed = await placeOnHead(work);
  if ('outcome' in placed) return placed;
  const { on, facts } = placed;
  const parts = await settleAll([checkProject(work, on), checkTests(work, on), judgeScenarios(work, on)]);
  const findings = parts.flatMap(part => part.findings);
  const all = [...facts, ...parts.flatMap(part => part.facts), ...findings.map(finding => fact(work.id, 'finding', finding))];
  return { outcome: outcomeOf(findings, parts.find(part => part.unclear)?.unclear ?? null, on), facts: all };
}

function outcomeOf(findings: readonly Finding[], unclear: string | null, on: Candidate): Outcome {
  const [first] = findings;
  const more = findings.length > 1 ? ` (and ${findings.length - 1} more)` : '';
  if (first) return { status: 'fail', failure: 'defect', reason: { code: 'validate.refuted', text: `${first.text}${more}` } };
  if (unclear) return { status: 'unclear', reason: { code: 'validate.inconclusive', text: unclear } };
  return { status: 'success', context: { base: on.base.commit, candidate: on.candidate.commit } };
}

/** The target may have moved since the run began: what is proven must be what would be merged. */
async function placeOnHead(work: Work): Promise<{ on: Candidate; facts: NewFact[] } | WorkResult> {
  const { world, project } = work;
  const mirror = await world.mirrorOf(project);
  await mirror.sync();
  const before = baseOf(work);
  const candidate = lastFact(world.journal, work.run.id, 'candidate');
  if (!candidate) throw new Error(`run ${work.run.id} has no candidate`);
  const head = await headOf(mirror, project.target, project.repository);
  if (head === before.commit && candidate.base === head)
    return {
      on: { mirror, base: before, candidate, dependencies: await installDependencies(work, mirror, candidate.commit) },
      facts: [],
    };
  return rebased(work, mirror, candidate, head);
}

async function rebased(
  work: Work,
  mirror: Mirror,
  candidate: CandidateFact,
  head: string,
): Promise<{ on: Candidate; facts: NewFact[] } | WorkResult> {
  const result = await mirror.rebase(candidate.commit, head, work.run.createdAt);
  const dependencies = await installDependencies(work, mirror, head);
  const base: FactBodies['base'] = { commit: head, target: work.project.target, dependencies };
  if (result.status === 'conflicts') return conflict(work, base, result.files);
  await mirror.keepRef(`runs/${work.id}`, result.commit);
  const files = (await mirror.diffStat(head, result.commit)).map(file => ({
    path: file.path,
    status: file.status,
    added: file.added ?? 0,
    removed: file.removed ?? 0,
  }));
  const moved: CandidateFact = {
    commit: result.commit,
    base: head,
    patchId: (await mirror.patchId(head, result.commit)) ?? '',
    files,
  };
  const facts = [fact(work.id, 'base', base), fact(work.id, 'candidate', moved)];
  return { on: { mirror, base, candidate: moved, dependencies: await installDependencies(work, mirror, result.commit) }, facts };
}

/** The old candidate is kept under its ref; the agent starts again from the new head. */
function conflict(work: Work, base: FactBodies['base'], files: readonly string[]): WorkResult {
  const text = `${base.target} has moved, and the change conflicts with it in ${files.join(', ')}.`;
  return {
    outcome: { status: 'fail', failure: 'defect', reason: { code: 'delivery.conflict', text } },
    facts: [
      fact(work.id, 'base', base),
      fact(work.id, 'finding', { text, forAgent: `${text} Make the change again on the new ${base.target}.` }),
    ],
  };
}

async function checkProject(work: Work, on: Candidate): Promise<Validation> {
  const commands = [...new Set([...work.project.checks, ...work.packet.checks])];
  const { checks, facts, tail } = await runChecks(work, {
    commit: on.candidate.commit,
    dependencies: on.dependencies,
    side: 'candidate',
    name: 'candidate',
    commands,
    expected: 'green',
  });
  const failed = checks.filter(check => check.exitCode !== 0);
  const findings = failed.map(check => ({
    text: `“${check.name}” fails on the candidate (exit ${check.exitCode}).`,
    forAgent: `The check “${check.name}” fails on your change (exit ${check.exitCode}). The end of its output:\n${tail}`,
  }));
  return { findings, unclear: null, facts };
}
