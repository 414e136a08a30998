import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Mirror } from '../../../core/project/delivery.ts';
import { createSample, gitIn, type Sample } from './repository-sample.ts';

let sample: Sample;
let mirror: Mirror;
beforeEach(async () => {
  sample = createSample();
  mirror = await sample.open();
});
afterEach(() => sample.dispose());

const inMirror = (...args: string[]) => gitIn(join(sample.root, 'mirror'), ...args);
const at = 1_700_000_000_000;

async function twoCommits() {
  const onto = sample.commit({ 'test/a.js': 'old a\n', 'test/b.js': 'old b\n' });
  const from = sample.commit({ 'test/a.js': 'new a\n', 'test/b.js': null, 'test/c.js': 'new c\n', 'src/app.js': 'new app\n' });
  await mirror.sync();
  return { onto, from };
}

it('takes the named files as they are in the other commit: changed, added or gone', async () => {
  const { onto, from } = await twoCommits();
  const commit = await mirror.overlay({ onto, from, paths: ['test/a.js', 'test/b.js', 'test/c.js'], at });
  expect(inMirror('diff', '--name-status', onto, commit).split('\n')).toEqual(['M\ttest/a.js', 'D\ttest/b.js', 'A\ttest/c.js']);
  expect(inMirror('show', `${commit}:test/a.js`)).toBe('new a');
  expect(inMirror('show', `${commit}:src/app.js`)).toBe('one\ntwo\nthree');
  expect(inMirror('rev-parse', `${commit}^`)).toBe(onto);
});

it('is the same commit for the same request, so that a stage done twice checks the same thing', async () => {
  const { onto, from } = await twoCommits();
  const request = { onto, from, paths: ['test/a.js'], at };
  const [first, second] = await Promise.all([mirror.overlay(request), mirror.overlay(request)]);
  expect(first).toBe(second);
});

it('takes a path for a name and never for a pattern', async () => {
  const { onto, from } = await twoCommits();
  const commit = await mirror.overlay({ onto, from, paths: ['test/*.js'], at });
  expect(inMirror('rev-parse', `${commit}^{tree}`)).toBe(inMirror('rev-parse', `${onto}^{tree}`));
});

it('moves no branch and leaves no index behind', async () => {
  const { onto, from } = await twoCommits();
  const before = inMirror('for-each-ref');
  await mirror.overlay({ onto, from, paths: ['test/a.js'], at });
  await expect(mirror.overlay({ onto: '0'.repeat(40), from, paths: ['test/a.js'], at })).rejects.toMatchObject({
    code: 'git.failed',
  });
  expect(inMirror('for-each-ref')).toBe(before);
  expect(readdirSync(join(sample.root, 'mirror')).filter(name => name.startsWith('andon-index'))).toEqual([]);
});
