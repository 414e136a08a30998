import { type Check, demand, same } from '../../../testing/conformance/check.ts';
import { type Answer, ask, bot, post } from '../client.ts';
import { channel, token, workspace } from '../seed.ts';

const json = { 'content-type': 'application/json; charset=utf-8' };
const bearer = { authorization: `Bearer ${token.helpdesk}` };

/** What clients in other languages send, and what nobody should. */
export const wireChecks: Check[] = [
  {
    id: 'wire-answers',
    title: 'every answer is JSON in UTF-8 that must not be cached, refusals too',
    label: 'recorded',
    seed: workspace,
    async run(bench) {
      const good = await ask(bench, 'auth.test', { headers: bearer });
      const bad = await ask(bench, 'auth.test');
      same([good.body.user, bad.body.error], ['helpdesk', 'not_authed']);
      for (const { response } of [good, bad]) {
        same([response.status, response.headers.get('content-type')], [200, 'application/json; charset=utf-8']);
        demand(/no-cache|no-store/.test(response.headers.get('cache-control') ?? ''), 'cache-control');
      }
    },
  },
  {
    id: 'wire-texts',
    title: 'texts survive the way: accents, right to left, Chinese, new lines',
    label: 'docs',
    seed: workspace,
    async run(bench) {
      const text = ':wave: Ünïcödé שלום 哈囉\nsecond line "quotes" \\ back';
      const ts = await post(bench, channel.support, text);
      const { messages } = await bot(bench).conversations.history({
        channel: channel.support,
        latest: ts,
        inclusive: true,
        limit: 1,
      });
      same(messages?.[0]?.text, text);
    },
  },
  {
    id: 'wire-booleans',
    title: 'true, 1 and "true" mean the same, as do false, 0 and "false"',
    label: 'docs',
    seed: workspace,
    async run(bench) {
      const list = async (exclude_archived: unknown) => {
        const body = JSON.stringify({ exclude_archived });
        const answer = await ask(bench, 'conversations.list', { method: 'POST', headers: { ...bearer, ...json }, body });
        return (answer.body.channels as unknown[])?.length;
      };
      same([await list(true), await list(1), await list('true'), await list('1')], [3, 3, 3, 3]);
      same([await list(false), await list(0), await list('false')], [4, 4, 4]);
    },
  },
  {
    id: 'wire-lower-case',
    title: 'the authorization scheme may be written in any case',
    label: 'guess',
    seed: workspace,
    async run(bench) {
      const { body } = await ask(bench, 'auth.test', { headers: { authorization: `bearer ${token.helpdesk}` } });
      same(body.user, 'helpdesk');
    },
  },
  {
    id: 'wire-unknown-arguments',
    title: 'arguments that a method does not know are passed over',
    label: 'docs',
    seed: workspace,
    async run(bench) {
      const answer = (await bot(bench).apiCall('auth.test', { no_such_argument: 'x', other: { a: 1 } })) as Answer;
      same(answer.user, 'helpdesk');
    },
  },
  {
    id: 'wire-hostile',
    title: 'huge, broken and odd bodies are refused, and the next call works as before',
    label: 'docs',
    seed: workspace,
    async run(bench) {
      const send = (headers: Record<string, string>, body: BodyInit) =>
        ask(bench, 'chat.postMessage', { method: 'POST', headers: { ...bearer, ...headers }, body });
      const huge = JSON.stringify({ channel: channel.support, text: 'x'.repeat(10_000_000) });
      const bodies: [Record<string, string>, BodyInit][] = [
        [json, huge],
        [json, new Uint8Array([0x7b, 0xff, 0xfe, 0x7d])],
        [{ 'content-type': 'application/x-www-form-urlencoded' }, 'channel=%ZZ&text=%'],
        [{ 'content-type': 'multipart/form-data; boundary=none' }, 'no boundary here'],
        [{ 'content-type': 'text/plain' }, 'hello'],
        [json, `{"a":${'['.repeat(5_000)}${']'.repeat(5_000)}}`],
      ];
      for (const [headers, body] of bodies) {
        const { body: answer, response } = await send(headers, body);
        demand(response.status < 500 && answer.ok === false, `${headers['content-type']}: status ${response.status}`);
      }
      const { messages = [] } = await bot(bench).conversations.history({ channel: channel.support });
      same(messages.length, 3, 'messages in the channel');
    },
  },
  {
    id: 'wire-at-once',
    title: 'forty writes at once to one message and one channel are all done, none twice',
    label: 'docs',
    seed: workspace,
    async run(bench) {
      const timestamp = await post(bench, channel.support, 'root');
      const names = ['eyes', 'tada', 'heart', 'rocket', 'fire', 'wave', 'clap', 'pray', 'joy', '+1'];
      const adding = names.flatMap(name =>
        [name, name].map(one => bot(bench).reactions.add({ channel: channel.support, timestamp, name: one })),
      );
      const replying = Array.from({ length: 20 }, (_, index) =>
        bot(bench).chat.postMessage({ channel: channel.support, thread_ts: timestamp, text: `r${index}` }),
      );
      const [added] = await Promise.all([Promise.allSettled(adding), Promise.all(replying)]);
      same(added.filter(one => one.status === 'fulfilled').length, 10, 'reactions that were taken');
      const { message } = await bot(bench).reactions.get({ channel: channel.support, timestamp, full: true });
      same(
        message?.reactions?.map(one => one.count),
        Array(10).fill(1),
      );
      const { messages = [] } = await bot(bench).conversations.replies({ channel: channel.support, ts: timestamp });
      same([messages.length, messages[0]?.reply_count], [21, 20]);
    },
  },
];
