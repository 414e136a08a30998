import { describe, expect, it } from 'vitest';
import { pathProblem } from './path-rules.ts';
import { inScope } from './scope.ts';
import { secretsIn } from './secrets.ts';

describe('pathProblem', () => {
  it.each(['src/a.js', '.github/workflows/ci.yml', '.gitignore', 'a/..b/c', 'ünï/cödé.txt', 'git/x', 'a b'])('takes %j', path =>
    expect(pathProblem(path)).toBeNull(),
  );
  it.each([
    '',
    '/etc/passwd',
    'C:/x',
    'a//b',
    'a/./b',
    '../x',
    '.git',
    'a/.GIT/x',
    '.git::$INDEX_ALLOCATION/x',
    '.git /x',
    'a/.gitattributes',
    'GITATT~1',
    `a/${'x'.repeat(1_000)}`,
    'a\nb',
  ])('refuses %j', path => expect(pathProblem(path)).not.toBeNull());
});

describe('inScope', () => {
  it.each([
    ['src/**', 'src/a/b.js', true],
    ['src/**', 'src', false],
    ['src/', 'src/a/.hidden', true],
    ['src/*.js', 'src/a/b.js', false],
    ['**/*.test.js', 'b.test.js', true],
    ['src/**/x.js', 'src/x.js', true],
    ['*.{js,ts}', 'a.ts', true],
    ['a.js', 'aXjs', false],
    ['src/[id].js', 'src/[id].js', true],
  ])('%j and %j: %j', (glob, path, isIn) => expect(inScope(path, [glob])).toBe(isIn));
  it('has nothing in it when it is empty', () => expect(inScope('a', [])).toBe(false));
});

describe('secretsIn', () => {
  it('finds tokens by their form, and assigned values by their randomness', () => {
    const text = `a = "ghp_${'aB3'.repeat(12)}"; const apiKey = 'q8Zr2LxW9vT4nB7mK1pD6sHf';`;
    expect(secretsIn(text).map(({ kind, masked }) => [kind, masked])).toEqual([
      ['a GitHub token', 'ghp_…'],
      ['a value that looks like a secret', 'q8Zr…'],
    ]);
  });
  it('leaves everyday code alone, and what was there before', () => {
    expect(secretsIn('token: "the-user-token-from-the-form", password: "correct horse", sha512-AKIA')).toEqual([]);
    const key = `AKIA${'A1'.repeat(8)}`;
    expect(secretsIn(`x ${key}`, `y ${key}`)).toEqual([]);
  });
});
