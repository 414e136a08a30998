import { expect, test } from 'vitest';
import type { JobCard } from '../../contract/index.ts';
import { findEntries, paletteEntries } from './palette-entries.ts';

const card = (id: string, title: string, column: JobCard['column'], run: string | null) =>
  ({
    id,
    title,
    project: 'helpdesk',
    column,
    since: 0,
    status: { text: '', mark: 'queued' },
    run: run && { id: run },
  }) as JobCard;
const entries = paletteEntries([
  card('J-1', 'Search ignores umlauts', 'done', 'J-1.1'),
  card('J-2', 'Escalating twice', 'review', 'J-2.1'),
  card('J-3', 'Dates', 'intake', null),
]);

test('every word must occur, in any order and case', () => {
  expect(findEntries(entries, 'twice ESC', 9).map(entry => entry.id)).toEqual(['J-2']);
  expect(findEntries(entries, 'j-3', 9).map(entry => entry.id)).toEqual(['J-3']);
  expect(findEntries(entries, 'nothing like it', 9)).toEqual([]);
});

test('what waits for the engineer stands before what is done', () => {
  expect(findEntries(entries, 'helpdesk', 9).map(entry => entry.id)).toEqual(['J-2', 'J-3', 'J-1']);
});

test('a card opens where it is acted on', () => {
  expect(entries.slice(-3).map(entry => entry.route.page)).toEqual(['review', 'packet', 'run']);
});
