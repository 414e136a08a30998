import { setTimeout as sleep } from 'node:timers/promises';
import {
  button,
  type CallTwin,
  form,
  type LyingProduct,
  notFound,
  page,
  people,
  seeOther,
  slackToken,
} from '../lying-product.ts';

type SlackAnswer = { ok: boolean; error?: string; channels?: { name: string }[]; response_metadata?: { next_cursor?: string } };

const authorized = { ...form, authorization: `Bearer ${slackToken}` };

async function slack(call: CallTwin, method: string, fields: Record<string, string>) {
  const answer = await call('slack', `/api/${method}`, {
    method: 'POST',
    headers: authorized,
    body: String(new URLSearchParams(fields)),
  });
  return { ...answer, body: (answer.status === 200 ? JSON.parse(answer.text) : { ok: false }) as SlackAnswer };
}

const bots = [{ name: 'product', token: slackToken }];
const support = { name: 'support', id: 'C0SUPPORT1', members: ['ada', 'product'] };
const post = { channel: 'C0SUPPORT1', text: 'Ticket T-1 was escalated' };

const ignoresRetryAfter: LyingProduct = {
  id: 'ignores-retry-after',
  bug: 'asks again at once when Slack says to wait, and gives up',
  seed: { people, slack: { bots, channels: [support] } },
  given: [
    {
      path: '/script',
      body: { twin: 'slack', operation: 'chat.postMessage', times: 3, action: { type: 'status', status: 429, retryAfter: 1 } },
    },
  ],
  start: ({ call, isHonest }) => {
    let said = '';
    return async ({ method, path }) => {
      if (path !== '/' && path !== '/escalate') return notFound;
      if (method === 'GET') return page(`<h1>Ticket T-1</h1>${button('Escalate', '/escalate')}<p role="status">${said}</p>`);
      for (let tries = 1; tries <= (isHonest ? 5 : 3); tries++) {
        const { status, headers, body } = await slack(call, 'chat.postMessage', post);
        said = body.ok ? 'Escalated' : 'Slack is busy';
        if (status !== 429) break;
        if (isHonest) await sleep(Number(headers['retry-after']) * 1_000);
      }
      return seeOther('/');
    };
  },
};

const forgetsCursor: LyingProduct = {
  id: 'forgets-cursor',
  bug: 'shows the first page of a list as the whole',
  seed: {
    people,
    slack: { bots, channels: Array.from({ length: 250 }, (_channel, n) => ({ name: `team-${n}`, members: ['ada'] })) },
  },
  start:
    ({ call, isHonest }) =>
    async ({ path }) => {
      if (path !== '/') return notFound;
      const names: string[] = [];
      let cursor = '';
      do {
        const { body } = await slack(call, 'conversations.list', { limit: '100', cursor });
        names.push(...(body.channels ?? []).map(({ name }) => name));
        cursor = body.response_metadata?.next_cursor ?? '';
      } while (isHonest && cursor !== '');
      return page(`<h1>Channels</h1><p role="status">${names.length} channels</p>`);
    },
};

const takesRefusalForSuccess: LyingProduct = {
  id: 'takes-refusal-for-success',
  bug: 'takes an answer with ok:false for success, since its status is 200',
  seed: { people, slack: { bots, channels: [{ ...support, archived: true }] } },
  start: ({ call, isHonest }) => {
    let said = '';
    return async ({ method, path }) => {
      if (path !== '/' && path !== '/escalate') return notFound;
      if (method === 'GET') return page(`<h1>Ticket T-1</h1>${button('Escalate', '/escalate')}<p role="status">${said}</p>`);
      const { status, body } = await slack(call, 'chat.postMessage', post);
      const isSent = isHonest ? body.ok : status === 200;
      said = isSent ? 'Escalated' : `Not escalated: ${body.error}`;
      return seeOther('/');
    };
  },
};

/** Without `thread_ts` of the first message, a follow-up stands beside it in the channel. */
const losesThread: LyingProduct = {
  id: 'loses-thread',
  bug: 'posts a follow-up into the channel in place of the thread',
  seed: { people, slack: { bots, channels: [support] } },
  start:
    ({ call, isHonest }) =>
    async ({ method, path }) => {
      if (path !== '/' && path !== '/escalate') return notFound;
      if (method === 'GET') return page(`<h1>Ticket T-1</h1>${button('Escalate', '/escalate')}`);
      const { body } = await slack(call, 'chat.postMessage', post);
      const { ts } = body as unknown as { ts: string };
      await slack(call, 'chat.postMessage', { ...post, text: 'Priya takes it', ...(isHonest ? { thread_ts: ts } : {}) });
      return seeOther('/');
    },
};

export const slackCallProducts = [ignoresRetryAfter, forgetsCursor, takesRefusalForSuccess, losesThread];
