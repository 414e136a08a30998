import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exampleSeed } from './example-seed.ts';
import { keyPaths, missingPaths, type Recording, readRecordings, union } from './key-paths.ts';
import { at, startTwins, type TwinsProcess } from './twins-process.ts';

const slackRecordings = readRecordings('slack-recordings.jsonl');
const oktaRecordings = readRecordings('okta-recordings.jsonl');
const reason = 'the recordings (../shared/vendor) are not there';

describe('answers have the keys of recorded answers', () => {
  let twins: TwinsProcess;
  let slack: string;
  let okta: string;

  beforeAll(async () => {
    twins = await startTwins();
    await twins.admin('PUT', at('recordings'), { seeds: exampleSeed });
    slack = await twins.forward('recordings', 'slack');
    okta = await twins.forward('recordings', 'okta');
  });
  afterAll(() => twins.stop());

  const askSlack = async (method: string, fields: Record<string, string> = {}) => {
    const body = new URLSearchParams({ token: 'xoxb-helpdesk-seed-token', ...fields });
    return (await fetch(`${slack}/api/${method}`, { method: 'POST', body })).json();
  };
  const askOkta = async (path: string) => {
    const answer = await fetch(`${okta}${path}`, { headers: { authorization: 'SSWS 00seed-okta-api-token' } });
    return answer.json();
  };
  const bodies = (recordings: Recording[] | undefined, fits: (one: Recording) => boolean) =>
    (recordings ?? []).filter(fits).map(one => one.body);

  it.skipIf(slackRecordings === undefined)(`auth.test of Slack (skipped if ${reason})`, async () => {
    const [recorded] = bodies(slackRecordings, one => one.url.endsWith('/auth.test'));
    expect(missingPaths(keyPaths(recorded), keyPaths(await askSlack('auth.test')))).toEqual([]);
  });

  it.skipIf(slackRecordings === undefined)(`a channel of Slack (skipped if ${reason})`, async () => {
    const all = bodies(slackRecordings, one => one.url.endsWith('/conversations.list')) as {
      channels: Record<string, unknown>[];
    }[];
    const channels = all.flatMap(({ channels }) => channels).filter(channel => channel.is_channel === true);
    expect(channels.length).toBeGreaterThan(0);
    const found = keyPaths((await askSlack('conversations.list')).channels);
    // Keys that every recorded channel has.
    const each = channels.map(channel => keyPaths([channel]));
    const common = new Set([...keyPaths(channels)].filter(path => each.every(paths => paths.has(path))));
    expect(missingPaths(common, found)).toEqual([]);
    expect(missingPaths(found, union([keyPaths(channels), documented]))).toEqual([]);
  });

  it.skipIf(oktaRecordings === undefined)(`a user of Okta (skipped if ${reason})`, async () => {
    const listed = bodies(
      oktaRecordings,
      one => one.method === 'GET' && /\/api\/v1\/users(\?.*)?$/.test(one.url) && one.status === 200,
    );
    const found = keyPaths(await askOkta('/api/v1/users'));
    expect(missingPaths(keyPaths(listed[0]), found)).toEqual([]);
    const [created] = bodies(oktaRecordings, one => one.method === 'POST' && /\/api\/v1\/users(\?.*)?$/.test(one.url));
    const one = keyPaths(await askOkta('/api/v1/users/ada@acme.example'));
    expect(missingPaths(keyPaths(created), one)).toEqual([]);
  });

  it.skipIf(oktaRecordings === undefined)(`an error of Okta (skipped if ${reason})`, async () => {
    const [recorded] = bodies(oktaRecordings, one => one.status === 404);
    expect([...keyPaths(await askOkta('/api/v1/users/nobody'))].sort()).toEqual([...keyPaths(recorded)].sort());
  });
});

/** Keys newer than the recordings, from Slack's documentation of conversations.list. */
const documented = new Set(['[].context_team_id', '[].updated', '[].num_members']);
