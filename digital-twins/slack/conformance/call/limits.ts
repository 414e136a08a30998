import { WebClientEvent } from '@slack/web-api';
import { type Check, demand, failure, same } from '../../../testing/conformance/check.ts';
import { ask, bot, connect } from '../client.ts';
import { channel, token, workspace } from '../seed.ts';

const limited = { twin: 'slack', operation: 'conversations.list', action: { type: 'status', status: 429, retryAfter: 1 } };

/** Too many calls. */
export const limitChecks: Check[] = [
  {
    id: 'limits-obeyed',
    title: 'the SDK waits as long as Retry-After says, and then succeeds',
    label: 'docs',
    seed: workspace,
    async run(bench) {
      await bench.admin('POST', '/script', limited);
      const waits: number[] = [];
      const patient = connect(bench, token.helpdesk, {
        rejectRateLimitedCalls: false,
        retryConfig: { retries: 1, minTimeout: 1 },
      });
      patient.on(WebClientEvent.RATE_LIMITED, (seconds: number) => waits.push(seconds));
      const start = Date.now();
      const { channels = [] } = await patient.conversations.list();
      same([waits, channels.length], [[1], 4]);
      demand(Date.now() - start >= 950, 'the call took the second it was told to wait');
    },
  },
  {
    id: 'limits-answer',
    title: 'a refused call has status 429, Retry-After and the error ratelimited',
    label: 'docs',
    seed: workspace,
    async run(bench) {
      await bench.admin('POST', '/script', limited);
      const headers = { authorization: `Bearer ${token.helpdesk}` };
      const { response, body } = await ask(bench, 'conversations.list', { headers });
      same([response.status, response.headers.get('retry-after'), body], [429, '1', { ok: false, error: 'ratelimited' }]);
      same((await ask(bench, 'conversations.list', { headers })).response.status, 200, 'the next call');
    },
  },
  {
    id: 'limits-tier',
    title: 'with the published limits a method of tier 2 refuses a burst, others go on',
    label: 'docs',
    seed: url => workspace(url, { slack: { rateLimits: 'published' } }),
    async run(bench) {
      const error = await failure(async () => {
        for (let count = 0; count < 120; count += 1) await bot(bench).conversations.list();
      });
      same(error.code, 'slack_webapi_rate_limited_error', error.message);
      const seconds = error.retryAfter as number;
      demand(Number.isInteger(seconds) && seconds >= 1 && seconds <= 60, `Retry-After is ${seconds}`);
      same((await bot(bench).auth.test()).ok, true, 'another method');
      same((await connect(bench, token.reader).conversations.list()).ok, true, 'another app');
    },
  },
  {
    id: 'limits-posting',
    title: 'with the published limits about one message a second goes into a channel, short bursts aside',
    label: 'docs',
    seed: url => workspace(url, { slack: { rateLimits: 'published' } }),
    async run(bench) {
      let sent = 0;
      const error = await failure(async () => {
        for (; sent < 60; sent += 1) await bot(bench).chat.postMessage({ channel: channel.support, text: `m${sent}` });
      });
      same(error.code, 'slack_webapi_rate_limited_error', error.message);
      demand(sent >= 1, 'some messages went through');
      same((await bot(bench).chat.postMessage({ channel: channel.general, text: 'x' })).ok, true, 'another channel');
    },
  },
];
