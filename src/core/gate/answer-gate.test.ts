import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parsePacket } from '../job/packet.ts';
import { packetText } from '../job/packet-sample.ts';
import { openDatabase } from '../journal/database.ts';
import { sampleJob, sampleLine } from '../journal/journal.fixture.ts';
import { Journal } from '../journal/journal.ts';
import type { Outcome } from '../line/model.ts';
import { answerGate, withReading } from './answer-gate.ts';
import { gateOf } from './gate.ts';

let folder = '';
let journal: Journal;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'andon-gate-'));
  journal = new Journal(openDatabase(join(folder, 'andon.db')));
});
afterEach(() => {
  journal.close();
  rmSync(folder, { recursive: true, force: true });
});

const twoReadings = packetText.replace(
  '    then: the channel still has one message about it\n',
  `    then: the channel still has one message about it
  - id: a2
    given: a ticket that was escalated
    when: she escalates it again
    then: the channel has a second message # the support team's reading
`,
);

/** A run whose work ended in this way; where that ends the run, it is tidied up as well. */
function runWith(outcome: Outcome, facts: { kind: string; body: unknown }[] = []) {
  const { id } = journal.addJob({ ...sampleJob, packet: twoReadings }, 'engineer');
  journal.queueJob(id, 'engineer');
  const run = journal.startRun(id, sampleLine, 'line:sample');
  const [work] = journal.due();
  if (work?.effect.type !== 'work') throw new Error('no work');
  journal.record(
    run.id,
    { type: 'stage.finished', at: work.effect.at, outcome },
    { actor: 'foreman', settles: work, facts: facts.map(fact => ({ work: 'w', ...fact })) },
  );
  const close = journal.due().find(one => one.effect.type === 'close');
  if (close) journal.markClosed(run.id, close, [], null);
  return gate(id);
}
const gate = (job: string) => gateOf(journal, journal.job(job), journal.runsOf(job).at(-1) ?? null);
const answer = (choice: string, more: { note?: string; version?: number } = {}) => {
  const now = gate('J-1');
  return answerGate(journal, { gate: now!.id, choice, note: '', version: now!.version, actor: 'engineer', ...more });
};
const failed = (failure: 'defect' | 'infra', code = 'x'): Outcome => ({
  status: 'fail',
  failure,
  reason: { code, text: 'It went wrong.' },
});
const question = {
  text: 'Which?',
  choices: [
    { id: 'a1', label: 'one message' },
    { id: 'a2', label: 'a second message' },
  ],
};

describe('a gate of a stage', () => {
  it('is read off the journal with its answers in the line’s order', () => {
    expect(runWith({ status: 'success' })).toMatchObject({
      id: 'J-1.1/review.1',
      kind: 'review',
      text: 'Is it good?',
      choices: [
        { id: 'approve', label: 'Approve', needsNote: false, isPrimary: true },
        { id: 'send-back', label: 'Send back', needsNote: true, isPrimary: false },
        { id: 'reject', label: 'Reject', needsNote: true, isPrimary: false },
      ],
    });
  });

  it('takes an answer once', () => {
    const first = runWith({ status: 'success' });
    answer('approve');
    expect(journal.run('J-1.1').state.end?.state).toBe('PR_READY');
    const again = () =>
      answerGate(journal, { gate: first!.id, choice: 'approve', note: '', version: first!.version, actor: 'other' });
    expect(again).toThrow(expect.objectContaining({ kind: 'conflict', code: 'gate.not-waiting' }));
    expect(journal.lastEvent('J-1', 'gate.answered')).toMatchObject({ actor: 'engineer', body: { choice: 'approve' } });
  });

  it('sends back with the words in the run’s state', () => {
    runWith({ status: 'success' });
    answer('send-back', { note: 'shorter' });
    expect(journal.run('J-1.1').state).toMatchObject({ visits: { work: 2 }, context: { 'gate.note': 'shorter' } });
  });

  it.each([
    ['maybe', {}, 'invalid', 'gate.no-such-choice'],
    ['', {}, 'invalid', 'gate.no-such-choice'],
    ['send-back', { note: ' \n' }, 'invalid', 'gate.note-missing'],
    ['approve', { version: 0 }, 'conflict', 'run.moved-on'],
  ] as const)('fails closed on %j %j', (choice, more, kind, code) => {
    runWith({ status: 'success' });
    expect(() => answer(choice, more)).toThrow(expect.objectContaining({ kind, code, hint: expect.stringMatching(/\w/) }));
    expect(gate('J-1')?.id).toBe('J-1.1/review.1');
  });

  it('of an unknown job is missing', () => {
    const asked = () => answerGate(journal, { gate: 'J-9.1/review.1', choice: 'approve', note: '', version: 1, actor: 'e' });
    expect(asked).toThrow(expect.objectContaining({ kind: 'missing', code: 'gate.not-waiting' }));
  });

  it('waits while the cord is pulled', () => {
    runWith({ status: 'success' });
    journal.pullCord('engineer', '');
    expect(() => answer('approve')).toThrow(expect.objectContaining({ kind: 'conflict', code: 'cord.pulled' }));
    journal.releaseCord('engineer');
    answer('approve');
  });
});

