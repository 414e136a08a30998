import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');
const run = (file: string, ...args: string[]) => spawnSync(process.execPath, [join(root, file), ...args], { encoding: 'utf8' });

describe('the set-up', () => {
  it('leaves the standard output to the command that it was for', () => {
    const { stdout, status } = run('scripts/bootstrap.mjs', 'andon', '--version');
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect(status).toBe(0);
  });

  it('passes on how the command ended', () => {
    expect(run('scripts/bootstrap.mjs', 'andon', 'no-such-command').status).toBe(2);
  });

  it('names the commands there are, and ends with 3', () => {
    const { stdout, stderr, status } = run('scripts/bootstrap.mjs', 'no-such-command');
    expect([stdout, status]).toEqual(['', 3]);
    expect(stderr).toContain('start, demo, test');
  });

  it('knows which parts of the system it can put in place', () => {
    const { stderr, status } = run('scripts/system.mjs', 'no-such-part');
    expect(stderr).toContain('chromium');
    expect(status).toBe(3);
  });
});

describe('the launcher', () => {
  it('runs the command line and passes on how it ended', () => {
    expect(run('src/cli/andon.mjs', '--version')).toMatchObject({ status: 0, stdout: expect.stringMatching(/^\d/) });
    expect(run('src/cli/andon.mjs', 'job', 'nothing').status).toBe(2);
  });
});
