import type { SkippedTest, TestReport } from './test-report.ts';

/** What this machine has, for the reasons why a test did not run. */
export type Machine = { readonly hasDocker: boolean; readonly isCi: boolean };
export type Summary = { readonly lines: readonly string[]; readonly exitCode: 0 | 1 };

/**
 * Names every test that was left out and why, counts by reason first; the last line is the plain count. In CI with Docker
 * running, a Docker test that was left out is a failure: nothing there could have kept it from running.
 */
export function summarise({ passed, failed, skipped }: TestReport, machine: Machine): Summary {
  const isFault = (test: SkippedTest) => machine.hasDocker && machine.isCi && isDockerTest(test);
  const faults = skipped.filter(isFault);
  const rest = skipped.filter(test => !isFault(test));
  const all = failed + faults.length;
  return {
    lines: [
      ...listed('Left out although Docker runs (a failure in CI):', faults, machine),
      ...listed('Left out:', rest, machine),
      `${passed} passed, ${all} failed, ${rest.length} skipped`,
    ],
    exitCode: all === 0 && passed > 0 ? 0 : 1,
  };
}

function listed(title: string, tests: readonly SkippedTest[], machine: Machine): string[] {
  if (tests.length === 0) return [];
  return [title, ...tests.map(test => `  ${test.file} > ${test.name}: ${test.note ?? reasonOf(test, machine)}`), ''];
}

/** The reason where the test gave none: many say it in their name. */
function reasonOf(test: SkippedTest, { hasDocker }: Machine): string {
  const [, said] = /\b(?:left out: |skipped )?((?<=left out: |skipped )[^)]+|needs [^)]+)/.exec(test.name) ?? [];
  if (said !== undefined) return said;
  if (isDockerTest(test) && !hasDocker) return 'no Docker engine answers';
  if (/playwright/.test(test.file)) return 'no browser is here';
  if (/electron/i.test(test.file)) return "Electron's program is not here";
  return 'its source says so without a reason';
}

function isDockerTest({ file, name }: SkippedTest): boolean {
  return (/docker/i.test(file) || /docker/i.test(name)) && !/without docker/i.test(name);
}