describe('a gate of a run that has ended', () => {
  it('asks again for what can be retried', () => {
    // Its one retry is used up first.
    const { id } = journal.addJob(sampleJob, 'engineer');
    journal.queueJob(id, 'engineer');
    const line = { ...sampleLine, stages: { ...sampleLine.stages, work: { ...sampleLine.stages['work']!, maxAttempts: 1 } } };
    const run = journal.startRun(id, line, 'line:sample');
    const [work] = journal.due();
    if (work?.effect.type !== 'work') throw new Error('no work');
    journal.record(
      run.id,
      { type: 'stage.finished', at: work.effect.at, outcome: failed('infra') },
      { actor: 'foreman', settles: work },
    );
    expect(gate(id)).toBeNull();
    journal.markClosed(run.id, journal.due()[0]!, [], null);
    expect(gate(id)).toMatchObject({
      id: 'J-1.1/end',
      kind: 'failure',
      text: 'It went wrong.',
      choices: [{ id: 'run-again', isPrimary: true }, { id: 'reject' }],
    });
    answer('run-again', { note: 'the service is up' });
    expect(journal.job(id)).toMatchObject({ status: 'queued', notes: ['The engineer says: the service is up'] });
  });

  it('without a question can be replied to, run again or rejected', () => {
    const ended = runWith(failed('defect', 'line.max-visits'));
    expect(ended).toMatchObject({
      kind: 'question',
      choices: [{ id: 'run-again' }, { id: 'reply', needsNote: true }, { id: 'reject', needsNote: true }],
    });
    answer('reject', { note: 'no' });
    expect(journal.job('J-1')).toMatchObject({ status: 'done', disposition: 'rejected' });
    expect(gate('J-1')).toBeNull();
  });

  it('offers the readings of the packet, and the chosen one stays', () => {
    const asked = runWith(failed('defect'), [{ kind: 'question', body: { ...question, from: 'packet' } }]);
    expect(asked?.choices.map(one => one.id)).toEqual(['answer:a1', 'answer:a2', 'reply', 'reject']);
    const job = answer('answer:a2', { note: 'for now' });
    expect(parsePacket(job.packet).acceptance.map(one => one.id)).toEqual(['a2']);
    expect(job).toMatchObject({
      status: 'queued',
      notes: ['You asked: Which?', 'The engineer answered: a second message. for now'],
    });
    expect(journal.lastEvent('J-1', 'job.amended')?.body).toMatchObject({ before: twoReadings, reading: 'a second message' });
  });

  it('leaves the packet alone when the question was the agent’s', () => {
    runWith(failed('defect'), [{ kind: 'question', body: { ...question, from: 'agent' } }]);
    expect(answer('answer:a1').packet).toBe(twoReadings);
  });
});

describe('a packet with a chosen reading', () => {
  it('loses the rival ones and nothing else', () => {
    const text = withReading(twoReadings, 'a2');
    expect(text).toContain('# the support team');
    expect(parsePacket(text)).toEqual({ ...parsePacket(twoReadings), acceptance: parsePacket(twoReadings).acceptance.slice(1) });
  });

  it('stays as it is for a reading that it does not have', () => {
    expect(parsePacket(withReading(twoReadings, 'a9'))).toEqual(parsePacket(twoReadings));
  });
});
