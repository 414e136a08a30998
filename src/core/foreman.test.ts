import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Foreman } from './foreman.ts';
import { packetText } from './job/packet-sample.ts';
import { openDatabase } from './journal/database.ts';
import { sampleJob, sampleLine } from './journal/journal.fixture.ts';
import { Journal } from './journal/journal.ts';
import type { Worker, World } from './work/world.ts';

let folder = '';
let db: Database.Database;
let journal: Journal;
let foreman: Foreman | null = null;
const errors: unknown[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'andon-foreman-'));
  db = openDatabase(join(folder, 'andon.db'));
  journal = new Journal(db);
  errors.length = 0;
});
afterEach(async () => {
  await foreman?.stop();
  journal.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A foreman over a real journal, with one worker of the test's. */
function run(work: Worker, jobs = 1): Foreman {
  const project = { name: 'helpdesk', repository: folder, target: 'main' };
  const world = { clock: Date.now, journal, factory: async () => ({ projects: { helpdesk: project } }) } as unknown as World;
  foreman = new Foreman({
    world,
    workers: { work },
    lineOf: async () => sampleLine,
    parallel: 2,
    onError: error => errors.push(error),
  });
  for (let index = 0; index < jobs; index++) {
    const { id } = journal.addJob({ ...sampleJob, packet: packetText }, 'engineer');
    journal.queueJob(id, 'engineer');
  }
  foreman.start();
  return foreman;
}
const asking = (job = 'J-1') => journal.runsOf(job).at(-1)?.state.tokens[0]?.status === 'asking';
const done = { outcome: { status: 'success' }, facts: [] } as const;

describe('the foreman', () => {
  it('works at no more runs at a time than it may, and at all in the end', async () => {
    let [now, most] = [0, 0];
    const waiting: (() => void)[] = [];
    run(async () => {
      most = Math.max(most, ++now);
      await new Promise<void>(resolve => waiting.push(resolve));
      now--;
      return done;
    }, 4);
    for (let index = 0; index < 4; index++) {
      await expect.poll(() => waiting.length).toBeGreaterThan(0);
      waiting.shift()?.();
    }
    await expect.poll(() => ['J-1', 'J-2', 'J-3', 'J-4'].every(asking)).toBe(true);
    expect(most).toBe(2);
  });

  it('takes up again what an earlier one let go of, without a second report', async () => {
    const first = run(({ signal }) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))));
    await expect.poll(() => journal.due().length).toBe(1);
    await first.stop();
    expect(journal.due()).toHaveLength(1);
    const world = { clock: Date.now, journal, factory: async () => ({ projects: { helpdesk: {} } }) } as unknown as World;
    foreman = new Foreman({
      world,
      workers: { work: async () => done },
      lineOf: async () => sampleLine,
      parallel: 2,
      onError: () => {},
    });
    foreman.start();
    await expect.poll(() => asking()).toBe(true);
    const finished = journal.eventsAfter(0).filter(event => event.type === 'stage.finished');
    expect(finished).toHaveLength(1);
  });

  it('goes on by itself when there is room again, and does not run hot until then', async () => {
    let count = 0;
    run(async work => {
      count++;
      if (count === 1) db.pragma(`max_page_count = ${db.pragma('page_count', { simple: true })}`);
      return { ...done, facts: [{ work: work.id, kind: 'found', body: { text: 'x'.repeat(200_000) } }] };
    });
    await expect.poll(() => errors.length).toBeGreaterThan(0);
    expect(errors[0]).toMatchObject({ kind: 'exhausted', code: 'disk.full' });
    // Whatever else happens in the room meanwhile is no reason to try again at once.
    for (let index = 0; index < 20; index++) await new Promise(resolve => setImmediate(resolve));
    expect(count).toBe(1);
    db.pragma('max_page_count = 100000');
    await expect.poll(() => asking(), { timeout: 20_000 }).toBe(true);
    expect(count).toBe(2);
  });

  it('ends a run by what its worker could not have', async () => {
    run(async () => {
      throw new Error('a fault of ours');
    });
    await expect.poll(() => journal.runsOf('J-1').at(-1)?.state.end?.reason.code).toBe('internal');
    expect(errors[0]).toMatchObject({ message: 'a fault of ours' });
  });

  it('ends a run whose project the factory has lost', async () => {
    const { id } = journal.addJob({ ...sampleJob, packet: packetText.replace('project: helpdesk', 'project: gone') }, 'engineer');
    journal.queueJob(id, 'engineer');
    run(async () => done, 0);
    await expect.poll(() => journal.runsOf(id).at(-1)?.state.end?.reason.code).toBe('project.missing');
  });
});
