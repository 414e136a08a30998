import { expect, it } from 'vitest';
import { runChecks } from '../testing/conformance/run-checks.ts';
import { jiraChecks } from './conformance/checks.ts';

it('passes every check of its conformance suite, none of which a server that knows nothing passes', async () => {
  const results = await runChecks('jira', jiraChecks, () => undefined);
  const failed = results.filter(result => !result.ok).map(({ id, error }) => `${id}: ${error}`);
  expect(failed, failed.join('\n')).toEqual([]);
  expect(results.length).toBeGreaterThanOrEqual(45);
}, 300_000);
