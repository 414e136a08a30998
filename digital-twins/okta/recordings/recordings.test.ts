import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exampleSeed } from '../../testing/example-seed.ts';
import { vendorFolder } from '../../testing/openapi.ts';
import { type RecordedCall, type Replayed, readCalls, scoreOf } from '../../testing/recording-score.ts';
import { at, startTwins, type TwinsProcess } from '../../testing/twins-process.ts';
import { readOktaDescription } from './described.ts';
import { replay } from './replay.ts';

const file = 'okta-recordings.jsonl';
const isThere = existsSync(new URL(file, vendorFolder));

/** Tests of the vendor's SDK about what products use most. */
const core = [
  'test_users_it',
  'test_groups_it',
  'test_applications_it',
  'test_application_features_it',
  'test_application_sso_it',
  'test_application_tokens_it',
  'test_authorization_server_clients_it',
  'test_api_token_it',
  'test_inline_hooks_it',
  'test_linked_objects_it',
  'test_log_stream_it',
  'test_org_it',
  'test_profile_mapping_it',
  'test_realms_it',
  'test_subscription_it',
];

describe('the Okta twin and recordings of a real org', () => {
  let twins: TwinsProcess;
  beforeAll(async () => {
    twins = await startTwins();
  });
  afterAll(() => twins.stop());

  const replayAll = async (tests: string[]): Promise<Replayed[]> => {
    const described = readOktaDescription();
    const replayed: Replayed[] = [];
    for (const [, calls] of Map.groupBy(readCalls(file).filter(isAnswer), call => call.test)) {
      if (!tests.includes(calls[0]?.test ?? '')) continue;
      const namespace = `recordings-${calls[0]?.test ?? ''}`;
      await twins.admin('PUT', at(namespace), { seeds: { people: exampleSeed.people, okta: exampleSeed.okta } });
      const origin = await twins.forward(namespace, 'okta');
      replayed.push(...(await replay(origin, calls, described)));
    }
    return replayed;
  };

  it.skipIf(!isThere)(
    `answers as recorded (skipped where ${file} is not beside the repository)`,
    { timeout: 120_000 },
    async () => {
      const score = scoreOf(await replayAll(core));
      expect(score.c1, score.misses.join('\n')).toBeGreaterThanOrEqual(0.98);
      expect(score.c2, score.misses.join('\n')).toBeGreaterThanOrEqual(0.9);
      expect(score.misses.filter(miss => miss.startsWith('invented'))).toEqual([]);
    },
  );
});

/** Not the moments in which the recorded org was over its limits, nor answers of the recorder itself. */
function isAnswer({ status, body }: RecordedCall): boolean {
  return status !== 429 && (body as { message?: string } | null)?.message !== 'Resource not found';
}
