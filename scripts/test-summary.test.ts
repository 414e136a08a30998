import { describe, expect, it } from 'vitest';
import { summarise } from './test-summary.ts';

const docker = { file: 'src/adapters/stations/docker/runtime.test.ts', name: 'a station > ends', note: null };
const window = { file: 'test/electron/electron.e2e.test.ts', name: 'opens', note: null };
const noted = { file: 'a.test.ts', name: 'reads graphs', note: 'the graphs are not here' };

describe('the summary of a test run', () => {
  it('names what was left out with its reason and ends with the plain count', () => {
    const { lines, exitCode } = summarise(
      { passed: 7, failed: 0, skipped: [docker, window, noted] },
      { hasDocker: false, isCi: true },
    );
    expect(lines.join('\n')).toContain('ends: no Docker engine answers');
    expect(lines.join('\n')).toContain("opens: Electron's program is not here");
    expect(lines.join('\n')).toContain('reads graphs: the graphs are not here');
    expect(lines.at(-1)).toBe('7 passed, 0 failed, 3 skipped');
    expect(exitCode).toBe(0);
  });

  it('takes the reason that stands in a name', () => {
    const named = (name: string) =>
      summarise({ passed: 1, failed: 0, skipped: [{ file: 'a.test.ts', name, note: null }] }, { hasDocker: true, isCi: false })
        .lines[1];
    expect(named('stations in Docker (needs a Docker engine: no answer) > end')).toMatch(/: needs a Docker engine: no answer$/);
    expect(named('the desktop app (left out: there is no screen) > opens')).toMatch(/: there is no screen$/);
    expect(named('reads graphs (skipped where the graphs are missing)')).toMatch(/: where the graphs are missing$/);
  });

  it('fails when a Docker test was left out in CI although Docker runs', () => {
    const { lines, exitCode } = summarise({ passed: 7, failed: 0, skipped: [docker, window] }, { hasDocker: true, isCi: true });
    expect(lines.at(-1)).toBe('7 passed, 1 failed, 1 skipped');
    expect(exitCode).toBe(1);
    expect(summarise({ passed: 7, failed: 0, skipped: [docker] }, { hasDocker: true, isCi: false }).exitCode).toBe(0);
  });

  it('fails when anything failed and when nothing ran', () => {
    expect(summarise({ passed: 7, failed: 1, skipped: [] }, { hasDocker: true, isCi: true }).exitCode).toBe(1);
    expect(summarise({ passed: 0, failed: 0, skipped: [] }, { hasDocker: true, isCi: true }).exitCode).toBe(1);
  });
});
