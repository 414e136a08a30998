import { type Check, demand, same } from '../../../testing/conformance/check.ts';
import { type Answer, ask, bot, connect, refuses } from '../client.ts';
import { channel, token, workspace } from '../seed.ts';

const bearer = { authorization: `Bearer ${token.helpdesk}` };
const json = (charset = '; charset=utf-8') => ({ 'content-type': `application/json${charset}` });

/** What a call may look like on the wire. */
export const argumentChecks: Check[] = [
  {
    id: 'arguments-alike',
    title: 'a query, a form, a multipart form and JSON say the same',
    label: 'docs',
    seed: workspace,
    async run(bench) {
      const fields = { channel: channel.support, limit: '1' };
      const multipart = new FormData();
      for (const [name, value] of Object.entries(fields)) multipart.append(name, value);
      const forms: [string, RequestInit][] = [
        [`conversations.history?${new URLSearchParams(fields)}`, { headers: bearer }],
        ['conversations.history', { method: 'POST', headers: bearer, body: new URLSearchParams(fields) }],
        ['conversations.history', { method: 'POST', headers: bearer, body: multipart }],
        [
          'conversations.history',
          { method: 'POST', headers: { ...bearer, ...json() }, body: JSON.stringify({ ...fields, limit: 1 }) },
        ],
      ];
      const texts: unknown[] = [];
      for (const [path, init] of forms)
        texts.push(((await ask(bench, path, init)).body.messages as { text: string }[])?.[0]?.text);
      same(texts, Array(4).fill('T-7 escalated'));
    },
  },
  {
    id: 'arguments-token',
    title: 'a token is taken from a query and from a form, too',
    label: 'docs',
    seed: workspace,
    async run(bench) {
      const inQuery = await ask(bench, `auth.test?token=${token.helpdesk}`);
      const inForm = await ask(bench, 'auth.test', { method: 'POST', body: new URLSearchParams({ token: token.helpdesk }) });
      same([inQuery.body.user, inForm.body.user], ['helpdesk', 'helpdesk']);
    },
  },
  {
    id: 'arguments-structures',
    title: 'blocks are taken as JSON text in a form and as a structure in JSON',
    label: 'docs',
    seed: workspace,
    async run(bench) {
      const blocks = [{ type: 'section', block_id: 'b1', text: { type: 'mrkdwn', text: '*hi*' } }];
      const form = new URLSearchParams({ channel: channel.support, text: 'x', blocks: JSON.stringify(blocks) });
      const answers = [
        await ask(bench, 'chat.postMessage', { method: 'POST', headers: bearer, body: form }),
        await ask(bench, 'chat.postMessage', {
          method: 'POST',
          headers: { ...bearer, ...json() },
          body: JSON.stringify({ channel: channel.support, text: 'x', blocks }),
        }),
      ];
      const seen = answers.map(
        ({ body }) => (body.message as { blocks: { block_id: string; text: { text: string } }[] })?.blocks[0],
      );
      same(
        seen.map(block => [block?.block_id, block?.text.text]),
        Array(2).fill(['b1', '*hi*']),
      );
    },
  },
  {
    id: 'arguments-broken-json',
    title: 'JSON that cannot be read is invalid_json, JSON that is no object json_not_object',
    label: 'spec',
    seed: workspace,
    async run(bench) {
      const send = async (body: string) =>
        (await ask(bench, 'chat.postMessage', { method: 'POST', headers: { ...bearer, ...json() }, body })).body.error;
      same([await send('{"channel":'), await send('["a"]')], ['invalid_json', 'json_not_object']);
    },
  },
  {
    id: 'arguments-charset',
    title: 'JSON without a charset is taken, with the warning missing_charset',
    label: 'docs',
    seed: workspace,
    async run(bench) {
      const send = async (charset: string): Promise<Answer> =>
        (await ask(bench, 'api.test', { method: 'POST', headers: { ...bearer, ...json(charset) }, body: '{"foo":"bar"}' })).body;
      const bare = await send('');
      same([bare.ok, bare.warning, bare.response_metadata?.warnings], [true, 'missing_charset', ['missing_charset']]);
      const full = await send('; charset=utf-8');
      same([full.ok, 'warning' in full], [true, false], 'with a charset');
    },
  },
  {
    id: 'arguments-echo',
    title: 'api.test gives back its arguments, and fails when told to',
    label: 'spec',
    seed: workspace,
    async run(bench) {
      const { args } = (await bot(bench).apiCall('api.test', { foo: 'bar' })) as { args?: { foo?: string } };
      same(args?.foo, 'bar');
      await refuses(bot(bench).api.test({ error: 'my_error' }), 'my_error');
      await refuses(connect(bench, undefined).api.test({ error: 'my_error' }), 'my_error', 'without a token');
    },
  },
  {
    id: 'arguments-missing',
    title: 'a call that leaves out what it must say is refused, and says what is missing',
    label: 'docs',
    seed: workspace,
    async run(bench) {
      const { body } = await ask(bench, 'users.lookupByEmail', { method: 'POST', headers: bearer });
      demand(
        ['users_not_found', 'invalid_arguments', 'missing_argument'].includes(body.error ?? ''),
        `lookupByEmail: ${body.error}`,
      );
      await refuses(bot(bench).apiCall('chat.postMessage', { text: 'x' }), 'channel_not_found', 'no channel');
      await refuses(bot(bench).apiCall('reactions.add', { name: 'eyes' }), 'no_item_specified', 'no item');
    },
  },
];
