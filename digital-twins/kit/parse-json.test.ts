import { describe, expect, it } from 'vitest';
import { parseJson } from './parse-json.ts';

const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);

describe('parseJson', () => {
  it('reads what JSON.parse reads', () => {
    for (const text of [
      '1',
      '"[[["',
      '{"a":[{"b":"\\\\"}]}',
      `"${'['.repeat(5_000)}"`,
      `["${'\\"['.repeat(3_000)}"]`,
      nested(1_000),
    ]) {
      expect(parseJson(text)).toEqual(JSON.parse(text));
    }
  });

  it('refuses what nests deeper than a thousand levels, and what is no JSON', () => {
    for (const text of [nested(1_001), '['.repeat(100_000), `{"a":${nested(2_000)}}`, '{', '', `"${'x'.repeat(3_000)}`]) {
      expect(() => parseJson(text)).toThrow(SyntaxError);
    }
  });

  it('gives objects that can be taken for text, whatever they hold', () => {
    for (const text of ['{"toString":1,"valueOf":1}', '{"toStr\\u0069ng":null}']) {
      const value = parseJson(text);
      expect(String(value)).toBe('[object Object]');
      expect(JSON.stringify(value)).toBe(JSON.stringify(JSON.parse(text)));
    }
  });
});
