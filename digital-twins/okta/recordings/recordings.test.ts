import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { vendorFolder } from '../../testing/openapi.ts';
import { scoreOf } from '../../testing/recording-score.ts';
import { startTwins, type TwinsProcess } from '../../testing/twins-process.ts';
import { recordingsFile as file, replayAll } from './replay-all.ts';

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

  it.skipIf(!isThere)(
    `answers as recorded (skipped where ${file} is not beside the repository)`,
    { timeout: 120_000 },
    async () => {
      const score = scoreOf(await replayAll(twins, core));
      expect(score.c1, score.misses.join('\n')).toBeGreaterThanOrEqual(0.98);
      expect(score.c2, score.misses.join('\n')).toBeGreaterThanOrEqual(0.9);
      expect(score.misses.filter(miss => miss.startsWith('invented'))).toEqual([]);
    },
  );
});
