import { expect, test } from 'vitest';
import { takeOutput } from './terminal-cursor.ts';

const output = (offset: number, text: string) => ({ type: 'output' as const, offset, bytes: new TextEncoder().encode(text) });
const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

test('output that follows is taken whole', () => {
  const taken = takeOutput(5, output(5, 'hello'));
  expect(textOf(taken.bytes)).toBe('hello');
  expect(taken).toMatchObject({ next: 10, missed: 0 });
});

test('what is on the screen already is not written twice', () => {
  expect(textOf(takeOutput(7, output(5, 'hello')).bytes)).toBe('llo');
  expect(takeOutput(10, output(5, 'hello'))).toMatchObject({ next: 10, missed: 0 });
});

test('a gap is counted', () => {
  expect(takeOutput(5, output(9, 'x'))).toMatchObject({ next: 10, missed: 4 });
});
