import { runChecks } from './checks.ts';
import { type FactBodies, fact, type TestInventory } from './fact.ts';
import { isTestFile } from './test-file.ts';
import type { Candidate, Finding, Validation } from './validation.ts';
import type { Work } from './world.ts';

/**
 * No test is loosened unseen. The candidate's new tests must fail on the base (red before green), the base's own tests
 * must still pass on the candidate, and the inventory of tests may not shrink.
 */
export async function checkTests(work: Work, on: Candidate): Promise<Validation> {
  const touched = on.candidate.files.filter(file => isTestFile(file.path));
  if (touched.length === 0 || work.project.checks.length === 0) return { findings: [], unclear: null, facts: [] };
  const inventory = await inventories(
    on,
    touched.map(file => file.path),
  );
  const results = [await redOnBase(work, on, touched), await oldOnCandidate(work, on, touched)];
  const findings = [...shrunk(inventory), ...results.flatMap(result => result.findings)];
  return { findings, unclear: null, facts: [...results.flatMap(result => result.facts), fact(work.id, 'tests', inventory)] };
}

type Touched = readonly CandidateFile[];
type CandidateFile = Candidate['candidate']['files'][number];

/** New tests that pass on the base prove nothing about the change. */
async function redOnBase(work: Work, on: Candidate, touched: Touched): Promise<Validation> {
  const paths = touched.filter(file => file.status !== 'deleted').map(file => file.path);
  const commit = await on.mirror.overlay({ onto: on.base.commit, from: on.candidate.commit, paths, at: work.run.createdAt });
  const result = await runChecks(work, {
    commit,
    dependencies: on.base.dependencies,
    side: 'base',
    name: 'new-tests-on-base',
    commands: work.project.checks.slice(0, 1),
    expected: 'red',
    title: 'New tests on base',
  });
  const isGreen = result.checks.some(check => check.exitCode === 0);
  const text = 'The new tests pass on the base commit, so they do not show the defect.';
  return {
    findings: isGreen ? [{ text, forAgent: `${text} Write a test that fails without your change.` }] : [],
    unclear: null,
    facts: result.facts,
  };
}

/** The tests as they were must hold for the candidate, unless the packet allows changing them and they were changed openly. */
async function oldOnCandidate(work: Work, on: Candidate, touched: Touched): Promise<Validation> {
  const changed = touched.filter(file => file.status !== 'added').map(file => file.path);
  if (changed.length === 0) return { findings: [], unclear: null, facts: [] };
  const commit = await on.mirror.overlay({
    onto: on.candidate.commit,
    from: on.base.commit,
    paths: changed,
    at: work.run.createdAt,
  });
  const result = await runChecks(work, {
    commit,
    dependencies: on.dependencies,
    side: 'candidate',
    name: 'old-tests-on-candidate',
    commands: work.project.checks.slice(0, 1),
    expected: 'green',
    title: 'Base’s tests on the candidate',
  });
  const isRed = result.checks.some(check => check.exitCode !== 0);
  const text = 'The base’s own tests fail on the candidate.';
  return {
    findings: isRed
      ? [{ text, forAgent: `${text} Keep the behaviour that they hold. The end of the output:\n${result.tail}` }]
      : [],
    unclear: null,
    facts: result.facts,
  };
}

async function inventories({ mirror, base, candidate }: Candidate, files: readonly string[]): Promise<FactBodies['tests']> {
  const count = async (commit: string) => {
    const texts = await Promise.all(files.map(path => mirror.readFile(commit, path)));
    return inventoryOf(texts.map(bytes => bytes?.toString('utf8') ?? '').join('\n'));
  };
  return { files, before: await count(base.commit), after: await count(candidate.commit) };
}

/** Counted by shape over the test files that were touched: enough to see a test go, a skip come, an assertion vanish. */
export function inventoryOf(text: string): TestInventory {
  const count = (pattern: RegExp) => [...text.matchAll(pattern)].length;
  return {
    tests: count(/\b(?:it|test)(?:\.\w+)*\s*\(|\bdef test_|\bfunc Test[A-Z]|#\[test\]/g),
    skipped: count(
      /\b(?:it|test|describe|suite)\.(?:skip|todo)\b|\bx(?:it|describe)\s*\(|\bskip:\s*true|@pytest\.mark\.skip|\bt\.Skip\(/g,
    ),
    assertions: count(/\bassert\b|\bexpect\s*\(/g),
  };
}

function shrunk({ before, after }: FactBodies['tests']): Finding[] {
  const problems = [
    ...(after.tests < before.tests ? [`${before.tests - after.tests} tests are gone`] : []),
    ...(after.skipped > before.skipped ? [`${after.skipped - before.skipped} tests are newly skipped`] : []),
    ...(after.assertions < before.assertions ? [`${before.assertions - after.assertions} assertions are gone`] : []),
  ];
  return problems.map(problem => ({
    text: `Tests were loosened: ${problem}.`,
    forAgent: `Tests were loosened: ${problem}. Put them back.`,
  }));
}
