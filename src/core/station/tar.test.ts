import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { tarOf } from './tar.ts';

it('makes a tar that tar itself unpacks, folders, odd sizes and other letters included', () => {
  const folder = mkdtempSync(join(tmpdir(), 'andon-tar-'));
  const files = { 'a.txt': '', 'b/c.md': 'x'.repeat(512), 'b/ö.txt': 'grüße\n', 'd.json': '{}' };
  try {
    execFileSync('tar', ['-xf', '-', '-C', folder], { input: tarOf(files) });
    for (const [name, text] of Object.entries(files)) expect(readFileSync(join(folder, name), 'utf8')).toBe(text);
  } finally {
    rmSync(folder, { recursive: true });
  }
  expect(() => tarOf({ ['x'.repeat(101)]: '' })).toThrow('too long');
});
