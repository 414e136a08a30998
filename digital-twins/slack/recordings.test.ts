import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { vendorFolder } from '../testing/openapi.ts';
import { scoreOf } from '../testing/recording-score.ts';
import { at, startTwins } from '../testing/twins-process.ts';
import { readRawCalls, recordingsFile } from './recordings/raw-calls.ts';
import { replaySlack } from './recordings/replay.ts';
import { recordedWorkspace } from './recordings/workspace.ts';

const isThere = existsSync(new URL(recordingsFile, vendorFolder));

describe('the Slack twin against recordings of a real workspace', () => {
  it.skipIf(!isThere)('answers as Slack did (skipped where the recordings, ../shared/vendor, are not there)', async () => {
    const twins = await startTwins();
    try {
      const calls = readRawCalls();
      const made = await twins.admin('PUT', at('recordings'), { seeds: recordedWorkspace(calls) });
      expect(made.status, JSON.stringify(made.body)).toBe(201);
      const score = scoreOf(await replaySlack(calls, await twins.forward('recordings', 'slack')));
      const figures = `C1 ${percent(score.c1)}, C2 ${percent(score.c2)}, C3 ${percent(score.c3)} of ${score.calls} calls`;
      process.stdout.write(`slack recordings: ${figures}\n`);
      const report = `${figures}\n${score.misses.join('\n')}`;
      expect(score.c1, report).toBeGreaterThanOrEqual(0.98);
      expect(score.c2, report).toBeGreaterThanOrEqual(0.9);
      expect(score.c3, report).toBe(0);
    } finally {
      await twins.stop();
    }
  });
});

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
