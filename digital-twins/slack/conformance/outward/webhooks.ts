import { IncomingWebhook } from '@slack/webhook';
import { type Bench, type Check, failure, same } from '../../../testing/conformance/check.ts';
import { bot, connect } from '../client.ts';
import { channel, token, webhookPath, workspace } from '../seed.ts';

const hook = (bench: Bench, path = webhookPath) => new IncomingWebhook(`${bench.url}/services/${path}`);

/** Status and text of an answer that the SDK takes for a failure. */
async function refusal(call: Promise<unknown>): Promise<[unknown, unknown]> {
  const { statusCode, body } = await failure(() => call);
  return [statusCode, body];
}

const latest = async (bench: Bench) =>
  (await bot(bench).conversations.history({ channel: channel.support, limit: 1 })).messages?.[0];

/** Incoming webhooks and their plain texts. */
export const webhookChecks: Check[] = [
  {
    id: 'webhooks-ok',
    title: 'a webhook says ok and writes to its channel as the app',
    label: 'docs',
    seed: workspace,
    async run(bench) {
      same((await hook(bench).send('The pager rings')).text, 'ok');
      const message = await latest(bench);
      const { bot_id } = await bot(bench).auth.test();
      same([message?.text, message?.subtype, message?.bot_id], ['The pager rings', 'bot_message', bot_id]);
    },
  },
  {
    id: 'webhooks-rich',
    title: 'a webhook takes blocks, attachments and a thread, and a payload in a form',
    label: 'docs',
    seed: workspace,
    async run(bench) {
      const { ts: thread_ts = '' } = await bot(bench).chat.postMessage({ channel: channel.support, text: 'root' });
      same((await hook(bench).send({ text: 'reply', thread_ts } as { text: string })).text, 'ok');
      same((await bot(bench).conversations.replies({ channel: channel.support, ts: thread_ts })).messages?.[1]?.text, 'reply');
      await hook(bench).send({ text: 'x', blocks: [{ type: 'divider' }], attachments: [{ text: 'more', fallback: 'more' }] });
      const message = await latest(bench);
      same([message?.blocks?.[0]?.type, message?.attachments?.[0]?.text], ['divider', 'more']);
      const body = new URLSearchParams({ payload: JSON.stringify({ text: 'from a form' }) });
      const form = await fetch(`${bench.url}/services/${webhookPath}`, { method: 'POST', body });
      same([await form.text(), (await latest(bench))?.text], ['ok', 'from a form']);
    },
  },
  {
    id: 'webhooks-no-text',
    title: 'a webhook with nothing to say is 400 no_text',
    label: 'docs',
    seed: workspace,
    async run(bench) {
      same(await refusal(hook(bench).send({})), [400, 'no_text']);
    },
  },
  {
    id: 'webhooks-invalid-payload',
    title: 'a payload that is not JSON is 400 invalid_payload',
    label: 'docs',
    seed: workspace,
    async run(bench) {
      const headers = { 'content-type': 'application/json' };
      const answer = await fetch(`${bench.url}/services/${webhookPath}`, { method: 'POST', headers, body: '{"text":' });
      same([answer.status, await answer.text()], [400, 'invalid_payload']);
    },
  },
  {
    id: 'webhooks-no-service',
    title: 'an address that never was, or is no more, is 404 no_service',
    label: 'docs',
    seed: workspace,
    async run(bench) {
      const { team_id } = await bot(bench).auth.test();
      const path = `${team_id}/B0NOWHERE0/aaaaaaaaaaaaaaaaaaaaaaaa`;
      same(await refusal(hook(bench, path).send('x')), [404, 'no_service']);
    },
  },
  {
    id: 'webhooks-archived',
    title: 'a webhook to an archived channel is 410 channel_is_archived',
    label: 'docs',
    seed: workspace,
    async run(bench) {
      await connect(bench, token.ada).conversations.archive({ channel: channel.support });
      same(await refusal(hook(bench).send('x')), [410, 'channel_is_archived']);
    },
  },
];
