import type { EvidenceGate, EvidenceScenario } from '../evidence/evidence.ts';
import { type DraftRequest, newest } from './draft-request.ts';
import { lastFact } from './fact.ts';

type GatesRequest = DraftRequest & { readonly scenarios: readonly EvidenceScenario[] };

/** What the host and the verifier saw, one line each. What was never looked at has no line: silence is not a pass. */
export function gatesOf(request: GatesRequest): EvidenceGate[] {
  return [
    ...isolationGates(request),
    ...baseGates(request),
    ...candidateGates(request),
    ...checkGates(request),
    ...testGates(request),
  ];
}

function gate(
  id: string,
  title: string,
  isPassed: boolean,
  detail: string,
  source: EvidenceGate['source'] = 'host',
): EvidenceGate {
  return { id, title, source, status: isPassed ? 'passed' : 'failed', detail, at: null };
}

/** Said only where it is bad news: an agent that was not sealed in may have read what it should not know. */
function isolationGates({ world }: GatesRequest): EvidenceGate[] {
  if (world.runtime.capabilities.isIsolated) return [];
  const detail = 'Stations were processes on this machine; the holdouts count as exposed';
  return [{ id: 'isolation', title: 'Not isolated', source: 'host', status: 'waived', detail, at: null }];
}

function baseGates(request: GatesRequest): EvidenceGate[] {
  const shown = newest(request, 'reproduced').flatMap(one => one.scenarios);
  if (shown.length === 0) return [];
  const reproduced = shown.filter(one => one.result === 'reproduced').length;
  const base = lastFact(request.world.journal, request.run.id, 'base');
  return [
    gate(
      'fails-on-base',
      'Fails on base',
      reproduced > 0,
      `${reproduced} of ${shown.length} failed at ${base?.commit.slice(0, 7)}`,
    ),
  ];
}

function candidateGates({ scenarios, world, run }: GatesRequest): EvidenceGate[] {
  const verdicts = newest({ world, run }, 'verdict');
  if (verdicts.length === 0) return [];
  const own = scenarios.filter(one => one.isInPacket);
  const others = scenarios.filter(one => !one.isInPacket);
  const proven = own.filter(one => one.verdict === 'proven').length;
  const worse = others.filter(one => one.verdict === 'refuted');
  const rest = others.filter(one => one.verdict !== 'unchanged' && one.verdict !== 'refuted');
  const unchanged = others.length - worse.length - rest.length;
  const aside = rest.length > 0 ? `, ${rest.length} not judged (${rest.map(one => `${one.id}: ${one.verdict}`).join(', ')})` : '';
  const candidate = lastFact(world.journal, run.id, 'candidate');
  return [
    gate('passes-on-candidate', 'Passes on candidate', proven === own.length, `${proven} of ${own.length} proven`),
    gate(
      'nothing-worse',
      'Nothing got worse',
      worse.length === 0,
      worse.length > 0 ? worse.map(one => one.title).join(', ') : `${unchanged} unchanged${aside}`,
    ),
    gate(
      'files-and-secrets',
      'Files and secrets',
      candidate !== null,
      `${candidate?.files.length ?? 0} files, all inside the packet’s scope`,
    ),
    gate('up-to-date', 'Up to date with the target', candidate !== null, `validated on ${candidate?.base.slice(0, 7)}`),
  ];
}

function checkGates(request: GatesRequest): EvidenceGate[] {
  const checks = newest(request, 'check').filter(check => check.expected === 'green');
  if (checks.length === 0) return [];
  const failed = checks.filter(check => check.exitCode !== 0);
  const detail =
    failed.length > 0
      ? failed.map(check => `${check.name}: exit ${check.exitCode}`).join(', ')
      : checks.map(check => check.name).join(', ');
  return [gate('project-checks', 'Project checks', failed.length === 0, detail, 'verifier')];
}

function testGates(request: GatesRequest): EvidenceGate[] {
  const red = newest(request, 'check').filter(check => check.expected === 'red' && check.side === 'base');
  const tests = lastFact(request.world.journal, request.run.id, 'tests');
  if (!tests) return [];
  const isRed = red.length > 0 && red.every(check => check.exitCode !== 0);
  const { before, after } = tests;
  const grew = `${before.tests} → ${after.tests} tests, ${before.assertions} → ${after.assertions} assertions`;
  return [
    ...(red.length > 0 ? [gate('red-before-green', 'New tests fail on base', isRed, tests.files.join(', '), 'verifier')] : []),
    gate(
      'tests-kept',
      'No test was loosened',
      after.tests >= before.tests && after.skipped <= before.skipped && after.assertions >= before.assertions,
      grew,
    ),
  ];
}
