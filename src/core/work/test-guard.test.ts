import { describe, expect, it } from 'vitest';
import { isTestFile } from './test-file.ts';
import { inventoryOf } from './test-guard.ts';

describe('the inventory of tests', () => {
  it('counts tests, skips and assertions by shape', () => {
    const text = `
      describe('a desk', () => {
        it('opens', () => { expect(desk.isOpen).toBe(true); });
        it.skip('closes', () => { expect(desk.isOpen).toBe(false); });
        test.each([1, 2])('holds %d', count => { assert.equal(count, count); });
        test('is wide', { skip: true }, t => { assert(desk.width > 1); });
        xit('burns', () => {});
      });
      describe.skip('a chair', () => { test.todo('creaks'); });`;
    expect(inventoryOf(text)).toEqual({ tests: 5, skipped: 5, assertions: 4 });
  });

  it('knows the shapes of Python, Go and Rust', () => {
    expect(inventoryOf('@pytest.mark.skip\ndef test_a():\n    assert x == 1\n')).toEqual({ tests: 1, skipped: 1, assertions: 1 });
    expect(inventoryOf('func TestA(t *testing.T) {\n  t.Skip("later")\n}\n')).toMatchObject({ tests: 1, skipped: 1 });
    expect(inventoryOf('#[test]\nfn a() { }\n')).toMatchObject({ tests: 1, skipped: 0 });
  });

  it('sees a test go, a skip come and an assertion vanish', () => {
    const before = inventoryOf(`it('a', () => { expect(1).toBe(1); });\nit('b', () => { expect(2).toBe(2); });`);
    const gone = inventoryOf(`it('a', () => { expect(1).toBe(1); });`);
    const skipped = inventoryOf(`it('a', () => { expect(1).toBe(1); });\nit.skip('b', () => { expect(2).toBe(2); });`);
    const hollow = inventoryOf(`it('a', () => { expect(1).toBe(1); });\nit('b', () => {});`);
    expect(gone.tests).toBeLessThan(before.tests);
    expect([skipped.tests, skipped.skipped]).toEqual([before.tests, before.skipped + 1]);
    expect([hollow.tests, hollow.assertions]).toEqual([before.tests, before.assertions - 1]);
  });

  it('takes no word for a test that only looks like one', () => {
    expect(inventoryOf('const latest = contest(); submit(); await commit();')).toEqual({ tests: 0, skipped: 0, assertions: 0 });
  });
});

it.each([
  ['test/app.js', true],
  ['src/__tests__/app.js', true],
  ['src/app.test.ts', true],
  ['src/app_spec.rb', true],
  ['pkg/app_test.go', true],
  ['tests/test_app.py', true],
  ['src/contest.js', false],
  ['src/latest/app.js', false],
  ['docs/testing.md', false],
])('%s is a test file: %s', (path, expected) => {
  expect(isTestFile(path)).toBe(expected);
});
