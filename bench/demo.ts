import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installation } from '../src/app/where.ts';
import { type Bench, rounded } from './figure.ts';

const budgetMs = 90_000;

/**
 * The five sample jobs, two at a time, recorded agents at full speed, on a home where the dependencies are installed.
 * Against the least that any run does: a clone of the product and one start of Node on its sources.
 */
export const demo: Bench = async onProgress => {
  const home = await mkdtemp(join(tmpdir(), 'andon-bench-'));
  try {
    onProgress('first demo, to set up');
    await runDemo(home);
    onProgress('second demo, measured');
    const { durationMs, isolation, jobs } = await runDemo(home);
    const floor = await cloneAndCheck(join(home, 'sample/helpdesk.git'));
    const states = jobs.map(job => job.terminalState ?? 'none').join(' ');
    onProgress(`${isolation}: ${states}`);
    return [
      {
        name: 'demo.five-jobs',
        value: rounded(durationMs),
        unit: 'ms',
        against: 'git clone of the sample product and node --check of its sources',
        ratio: rounded(durationMs / floor, 2),
        budget: budgetMs,
        ok: durationMs <= budgetMs,
      },
    ];
  } finally {
    await rm(home, { recursive: true, force: true, maxRetries: 5 });
  }
};

type Report = {
  readonly durationMs: number;
  readonly isolation: string;
  readonly jobs: readonly { readonly terminalState: string | null }[];
};

async function runDemo(home: string): Promise<Report> {
  return JSON.parse(
    await output(process.execPath, [join(installation, 'src/cli/main.ts'), 'demo', '--home', home, '--json']),
  ) as Report;
}

async function cloneAndCheck(repository: string): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'andon-bench-floor-'));
  try {
    const began = performance.now();
    await output('git', ['clone', '--quiet', repository, join(folder, 'work')]);
    await output(process.execPath, ['--check', join(folder, 'work/src/server.js')]);
    return performance.now() - began;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function output(command: string, words: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, words, { stdio: ['ignore', 'pipe', 'inherit'] });
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (piece: string) => {
      text += piece;
    });
    child.once('error', reject);
    child.once('close', code => (code === 0 ? resolve(text) : reject(new Error(`${command} ended with ${code}`))));
  });
}
