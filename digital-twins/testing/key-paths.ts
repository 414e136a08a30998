import { existsSync, readFileSync } from 'node:fs';

/** One recorded request and answer of a real vendor. */
export interface Recording {
  method: string;
  url: string;
  status: number;
  body: unknown;
}

/** Reads a file of recordings that stands beside the repository; undefined where it does not. */
export function readRecordings(file: string): Recording[] | undefined {
  const path = new URL(`../../../shared/vendor/${file}`, import.meta.url);
  if (!existsSync(path)) return undefined;
  const lines = readFileSync(path, 'utf8')
    .split('\n')
    .filter(line => line !== '');
  return lines.map(line => {
    const { m, u, s, b } = JSON.parse(line);
    return { method: String(m).toUpperCase(), url: u, status: s, body: b };
  });
}

/** All key paths of a JSON value, list items under `[]`. */
export function keyPaths(value: unknown, prefix = ''): Set<string> {
  if (Array.isArray(value)) return union(value.map(item => keyPaths(item, `${prefix}[]`)));
  if (typeof value !== 'object' || value === null) return new Set();
  const entries = Object.entries(value);
  return union([
    new Set(entries.map(([key]) => `${prefix}.${key}`)),
    ...entries.map(([key, inner]) => keyPaths(inner, `${prefix}.${key}`)),
  ]);
}

export function union(sets: Set<string>[]): Set<string> {
  return new Set(sets.flatMap(set => [...set]));
}

/** Which of `expected` are not in `found`. */
export function missingPaths(expected: Set<string>, found: Set<string>): string[] {
  return [...expected].filter(path => !found.has(path)).sort();
}
