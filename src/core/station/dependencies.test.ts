import { expect, it } from 'vitest';
import { dependencyKey } from './dependencies.ts';

it('gives another key for another lockfile, manifest or install command, and for bytes that moved between them', () => {
  const [a, b] = [Buffer.from('a'), Buffer.from('b')];
  const keys = [
    dependencyKey(a, b, 'c'),
    dependencyKey(b, b, 'c'),
    dependencyKey(a, a, 'c'),
    dependencyKey(a, b, 'd'),
    dependencyKey(Buffer.from('ab'), Buffer.alloc(0), 'c'),
  ];
  expect(new Set(keys).size).toBe(keys.length);
  expect(dependencyKey(a, b, 'c')).toBe(keys[0]);
  expect(keys[0]).toMatch(/^[0-9a-f]{40}$/);
});
