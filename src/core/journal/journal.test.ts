import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { databaseVersion, openDatabase } from './database.ts';
import { sampleJob, sampleLine } from './journal.fixture.ts';
import { Journal } from './journal.ts';

let folder = '';
let file = '';
let now = 1_000;
let journal: Journal;
const open = () => new Journal(openDatabase(file), () => now);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'andon-journal-'));
  file = join(folder, 'home', 'andon.db');
  now = 1_000;
  journal = open();
});
afterEach(() => {
  journal.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A run whose first piece of work is to be done. */
function started() {
  const job = journal.addJob(sampleJob, 'engineer');
  journal.queueJob(job.id, 'engineer', ['be quick']);
  return journal.startRun(job.id, sampleLine, 'line:sample');
}
const finish = (run: string, status = 'success') => {
  const [effect] = journal.pending(run);
  if (effect?.effect.type !== 'work') throw new Error('no work to be done');
  return journal.record(
    run,
    { type: 'stage.finished', at: effect.effect.at, outcome: { status } },
    { actor: 'foreman', settles: effect, facts: [{ work: 'w', kind: 'found', body: { status } }] },
  );
};

describe('what happened', () => {
  it('is an envelope with who did it and what led to it', () => {
    const run = started();
    now = 2_000;
    finish(run.id);
    const events = journal.eventsAfter(0);
    expect(events.map(({ seq, v, job, run: of, at, actor, type }) => [seq, v, job, of, at, actor, type])).toEqual([
      [1, 1, 'J-1', null, 1_000, 'engineer', 'job.added'],
      [2, 1, 'J-1', null, 1_000, 'engineer', 'job.queued'],
      [3, 1, 'J-1', 'J-1.1', 1_000, 'line:sample', 'run.started'],
      [4, 1, 'J-1', 'J-1.1', 2_000, 'foreman', 'stage.finished'],
      [5, 1, 'J-1', 'J-1.1', 2_000, 'line:sample', 'gate.asked'],
    ]);
    expect(events.map(event => event.cause)).toEqual([null, null, null, 3, 4]);
    expect(journal.eventsAfter(3, { run: 'J-1.1', limit: 1 }).map(event => event.seq)).toEqual([4]);
    expect(journal.job('J-1')).toMatchObject({ status: 'active', notes: ['be quick'], seq: 5 });
  });

  it('is told to listeners once it is written, and not when it was refused', () => {
    const seen: number[] = [];
    const stop = journal.onChange(() => seen.push(journal.lastSeq()));
    const job = journal.addJob(sampleJob, 'engineer');
    expect(() => journal.returnJob(job.id, 'engineer', { code: 'x', text: 'x' })).toThrow('J-1');
    stop();
    journal.queueJob(job.id, 'engineer');
    expect(seen).toEqual([1]);
  });

  it('numbers jobs and runs by what is there', () => {
    const run = started();
    journal.record(run.id, { type: 'run.cancelled' }, { actor: 'engineer' });
    journal.queueJob('J-1', 'engineer');
    expect(journal.startRun('J-1', sampleLine, 'line:sample').id).toBe('J-1.2');
    expect(journal.addJob(sampleJob, 'engineer').id).toBe('J-2');
    expect(() => journal.startRun('J-2', sampleLine, 'line:sample')).toThrow('not in the queue');
  });
});

describe('an answer that was decided on an older state', () => {
  it('is refused whole', () => {
    const run = finish(started().id);
    const [asking] = run.state.tokens;
    const answer = { type: 'gate.answered', at: asking!, choice: 'approve', note: '' } as const;
    const before = journal.lastSeq();
    expect(() => journal.record(run.id, answer, { actor: 'engineer', expected: run.version - 1 })).toThrow(
      expect.objectContaining({ kind: 'conflict', code: 'run.moved-on', hint: expect.stringContaining('decide again') }),
    );
    expect([journal.lastSeq(), journal.run(run.id).version]).toEqual([before, run.version]);
    expect(journal.record(run.id, answer, { actor: 'engineer', expected: run.version }).state.end?.state).toBe('PR_READY');
  });
});

describe('a piece of work', () => {
  it('is settled once: a second report changes nothing', () => {
    const run = started();
    const [effect] = journal.due();
    finish(run.id);
    const before = { seq: journal.lastSeq(), facts: journal.facts(run.id).length };
    const again = () =>
      journal.record(
        run.id,
        { type: 'stage.finished', at: { stage: 'work', visit: 1, attempt: 1, branch: 0 }, outcome: { status: 'fail' } },
        { actor: 'foreman', settles: effect!, facts: [{ work: 'w', kind: 'found', body: {} }] },
      );
    expect(again).toThrow(expect.objectContaining({ kind: 'conflict', code: 'effect.settled' }));
    expect({ seq: journal.lastSeq(), facts: journal.facts(run.id).length }).toEqual(before);
  });

  it('that is to be tried again later falls due then', () => {
    const run = started();
    const [effect] = journal.due();
    if (effect?.effect.type !== 'work') throw new Error('no work');
    const outcome = { status: 'fail', failure: 'infra', reason: { code: 'x', text: 'x' } } as const;
    journal.record(run.id, { type: 'stage.finished', at: effect.effect.at, outcome }, { actor: 'foreman', settles: effect });
    expect([journal.due(), journal.nextDue()]).toEqual([[], 1_010]);
    now = 1_010;
    expect(journal.due().map(one => one.effect)).toMatchObject([{ type: 'work', at: { stage: 'work', attempt: 2 } }]);
  });

  it('of a run that is cancelled is not to be done any more, but the run is to be tidied up', () => {
    const run = started();
    journal.record(run.id, { type: 'run.cancelled' }, { actor: 'engineer' });
    const [close, ...others] = journal.due();
    expect([close?.effect.type, others]).toEqual(['close', []]);
    journal.markClosed(run.id, close!, [], 'cancelled');
    expect(journal.job('J-1')).toMatchObject({ status: 'done', disposition: 'cancelled' });
    expect(journal.openRuns()).toEqual([]);
    expect(() => journal.closeJob('J-1', 'rejected', 'engineer')).toThrow(expect.objectContaining({ code: 'job.moved-on' }));
  });
});

describe('what was found out', () => {
  const replay = (tree: string, scenarioHash: string, side: string) => ({
    record: { scenario: 's', side, repeat: 1 },
    commit: 'c',
    tree,
    scenarioHash,
  });

  it('stands in order, the newest of a kind last', () => {
    const run = started();
    journal.keepFacts(run.id, [
      { work: 'a', kind: 'base', body: { commit: '1' } },
      { work: 'b', kind: 'base', body: { commit: '2' } },
      { work: 'b', kind: 'claim', body: {} },
    ]);
    expect(journal.facts(run.id).map(({ work, kind }) => `${work} ${kind}`)).toEqual(['a base', 'b base', 'b claim']);
    expect(journal.lastFact(run.id, 'base')).toMatchObject({ work: 'b', body: { commit: '2' }, at: 1_000 });
    expect(journal.lastFact(run.id, 'verdict')).toBeNull();
  });

  it('finds a replay of the same text on the same tree, of given runs or of any', () => {
    const run = started();
    journal.keepFacts(run.id, [
      { work: 'w', kind: 'replay', body: replay('tree', 'hash', 'base') },
      { work: 'w', kind: 'replay', body: replay('tree', 'hash', 'base-again') },
      { work: 'w', kind: 'replay', body: replay('other', 'hash', 'candidate') },
    ]);
    const find = (tree: string, scenarioHash: string, runs: readonly string[] | null) =>
      (journal.findReplay({ tree, scenarioHash, runs }) as { record: { side: string } } | null)?.record.side;
    expect(find('tree', 'hash', null)).toBe('base-again');
    expect(find('other', 'hash', [run.id])).toBe('candidate');
    expect([find('tree', 'hash', ['J-9.1']), find('tree', 'changed', null), find('tree', 'hash', [])]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(journal.replayOf('w', { scenario: 's', side: 'base', repeat: 1 })).toMatchObject({ tree: 'tree' });
    expect(journal.replayOf('w', { scenario: 's', side: 'base', repeat: 2 })).toBeNull();
    expect(journal.replayOf('x', { scenario: 's', side: 'base', repeat: 1 })).toBeNull();
  });
});

describe('the cord', () => {
  it('is pulled once and released once', () => {
    journal.pullCord('engineer', 'smoke');
    journal.pullCord('somebody', 'more smoke');
    expect(journal.cord()).toEqual({ pulledAt: 1_000, by: 'engineer', reason: 'smoke' });
    journal.releaseCord('engineer');
    journal.releaseCord('engineer');
    expect(journal.cord()).toBeNull();
    expect(journal.eventsAfter(0).map(event => event.type)).toEqual(['cord.pulled', 'cord.released']);
  });
});

describe('the file', () => {
  it('holds everything for the next process', () => {
    const run = finish(started().id);
    journal.noteStation('J-1.1/work.1.1.0', run.id, 'checks');
    journal.close();
    journal = open();
    expect(journal.run(run.id)).toEqual(run);
    expect(journal.stations().map(station => station.id)).toEqual(['J-1.1/work.1.1.0']);
    journal.noteStationRemoved('J-1.1/work.1.1.0');
    expect([journal.stations(), journal.stationsOf(run.id).length]).toEqual([[], 1]);
  });

  it('of a newer version is refused and left untouched', () => {
    journal.close();
    const db = new Database(file);
    db.pragma(`user_version = ${databaseVersion + 1}`);
    db.close();
    expect(open).toThrow(
      expect.objectContaining({ kind: 'invalid', code: 'journal.newer', hint: expect.stringContaining('Nothing was changed') }),
    );
    const after = new Database(file);
    after.pragma(`user_version = ${databaseVersion}`);
    after.close();
    journal = open();
  });

  it('that is no database is refused with what to do', () => {
    const other = join(folder, 'other.db');
    writeFileSync(other, 'Dear diary, '.repeat(500));
    expect(() => openDatabase(other)).toThrow(
      expect.objectContaining({ code: 'journal.unreadable', hint: expect.stringContaining('Move it aside') }),
    );
  });

  it('that has no room takes nothing of what was to be written', () => {
    journal.close();
    const db = openDatabase(file);
    journal = new Journal(db, () => now);
    const run = started();
    const pages = db.pragma('page_count', { simple: true }) as number;
    db.pragma(`max_page_count = ${pages}`);
    const before = journal.lastSeq();
    const large = { work: 'w', kind: 'found', body: { text: 'x'.repeat(200_000) } };
    const [effect] = journal.pending(run.id);
    const report = () =>
      journal.record(
        run.id,
        { type: 'stage.finished', at: { stage: 'work', visit: 1, attempt: 1, branch: 0 }, outcome: { status: 'success' } },
        { actor: 'foreman', settles: effect!, facts: [large] },
      );
    expect(report).toThrow(
      expect.objectContaining({ kind: 'exhausted', code: 'disk.full', hint: expect.stringContaining('Free some space') }),
    );
    expect([journal.lastSeq(), journal.pending(run.id).length, journal.facts(run.id)]).toEqual([before, 1, []]);
    db.pragma('max_page_count = 100000');
    expect(report().state.tokens).toMatchObject([{ stage: 'review', status: 'asking' }]);
  });

  it('loses nothing that was written when its process is killed in the middle of writing', async () => {
    journal.close();
    const child = spawn(process.execPath, [join(import.meta.dirname, 'endless-writer.fixture.ts'), file], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const told = await numbersFrom(child.stdout, 40);
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
    journal = open();
    const jobs = journal.jobs();
    expect(jobs.length).toBeGreaterThanOrEqual(Math.max(...told));
    expect(jobs.map(job => job.number)).toEqual(jobs.map((_, index) => index + 1));
    const added = journal.eventsAfter(0, { limit: 100_000 }).filter(event => event.type === 'job.added');
    expect(added.map(event => event.job)).toEqual(jobs.map(job => job.id));
    expect(new Database(file, { readonly: true }).pragma('integrity_check', { simple: true })).toBe('ok');
  });
});

/** Reads line after line until as many numbers have come. */
async function numbersFrom(stream: NodeJS.ReadableStream, count: number): Promise<number[]> {
  let text = '';
  for await (const piece of stream) {
    text += String(piece);
    const whole = text.slice(0, text.lastIndexOf('\n')).split('\n');
    if (whole.length >= count) return whole.map(Number);
  }
  throw new Error('the writer ended by itself');
}
