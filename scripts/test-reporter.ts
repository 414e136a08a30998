import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import type { Reporter, TestModule } from 'vitest/node';
import { reportVariable, type TestReport } from './test-report.ts';

/** Counts what ran and keeps what did not, beside vitest's own output. */
// biome-ignore lint/style/noDefaultExport: vitest takes a reporter's default export
export default class TestReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly unknown[]): void {
    const file = process.env[reportVariable];
    if (file !== undefined) writeFileSync(file, JSON.stringify(reportOf(modules, unhandled.length)));
  }
}

function reportOf(modules: readonly TestModule[], unhandled: number): TestReport {
  const tests = modules.flatMap(module =>
    [...module.children.allTests()].map(test => ({
      test,
      file: relative(process.cwd(), module.moduleId),
      result: test.result(),
    })),
  );
  // A file that cannot be loaded, or a set-up that throws, has no test to count and is a failure all the same.
  const broken = modules.filter(module => module.state() === 'failed' && ![...module.children.allTests('failed')].length).length;
  return {
    passed: tests.filter(({ result }) => result.state === 'passed').length,
    failed: tests.filter(({ result }) => result.state === 'failed').length + broken + unhandled,
    skipped: tests.flatMap(({ test, file, result }) =>
      result.state === 'skipped' || result.state === 'pending'
        ? [{ file, name: test.fullName, note: ('note' in result ? result.note : undefined) ?? null }]
        : [],
    ),
  };
}
