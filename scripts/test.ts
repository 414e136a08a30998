import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDockerRuntime } from '../src/adapters/index.ts';
import { messageOf } from '../src/base/app-error.ts';
import { engineAnswers } from './setup/engine.mjs';
import { reportVariable, type TestReport } from './test-report.ts';
import { summarise } from './test-summary.ts';

const root = join(import.meta.dirname, '..');

/** Runs vitest with what follows on the command line, then says what was left out and counts. */
async function main(args: readonly string[]): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'andon-test-'));
  const file = join(folder, 'report.json');
  if (await engineAnswers()) await buildImage(folder);
  const status = await vitest(args, file);
  // Without a report vitest itself broke down, and has said why.
  const report: TestReport = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { passed: 0, failed: 1, skipped: [] };
  rmSync(folder, { recursive: true });
  const machine = { hasDocker: await engineAnswers(), isCi: Boolean(process.env['CI']) };
  const { lines, exitCode } = summarise(status !== 0 && report.failed === 0 ? { ...report, failed: 1 } : report, machine);
  process.stdout.write(`\n${lines.join('\n')}\n`);
  return exitCode;
}

/** Once and before all tests: several test processes would each build it, and their patience would be used up by that. */
async function buildImage(home: string): Promise<void> {
  const runtime = createDockerRuntime({ home });
  let said = '';
  try {
    await runtime.prepare(message => {
      if (message !== said) process.stderr.write(`${message}\n`);
      said = message;
    });
  } catch (error) {
    // The tests that need it say so themselves, each by name.
    process.stderr.write(`The station image was not built: ${messageOf(error)}\n`);
  } finally {
    await runtime.close();
  }
}

function vitest(args: readonly string[], file: string): Promise<number> {
  const words = [
    join(root, 'node_modules/vitest/vitest.mjs'),
    'run',
    '--reporter=default',
    `--reporter=${join(root, 'scripts/test-reporter.ts')}`,
    ...args,
  ];
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, words, {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, [reportVariable]: file },
    });
    child.once('error', fail);
    child.once('exit', code => done(code ?? 1));
  });
}

process.exitCode = await main(process.argv.slice(2));
