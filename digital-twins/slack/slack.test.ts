import { LogLevel, WebClient } from '@slack/web-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exampleSeed } from '../testing/example-seed.ts';
import { at, startTwins, type TwinsProcess } from '../testing/twins-process.ts';

const namespace = 'J-1.1/slack/base/1';

describe('the Slack twin, with @slack/web-api', () => {
  let twins: TwinsProcess;
  let origin: string;

  beforeAll(async () => {
    twins = await startTwins();
    await twins.admin('PUT', at(namespace), { seeds: exampleSeed });
    origin = await twins.forward(namespace, 'slack');
  });
  afterAll(() => twins.stop());

  const client = (token?: string) =>
    new WebClient(token, {
      slackApiUrl: `${origin}/api/`,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
      logLevel: LogLevel.ERROR,
    });
  const bot = () => client('xoxb-helpdesk-seed-token');
  const refusal = async (call: Promise<unknown>) => {
    const error = await call.then(
      () => undefined,
      (thrown: { data?: { error?: string; needed?: string; provided?: string; req_method?: string } }) => thrown.data,
    );
    return error;
  };
  const support = async () => {
    const { channels } = await bot().conversations.list();
    return channels?.find(channel => channel.name === 'support')?.id ?? '';
  };

  it('says who a token belongs to', async () => {
    const me = await bot().auth.test();
    expect(me).toMatchObject({ ok: true, team: 'Acme', user: 'helpdesk', is_enterprise_install: false });
    expect(me.bot_id).toMatch(/^B/);
  });

  it('refuses a missing, an unknown, an inactive and a too narrow token in band', async () => {
    expect(await refusal(client().auth.test())).toMatchObject({ error: 'not_authed' });
    expect(await refusal(client('xoxb-never-issued').auth.test())).toMatchObject({ error: 'invalid_auth' });
    expect(await refusal(client('xoxp-zoe-seed-token').auth.test())).toMatchObject({ error: 'account_inactive' });
    const narrow = client('xoxb-reader-seed-token').chat.postMessage({ channel: 'support', text: 'x' });
    expect(await refusal(narrow)).toMatchObject({ error: 'missing_scope', needed: 'chat:write', provided: 'channels:read' });
  });

  it('answers an unknown method in band and lists it in its coverage', async () => {
    expect(await refusal(bot().apiCall('no.such'))).toMatchObject({ error: 'unknown_method', req_method: 'no.such' });
    const { body } = await twins.admin('GET', '/coverage');
    expect(body.slack?.missing).toContainEqual({ request: 'POST /api/no.such', calls: 1 });
  });

  it('posts, shows, changes and deletes a message', async () => {
    const channel = await support();
    const posted = await bot().chat.postMessage({ channel, text: 'T-1042 escalated', blocks: [{ type: 'divider' }] });
    expect(posted.message).toMatchObject({ type: 'message', text: 'T-1042 escalated', ts: posted.ts });
    expect(posted.message?.blocks?.[0]?.block_id).toMatch(/.+/);
    await bot().reactions.add({ channel, timestamp: posted.ts ?? '', name: 'eyes' });
    await bot().chat.update({ channel, ts: posted.ts ?? '', text: 'T-1042 resolved' });
    const { messages } = await bot().conversations.history({ channel, limit: 1 });
    expect(messages?.[0]).toMatchObject({ text: 'T-1042 resolved', reactions: [{ name: 'eyes', count: 1 }] });
    expect(messages?.[0]?.edited?.user).toBe(posted.message?.user);
    await bot().chat.delete({ channel, ts: posted.ts ?? '' });
    expect(await refusal(bot().chat.delete({ channel, ts: posted.ts ?? '' }))).toMatchObject({ error: 'message_not_found' });
  });

  it('refuses what Slack refuses', async () => {
    const channel = await support();
    const post = (given: { channel: string; text: string }) => refusal(bot().chat.postMessage(given));
    expect(await post({ channel: 'C0NOWHERE00', text: 'x' })).toMatchObject({ error: 'channel_not_found' });
    expect(await post({ channel: 'secret', text: 'x' })).toMatchObject({ error: 'channel_not_found' });
    expect(await post({ channel: 'old', text: 'x' })).toMatchObject({ error: 'is_archived' });
    expect(await post({ channel, text: '' })).toMatchObject({ error: 'no_text' });
    expect(await post({ channel, text: 'x'.repeat(40_001) })).toMatchObject({ error: 'msg_too_long' });
    const { messages } = await bot().conversations.history({ channel });
    const adas = messages?.find(message => message.text?.startsWith('Morning'))?.ts ?? '';
    expect(await refusal(bot().chat.update({ channel, ts: adas, text: 'x' }))).toMatchObject({ error: 'cant_update_message' });
  });

  it('counts the replies of a thread and keeps them out of the channel', async () => {
    const channel = await support();
    const root = await bot().chat.postMessage({ channel, text: 'root' });
    for (const text of ['one', 'two']) await bot().chat.postMessage({ channel, text, thread_ts: root.ts ?? '' });
    const { messages } = await bot().conversations.history({ channel, oldest: root.ts ?? '', inclusive: true });
    expect(messages).toHaveLength(1);
    expect(messages?.[0]).toMatchObject({ reply_count: 2, reply_users_count: 1, thread_ts: root.ts });
    const thread = await bot().conversations.replies({ channel, ts: root.ts ?? '' });
    expect(thread.messages?.map(message => message.text)).toEqual(['root', 'one', 'two']);
  });

  it('pages through people, each exactly once', async () => {
    const seen: string[] = [];
    for await (const page of bot().paginate('users.list', { limit: 2 })) {
      seen.push(...((page as { members?: { name: string }[] }).members ?? []).map(member => member.name));
    }
    expect(seen).toEqual(['slackbot', 'ada', 'ben', 'zoe', 'helpdesk', 'reader']);
    expect(await refusal(bot().users.list({ cursor: 'nonsense' }))).toMatchObject({ error: 'invalid_cursor' });
  });

  it('finds a person by address, and by id', async () => {
    const { user } = await bot().users.lookupByEmail({ email: 'ADA@acme.example' });
    expect(user).toMatchObject({ name: 'ada', real_name: 'Ada Moreno', profile: { email: 'ada@acme.example' } });
    expect((await bot().users.info({ user: user?.id ?? '' })).user?.name).toBe('ada');
    expect(await refusal(bot().users.lookupByEmail({ email: 'no@one.example' }))).toMatchObject({ error: 'users_not_found' });
  });

  it('lets a bot join a public channel', async () => {
    const reader = bot();
    const { channels } = await reader.conversations.list({ exclude_archived: true });
    expect(channels?.map(channel => channel.name)).toEqual(['support', 'general']);
    const general = channels?.find(channel => channel.name === 'general')?.id ?? '';
    const joined = await reader.conversations.join({ channel: general });
    expect(joined.channel).toMatchObject({ name: 'general', is_member: true });
    expect((await reader.conversations.info({ channel: general, include_num_members: true })).channel?.num_members).toBe(4);
  });

  it('takes GET, form and JSON alike, and a token in the body', async () => {
    const token = 'xoxb-helpdesk-seed-token';
    const ask = async (path: string, init?: RequestInit) => (await fetch(`${origin}/api/${path}`, init)).json();
    const headers = (type: string) => ({ 'content-type': type, authorization: `Bearer ${token}` });
    const json = { method: 'POST', headers: headers('application/json; charset=utf-8') };
    const form = {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: String(new URLSearchParams({ token, email: 'ada@acme.example' })),
    };
    const answers = [
      await ask(`users.lookupByEmail?token=${token}&email=ada@acme.example`),
      await ask('users.lookupByEmail', form),
      await ask('users.lookupByEmail', { ...json, body: JSON.stringify({ email: 'ada@acme.example' }) }),
    ];
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
    expect(await ask('auth.test', { ...json, body: '{' })).toEqual({ ok: false, error: 'invalid_json' });
  });

  it('shows channels and messages in its web client, with everything escaped', async () => {
    const channel = await support();
    await bot().chat.postMessage({ channel, text: '<img src=x onerror=alert(1)> "quoted"' });
    const page = await (await fetch(`${origin}/archives/${channel}`)).text();
    expect(page).toContain('aria-label="Messages in support"');
    expect(page).toContain('<a href="https://acme.example">the board</a>');
    expect(page).not.toContain('<img');
    expect((await fetch(`${origin}/`)).status).toBe(200);
  });

  it('answers a scripted failure in its own words, with Retry-After', async () => {
    const script = { twin: 'slack', operation: 'chat.postMessage', action: { type: 'status', status: 429, retryAfter: 7 } };
    await twins.admin('POST', at(namespace, '/script'), script);
    const limited = bot().chat.postMessage({ channel: await support(), text: 'x' });
    await expect(limited).rejects.toMatchObject({ retryAfter: 7 });
    await expect(bot().chat.postMessage({ channel: await support(), text: 'again' })).resolves.toMatchObject({ ok: true });
  });

  it('shows its state by the names people use', async () => {
    const { body } = await twins.admin('GET', at(namespace, '/state'));
    expect(body.slack).toMatchObject({
      channels: { support: { topic: 'Customer escalations' } },
      users: { ada: { status: 'active' } },
    });
    expect(body.slack?.channels?.support?.messages?.[0]).toMatchObject({ from: 'ada', at: '2026-03-02T08:55:00.000Z' });
  });
});
