import { describe, expect, it } from 'vitest';
import { createOutputLog } from './output-log.ts';

/** Everything readable from `offset` on. */
function readAll(log: ReturnType<typeof createOutputLog>, offset: number): { from: number; text: string } {
  let text = '';
  let from = -1;
  for (let at = offset; ; ) {
    const piece = log.read(at, 7);
    if (!piece) return { from, text };
    if (from === -1) from = piece.offset;
    text += piece.bytes.toString();
    at = piece.offset + piece.bytes.length;
  }
}

describe('the output log', () => {
  it('gives back every byte from any offset', () => {
    const log = createOutputLog(1_000_000);
    const all = Array.from({ length: 3000 }, (_, index) => `line ${index}\n`).join('');
    for (let at = 0; at < all.length; at += 13) log.append(Buffer.from(all.slice(at, at + 13)));
    for (const offset of [0, 1, 4095, 4096, 4097, 20_000, all.length - 1])
      expect(readAll(log, offset)).toEqual({ from: offset, text: all.slice(offset) });
    expect(log.read(all.length, 10)).toBeNull();
    expect(log.end()).toBe(all.length);
  });

  it('drops the oldest bytes past its capacity, and says so by the offset', () => {
    const log = createOutputLog(100);
    for (let index = 0; index < 50; index += 1) log.append(Buffer.alloc(5000, index));
    const piece = log.read(0, 10_000);
    expect(piece?.offset).toBe(49 * 5000);
    expect(log.end()).toBe(250_000);
  });

  it('tells its watchers until they stop', () => {
    const log = createOutputLog();
    let calls = 0;
    const stop = log.watch(() => {
      calls += 1;
    });
    log.append(Buffer.from('a'));
    log.append(Buffer.alloc(0));
    stop();
    log.append(Buffer.from('b'));
    expect(calls).toBe(1);
  });
});
