// biome-ignore-all lint/suspicious/noThenProperty: given, when, then is the format that people write; a string is never thenable
import type { Criterion, Packet } from './packet.ts';

/** One way to read what should happen; `id` is that of its first criterion. */
export type Reading = { readonly id: string; readonly then: string };
/** One situation for which the packet says two things that are not marked as holding together. */
export type Contradiction = { readonly given: string; readonly when: string; readonly readings: readonly Reading[] };

/**
 * Criteria that cannot be told to agree. No language is understood here; the rule is mechanical and so predictable:
 * criteria with the same `given` and `when` (case, spaces and closing punctuation aside) but another `then` are rival
 * readings, unless the later one says `and: true`: then it adds to the reading before it.
 */
export function contradictionsIn(packet: Packet): Contradiction[] {
  const groups = Map.groupBy(packet.acceptance, criterion => `${normal(criterion.given)}\n${normal(criterion.when)}`);
  return [...groups.values()].flatMap(group => {
    const readings = readingsOf(group);
    return readings.length > 1 ? [{ given: group[0]!.given, when: group[0]!.when, readings }] : [];
  });
}

function readingsOf(group: readonly Criterion[]): Reading[] {
  const readings: Reading[] = [];
  for (const criterion of group) {
    const last = readings.at(-1);
    if (readings.some(reading => normal(reading.then) === normal(criterion.then))) continue;
    if (last && criterion.and)
      readings[readings.length - 1] = { id: last.id, then: `${closed(last.then)}, and ${criterion.then}` };
    else readings.push({ id: criterion.id, then: criterion.then });
  }
  return readings;
}

/** The question for the engineer, with one choice per reading. */
export function questionOf(contradiction: Contradiction): { text: string; choices: { id: string; label: string }[] } {
  const { given, when, readings } = contradiction;
  const options = readings.map(reading => `“${closed(reading.then)}”`).join(' or ');
  const text = `Given ${lowered(closed(given))}, when ${lowered(closed(when))}. Which of these holds: ${options}?`;
  return { text, choices: readings.map(reading => ({ id: reading.id, label: closed(reading.then) })) };
}

function normal(text: string): string {
  return closed(text).normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
}

function closed(text: string): string {
  return text.trim().replace(/[.,;!\s]+$/, '');
}

function lowered(text: string): string {
  return /^[A-Z](?:[a-z]|\s)/.test(text) ? text[0]!.toLowerCase() + text.slice(1) : text;
}
