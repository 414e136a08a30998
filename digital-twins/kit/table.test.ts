import { describe, expect, it } from 'vitest';
import { createTable } from './table.ts';

interface Note {
  id: string;
  channel: string;
  at: number;
  tags: string[];
}

const notes = () =>
  createTable<Note, 'channel' | 'tag'>({
    key: note => note.id,
    indexes: { channel: { of: note => note.channel, order: note => note.at }, tag: { of: note => note.tags } },
  });
const note = (id: string, at: number, channel = 'a', tags: string[] = []): Note => ({ id, channel, at, tags });
const ids = (rows: readonly { id: string }[]) => rows.map(row => row.id);

describe('a table', () => {
  it('finds rows by every index, in its order', () => {
    const table = notes();
    for (const row of [note('1', 30), note('2', 10, 'a', ['x', 'y']), note('3', 20, 'b', ['x']), note('4', 10)]) table.add(row);
    expect(ids(table.by('channel', 'a'))).toEqual(['2', '4', '1']);
    expect(ids(table.by('tag', 'x'))).toEqual(['2', '3']);
    expect(table.seek('channel', 'a', 11)).toBe(2);
    expect(table.seek('channel', 'a', 10)).toBe(0);
    expect(table.by('tag', 'nothing')).toEqual([]);
  });

  it('moves a row in its indexes when it is edited or deleted', () => {
    const table = notes();
    for (const row of [note('1', 1), note('2', 2, 'a', ['x']), note('3', 3)]) table.add(row);
    table.by('tag', 'x');
    table.by('channel', 'a');
    table.edit('1', row => {
      row.at = 9;
      row.tags.push('x');
    });
    table.edit('3', row => {
      row.channel = 'b';
    });
    expect(ids(table.by('channel', 'a'))).toEqual(['2', '1']);
    expect(ids(table.by('channel', 'b'))).toEqual(['3']);
    expect(ids(table.by('tag', 'x'))).toEqual(['1', '2']);
    expect(table.delete('2')).toBe(true);
    expect(table.delete('2')).toBe(false);
    expect(ids(table.by('channel', 'a'))).toEqual(['1']);
  });

  it('goes back to what was saved, whatever was changed since, and as often as wanted', () => {
    const table = notes();
    table.add(note('1', 1, 'a', ['x']));
    const saved = table.save();
    for (const round of [1, 2]) {
      table.edit('1', row => row.tags.push(`round ${round}`));
      table.edit('1', row => row.tags.push('again'));
      table.add(note('2', 2));
      table.load(saved);
      expect([...table.values()]).toEqual([note('1', 1, 'a', ['x'])]);
      expect(ids(table.by('tag', 'x'))).toEqual(['1']);
      expect(table.by('tag', 'again')).toEqual([]);
    }
  });

  it('allows an edit inside an edit, and looks at indexes in one', () => {
    const table = notes();
    for (const row of [note('1', 1), note('2', 2)]) table.add(row);
    table.edit('1', row => {
      expect(ids(table.by('channel', 'a'))).toEqual(['1', '2']);
      table.edit('2', other => {
        other.at = 0;
      });
      row.channel = 'b';
    });
    expect(ids(table.by('channel', 'a'))).toEqual(['2']);
    expect(ids(table.by('channel', 'b'))).toEqual(['1']);
  });

  it('refuses a key that is taken and a row that is not there', () => {
    const table = notes();
    table.add(note('1', 1));
    expect(() => table.add(note('1', 2))).toThrow('taken');
    expect(() => table.edit('2', () => {})).toThrow('no row 2');
  });

  it('agrees with a plain search after any number of changes', () => {
    const table = notes();
    let seed = 7;
    const random = (most: number) => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed % most;
    };
    let saved = table.save();
    for (let round = 0; round < 5_000; round += 1) {
      const id = String(random(60));
      const turn = random(20);
      if (turn === 0) saved = table.save();
      else if (turn === 1) table.load(saved);
      else if (!table.has(id)) table.add(note(id, random(50), 'abc'[random(3)], ['x', 'y'].slice(random(3))));
      else if (turn < 5) table.delete(id);
      else table.edit(id, row => Object.assign(row, note(id, random(50), 'abc'[random(3)], ['x', 'y'].slice(random(3)))));
      const wanted = [...table.values()].filter(row => row.channel === 'b').map(row => row.at);
      expect(table.by('channel', 'b').map(row => row.at)).toEqual(wanted.toSorted((left, right) => left - right));
      expect(ids(table.by('tag', 'x')).toSorted()).toEqual(
        ids([...table.values()].filter(row => row.tags.includes('x'))).toSorted(),
      );
    }
  });
});
