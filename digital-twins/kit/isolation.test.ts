import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exampleSeed } from '../testing/example-seed.ts';
import { at, listOf, startTwins, type TwinsProcess, testToken } from '../testing/twins-process.ts';

const base = 'J-1.1/escalate-once/base/1';
const candidate = 'J-1.1/escalate-once/candidate/1';
const token = 'xoxb-helpdesk-seed-token';

describe('namespaces', () => {
  let twins: TwinsProcess;

  beforeAll(async () => {
    twins = await startTwins();
    for (const name of [base, candidate]) await twins.admin('PUT', at(name), { seeds: exampleSeed });
  });
  afterAll(() => twins.stop());

  const slack = async (namespace: string, method: string, fields: Record<string, string> = {}) => {
    const origin = await twins.forward(namespace, 'slack');
    const answer = await fetch(`${origin}/api/${method}`, { method: 'POST', body: new URLSearchParams({ token, ...fields }) });
    return answer.json();
  };
  const texts = async (namespace: string) => {
    const { body } = await twins.admin('GET', at(namespace, '/state'));
    return listOf<{ text: string }>(body.slack?.channels?.general?.messages).map(({ text }) => text);
  };
  /** Sends bytes to the ingress and gives back all that comes until it closes. */
  const talk = async (bytes: string) => {
    const socket = connect(twins.ports.ingress, '127.0.0.1');
    let heard = '';
    socket.on('data', chunk => {
      heard += chunk;
    });
    socket.on('error', () => undefined);
    socket.write(bytes);
    await once(socket, 'close');
    return heard;
  };

  it('keep state, journal and clock apart', async () => {
    await slack(base, 'chat.postMessage', { channel: 'general', text: 'only in base' });
    await twins.admin('POST', at(base, '/clock'), { advanceMs: 3_600_000 });
    expect(await texts(base)).toEqual(['only in base']);
    expect(await texts(candidate)).toEqual([]);
    const journal = (await twins.admin('GET', at(candidate, '/journal'))).body;
    expect(journal).toMatchObject({ entries: [], last: 0 });
    const there = await slack(candidate, 'chat.postMessage', { channel: 'general', text: 'first here' });
    expect(there.ts).toBe('1772442000.001000');
  });

  it('give the same ids for the same seed and calls', async () => {
    const channels = async (namespace: string) => (await slack(namespace, 'conversations.list')).channels;
    expect(await channels(base)).toEqual(await channels(candidate));
  });

  it('refuse the tokens, sessions and keys of another', async () => {
    const there = { base: await twins.forward(base, 'okta'), candidate: await twins.forward(candidate, 'okta') };
    const keys = async (origin: string) => (await (await fetch(`${origin}/oauth2/v1/keys`)).json()).keys[0].kid;
    expect(await keys(there.base)).not.toBe(await keys(there.candidate));
    const { accessToken, cookie } = await signIn(there.base);
    const userInfo = (origin: string) =>
      fetch(`${origin}/oauth2/v1/userinfo`, { headers: { authorization: `Bearer ${accessToken}` } });
    expect((await userInfo(there.base)).status).toBe(200);
    expect((await userInfo(there.candidate)).status).toBe(401);
    const again = await fetch(authorizeUrl(there.candidate), { headers: { cookie }, redirect: 'manual' });
    expect(again.headers.get('location')).toBeNull();
  });

  it('cannot be chosen by anything a client sends', async () => {
    const line = `ANDON ${testToken} ${base} slack\n`;
    const body = `token=${token}&channel=general&text=smuggled`;
    const headers = `Host: slack.localhost\r\nX-Andon-Namespace: ${candidate}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: ${body.length}\r\nConnection: close`;
    const second = `ANDON ${testToken} ${candidate} slack\nPOST /api/chat.postMessage HTTP/1.1\r\n${headers}\r\n\r\n${body}`;
    expect(await talk(line + second)).toMatch(/^HTTP\/1\.1 400/);
    expect(await talk(`${line}POST /api/chat.postMessage HTTP/1.1\r\n${headers}\r\n\r\n${body}`)).toContain('"ok":true');
    expect(await texts(base)).toContain('smuggled');
    expect(await texts(candidate)).not.toContain('smuggled');
  });

  it.each([
    ['a wrong token', `ANDON wrong ${base} slack\n`],
    ['an unknown namespace', `ANDON ${testToken} J-9 slack\n`],
    ['an unknown twin', `ANDON ${testToken} ${base} github\n`],
    ['no preamble', 'GET / HTTP/1.1\r\nHost: x\r\n\r\n'],
    ['a line that never ends', 'A'.repeat(600)],
  ])('close a connection with %s', async (_what, bytes) => {
    expect(await talk(`${bytes}GET / HTTP/1.1\r\nHost: x\r\n\r\n`)).toBe('');
  });

  it('read a preamble that comes in pieces, together with the request or before it', async () => {
    const socket = connect(twins.ports.ingress, '127.0.0.1');
    for (const piece of [
      'AND',
      `ON ${testToken} ${base} sl`,
      'ack\nGET /api/auth.test?token=',
      `${token} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`,
    ]) {
      socket.write(piece);
      await new Promise(setImmediate);
    }
    let heard = '';
    for await (const chunk of socket) heard += chunk;
    expect(heard).toContain('"user":"helpdesk"');
  });

  it('build their addresses on the name the client used', async () => {
    const origin = new URL(await twins.forward(base, 'okta'));
    const metadata = await new Promise<string>((resolve, reject) => {
      const headers = { host: 'okta.localhost' };
      const asked = request({
        host: origin.hostname,
        port: origin.port,
        path: '/oauth2/default/.well-known/openid-configuration',
        headers,
      });
      asked.once('error', reject).once('response', async response => resolve((await response.toArray()).join('')));
      asked.end();
    });
    expect(JSON.parse(metadata)).toMatchObject({ issuer: 'http://okta.localhost/oauth2/default' });
  });
});

