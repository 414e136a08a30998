import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { collectBytes } from './collect-bytes.ts';
import { git, gitStream, gitText } from './git.ts';

let directory: string;
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'andon-run-'));
  await git(['init', '-q', '--bare', '.'], { directory });
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

describe('git', () => {
  it('gives bytes in and bytes out', async () => {
    const oid = await gitText(['hash-object', '-w', '--stdin'], { directory, input: Buffer.from([0, 255, 10]) });
    expect((await git(['cat-file', 'blob', oid], { directory })).stdout).toEqual(Buffer.from([0, 255, 10]));
  });

  it('passes on what git says', async () => {
    await expect(git(['cat-file', 'blob', 'nope'], { directory })).rejects.toMatchObject({
      kind: 'conflict',
      code: 'git.failed',
      message: expect.stringContaining('Not a valid object name nope'),
    });
    expect((await git(['cat-file', '-e', '1'.repeat(40)], { directory, accept: [0, 1] })).exitCode).toBe(1);
  });

  it('caps output, time and patience', async () => {
    const oid = await gitText(['hash-object', '-w', '--stdin'], { directory, input: Buffer.alloc(1_000_000, 1) });
    await expect(git(['cat-file', 'blob', oid], { directory, maxBytes: 1_000 })).rejects.toMatchObject({
      kind: 'exhausted',
      code: 'git.too-large',
    });
    await expect(git(['cat-file', '--batch'], { directory, signal: AbortSignal.abort() })).rejects.toMatchObject({
      kind: 'cancelled',
    });
    await expect(git(['version'], { directory: join(directory, 'gone') })).rejects.toMatchObject({
      kind: 'unavailable',
      code: 'git.missing',
    });
  });

  it('knows no transport but files', async () => {
    for (const url of ['ext::sh -c id', 'ssh://x/y', 'https://127.0.0.1:1/x']) {
      await expect(git(['fetch', url], { directory })).rejects.toMatchObject({
        message: expect.stringMatching(/transport '\w+' not allowed/),
      });
    }
  });

  it('streams, and fails the stream when git fails', async () => {
    await expect(collectBytes(gitStream(['cat-file', 'blob', 'nope'], { directory }), 100)).rejects.toMatchObject({
      code: 'git.failed',
    });
    await expect(collectBytes(gitStream(['version'], { directory: join(directory, 'gone') }), 100)).rejects.toMatchObject({
      code: 'git.missing',
    });
  });
});
