import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DemoReport } from '../../src/app/demo.ts';
import { verifyBundle } from '../../src/core/evidence/verify.ts';
import { gitText } from '../../src/core/project/git.ts';
import { hasDocker, leftovers, removeHome } from '../support/docker-traces.ts';
import { temporaryHome } from '../support/home.ts';
import { bundlesOf, type JournalReader, readJournal } from '../support/journal-reader.ts';
import { seededRandom } from '../support/seeded-random.ts';
import { descendantsOf, isAlive, type Seen } from './process-tree.ts';

const seed = Number(process.env['ANDON_TEST_SEED'] ?? Date.now() % 1_000_000);
const random = seededRandom(seed);

/** What counts as progress. Undisturbed, the demo of these packets makes some 32 steps of it; the last ones are the merge. */
const steps = ['job.queued', 'stage.finished', 'scenario.replayed', 'check.finished', 'run.closed'];
const stepsBeforeReview = 26;
const anywhere = 18;

describe.skipIf(!hasDocker || process.platform !== 'linux')('kill -9 (needs Docker)', () => {
  let home = '';
  let child: ChildProcess | null = null;
  beforeAll(async () => {
    home = await temporaryHome();
  });
  afterAll(async () => {
    child?.kill('SIGKILL');
    await removeHome(home);
  });

  it('20 times during the demo of packets 1, 3 and 4 changes nothing about how it ends', { timeout: 600_000 }, async () => {
    const started = Date.now();
    const journal = readJournal(home);
    for (const moment of moments(journal)) {
      child = startDemo(home);
      await moment(child);
      const below = descendantsOf(child.pid!);
      expect(child.exitCode, `seed ${seed}: the demo ended before it could be killed`).toBeNull();
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
      await allGone(below);
    }
    journal.close();
    const report = await runToEnd(home);
    console.log(`20 kills and the end: ${Math.round((Date.now() - started) / 1000)} s (ANDON_TEST_SEED=${seed})`);

    expect(
      report.jobs.map(({ terminalState, reason, disposition, runs }) => [terminalState, reason?.code, disposition, runs]),
    ).toEqual([
      ['PR_READY', 'delivery.merged', 'merged', 1],
      ['NO_OP', 'scenario.not-reproduced', 'no-op accepted', 1],
      ['ESCALATE', 'packet.contradiction', null, 1],
    ]);
    const format = '--format=%(trailers:key=Andon-Run,valueonly,separator=%x2C)';
    const runs = (await gitText(['log', format, 'main'], { directory: join(home, 'sample', 'helpdesk.git') })).split('\n');
    expect(runs.filter(run => run !== '')).toEqual(['J-1.1']);
    expect(await leftovers(home)).toEqual([]);
    for (const { directory, hash } of bundlesOf(home))
      expect(await verifyBundle(directory, { expectedHash: hash })).toMatchObject({ ok: true, problems: [] });
  });
});

/** Each resolves when it is time: spread over the whole run, then while the merge is made, then right after it. */
function moments(journal: JournalReader): readonly ((child: ChildProcess) => Promise<void>)[] {
  const spread = Array.from({ length: anywhere }, (_, index) => async (child: ChildProcess) => {
    const target = Math.floor((stepsBeforeReview * (index + random())) / anywhere);
    const more = random() * 800;
    await until(child, () => journal.count(steps) >= target);
    await pause(more);
  });
  const merging = (child: ChildProcess) => until(child, () => journal.count(['gate.answered']) > 0);
  const merged = (child: ChildProcess) => until(child, () => journal.hasFinished('merge'));
  return [...spread, merging, merged];
}

async function until(child: ChildProcess, holds: () => boolean): Promise<void> {
  while (!holds() && child.exitCode === null) await pause(3);
}

function startDemo(home: string): ChildProcess {
  return spawn(process.execPath, [join(import.meta.dirname, 'demo-child.ts'), home], { stdio: ['ignore', 'pipe', 'inherit'] });
}

/** Browser and twins are told by the end of a pipe, which takes them a moment. */
async function allGone(processes: readonly Seen[]): Promise<void> {
  await expect.poll(() => processes.filter(isAlive).map(one => one.name), { timeout: 30_000 }).toEqual([]);
}

async function runToEnd(home: string): Promise<DemoReport> {
  const child = startDemo(home);
  let text = '';
  child.stdout!.setEncoding('utf8').on('data', (piece: string) => {
    text += piece;
  });
  const [code] = (await once(child, 'close')) as [number | null];
  expect(code).toBe(0);
  return JSON.parse(text.trim().split('\n').at(-1) ?? '') as DemoReport;
}