function authorizeUrl(origin: string): string {
  const query = {
    client_id: '0oahelpdesk0000001',
    response_type: 'code',
    scope: 'openid',
    state: 's',
    redirect_uri: 'http://product.localhost/auth/callback',
  };
  return `${origin}/oauth2/v1/authorize?${new URLSearchParams(query)}`;
}

async function signIn(origin: string): Promise<{ accessToken: string; cookie: string }> {
  const page = await (await fetch(authorizeUrl(origin))).text();
  const stateToken = /name="stateToken" value="([^"]+)"/.exec(page)?.[1] ?? '';
  const person = new URLSearchParams({ stateToken, username: 'ada', password: 'Correct-Horse-1' });
  const answer = await fetch(`${origin}/signin`, { method: 'POST', body: person, redirect: 'manual' });
  const code = new URL(answer.headers.get('location') ?? '').searchParams.get('code') ?? '';
  const grant = new URLSearchParams({
    grant_type: 'authorization_code',
    code,
    redirect_uri: 'http://product.localhost/auth/callback',
    client_id: '0oahelpdesk0000001',
    client_secret: 'helpdesk-client-secret',
  });
  const tokens = await (await fetch(`${origin}/oauth2/v1/token`, { method: 'POST', body: grant })).json();
  return { accessToken: tokens.access_token, cookie: answer.headers.get('set-cookie')?.split(';')[0] ?? '' };
}

describe('a program', () => {
  let twins: TwinsProcess;

  beforeAll(async () => {
    twins = await startTwins();
    await twins.admin('PUT', at(base), { seeds: exampleSeed });
  });
  afterAll(() => twins.stop());

  const status = async (service: string, path: string, method = 'GET') => {
    const headers = { host: 'x.localhost', connection: 'close', origin: 'http://x.localhost' };
    const asked = request({ createConnection: () => twins.open(base, service), method, path, headers });
    asked.end();
    const [response] = await once(asked, 'response');
    response.destroy();
    return response.statusCode as number;
  };

  it('finds the service, but not the pages where somebody acts in a person’s name', async () => {
    for (const [twin, path] of [
      ['slack', '/?as=ada'],
      ['okta', '/admin/users'],
      ['jira', '/browse/HELP-7'],
    ] as const) {
      expect([twin, await status(twin, path)]).toEqual([twin, 200]);
      expect([404, 405]).toContain(await status(`${twin}/program`, path));
    }
    expect(await status('slack/program', '/client/message', 'POST')).toBe(404);
    expect(await status('okta/program', '/.well-known/openid-configuration')).toBe(200);
    expect(await status('jira/program', '/rest/api/3/serverInfo')).toBe(200);
  });
});
