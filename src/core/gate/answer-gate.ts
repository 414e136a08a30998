import { isSeq, parseDocument } from 'yaml';
import { AppError } from '../../base/app-error.ts';
import { contradictionsIn } from '../job/contradiction.ts';
import { parsePacket } from '../job/packet.ts';
import type { Journal } from '../journal/journal.ts';
import type { Disposition, JobRecord } from '../journal/record.ts';
import { lastFact } from '../work/fact.ts';
import { type Gate, gateOf } from './gate.ts';

/** An answer: `version` is the run's version that its giver saw. */
export type Answer = {
  readonly gate: string;
  readonly choice: string;
  readonly note: string;
  readonly version: number;
  readonly actor: string;
};

/**
 * Give a gate its answer. Throws `missing` for a gate that does not wait any more, `conflict` for one that has moved on
 * since it was read, `invalid` for a choice that it does not have or one that wants words and has none, and `conflict`
 * while the cord is pulled.
 */
export function answerGate(journal: Journal, answer: Answer): JobRecord {
  const gate = waitingGate(journal, answer.gate);
  checkAnswer(journal, gate, answer);
  if (gate.place.type === 'stage') {
    journal.record(
      gate.run,
      { type: 'gate.answered', at: gate.place.at, choice: answer.choice, note: answer.note },
      { actor: answer.actor, expected: answer.version },
    );
    return journal.job(gate.job);
  }
  return answerEnd(journal, gate, answer);
}

function waitingGate(journal: Journal, id: string): Gate {
  const job = id.slice(0, id.indexOf('.'));
  const record = journal.jobs().find(one => one.id === job);
  const gate = record ? gateOf(journal, record, journal.runsOf(record.id).at(-1) ?? null) : null;
  if (gate?.id === id) return gate;
  throw new AppError(record ? 'conflict' : 'missing', 'gate.not-waiting', `Nothing waits for an answer at ${id}.`, {
    hint: 'andon gate list shows what waits.',
  });
}

function checkAnswer(journal: Journal, gate: Gate, answer: Answer): void {
  if (gate.version !== answer.version)
    throw new AppError('conflict', 'run.moved-on', `Run ${gate.run} has moved on since you looked.`, {
      hint: 'Look at it again and decide again.',
    });
  const choice = gate.choices.find(one => one.id === answer.choice);
  if (!choice)
    throw new AppError('invalid', 'gate.no-such-choice', `${gate.id} cannot be answered with “${answer.choice}”.`, {
      hint: `It takes: ${gate.choices.map(one => one.id).join(', ')}.`,
    });
  if (choice.needsNote && answer.note.trim() === '')
    throw new AppError('invalid', 'gate.note-missing', `“${choice.label}” wants a few words.`, {
      hint: 'Say why, or what should be different.',
    });
  if (journal.cord()) throw new AppError('conflict', 'cord.pulled', 'The line is stopped.', { hint: 'Release the cord first.' });
}

function answerEnd(journal: Journal, gate: Gate, { choice, note, actor }: Answer): JobRecord {
  const close = (disposition: Disposition) => journal.closeJob(gate.job, disposition, actor, { gate: gate.id, choice, note });
  if (choice === 'accept-no-op') return close('no-op accepted');
  if (choice === 'reject') return close('rejected');
  if (choice.startsWith('answer:')) return answerQuestion(journal, gate, choice.slice('answer:'.length), note, actor);
  return journal.queueJob(gate.job, actor, note ? [`The engineer says: ${note}`] : []);
}

/** A reading that was chosen takes the rival ones out of the packet; an agent's question is answered in words. */
function answerQuestion(journal: Journal, gate: Gate, id: string, note: string, actor: string): JobRecord {
  const question = lastFact(journal, gate.run, 'question');
  const label = question?.choices.find(one => one.id === id)?.label ?? id;
  const words = [`You asked: ${question?.text ?? gate.text}`, `The engineer answered: ${label}${note ? `. ${note}` : ''}`];
  const job = journal.job(gate.job);
  if (question?.from === 'packet') journal.amendPacket(gate.job, withReading(job.packet, id), actor, { reading: label });
  return journal.queueJob(gate.job, actor, words);
}

/** The packet's text without the criteria that the chosen reading rules out; everything else stays as it was written. */
export function withReading(text: string, chosen: string): string {
  const ruledOut = contradictionsIn(parsePacket(text)).flatMap(({ readings }) =>
    readings.some(one => one.id === chosen) ? readings.map(one => one.id).filter(id => id !== chosen) : [],
  );
  const document = parseDocument(text);
  const acceptance = document.get('acceptance');
  if (!isSeq(acceptance)) return text;
  acceptance.items = acceptance.items.filter(
    item => !ruledOut.includes(String((item as { get?: (key: string) => unknown }).get?.('id'))),
  );
  return document.toString();
}
