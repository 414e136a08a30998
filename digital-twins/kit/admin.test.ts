import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { stringify } from 'yaml';
import { exampleSeed } from '../testing/example-seed.ts';
import { at, listOf, startTwins, type TwinsProcess } from '../testing/twins-process.ts';

const namespace = 'J-2.1/admin/base/1';
const token = 'xoxb-helpdesk-seed-token';

describe('the admin interface', () => {
  let twins: TwinsProcess;
  let origin: string;

  beforeAll(async () => {
    twins = await startTwins();
    await twins.admin('PUT', at(namespace), { seeds: exampleSeed });
    origin = await twins.forward(namespace, 'slack');
  });
  beforeEach(() => twins.admin('POST', at(namespace, '/reset')));
  afterAll(() => twins.stop());

  const post = async (text: string, signal: AbortSignal | null = null) => {
    const body = new URLSearchParams({ token, channel: 'general', text });
    return fetch(`${origin}/api/chat.postMessage`, { method: 'POST', body, signal });
  };
  const lastEntry = async () => listOf((await twins.admin('GET', at(namespace, '/journal'))).body.entries).at(-1);
  const texts = async () => {
    const { body } = await twins.admin('GET', at(namespace, '/state'));
    return listOf<{ text: string }>(body.slack?.channels?.general?.messages).map(({ text }) => text);
  };
  const script = (action: unknown, more: Record<string, unknown> = {}) =>
    twins.admin('POST', at(namespace, '/script'), { twin: 'slack', action, ...more });

  it('is closed to everyone without the token, and is not reached through the ingress', async () => {
    expect((await fetch(`http://127.0.0.1:${twins.ports.admin}/namespaces`)).status).toBe(401);
    expect((await fetch(`${origin}/namespaces`, { headers: { authorization: `Bearer ${twins.token}` } })).status).toBe(404);
  });

  it('finds a namespace that is there with its state, and starts it over when asked', async () => {
    await post('kept');
    expect(await twins.admin('PUT', at(namespace), { seeds: exampleSeed })).toMatchObject({
      status: 200,
      body: { created: false },
    });
    expect(await texts()).toEqual(['kept']);
    const again = { seeds: exampleSeed, clock: '2027-01-01T00:00:00Z' };
    expect(await twins.admin('PUT', `${at(namespace)}?fresh=1`, again)).toMatchObject({ status: 201 });
    expect(await texts()).toEqual([]);
    const clock = await twins.admin('POST', at(namespace, '/clock'), { advanceMs: 1000 });
    expect(clock.body).toEqual({ now: '2027-01-01T00:00:01.000Z' });
    await twins.admin('PUT', `${at(namespace)}?fresh=1`, { seeds: exampleSeed });
    // The connections of the namespace that was replaced are closed.
    origin = await twins.forward(namespace, 'slack');
  });

  it('journals every request with who, what and how it went', async () => {
    await post('hello');
    await fetch(`${origin}/api/chat.postMessage?token=${token}&channel=nowhere&text=x`);
    await fetch(`${origin}/api/no.such`);
    const { body } = await twins.admin('GET', at(namespace, '/journal'));
    expect(body.entries).toMatchObject([
      {
        twin: 'slack',
        operation: 'chat.postMessage',
        isWrite: true,
        actor: 'helpdesk',
        ok: true,
        body: { token: '[redacted]', text: 'hello' },
        label: 'docs',
      },
      {
        operation: 'chat.postMessage',
        ok: false,
        status: 200,
        query: { token: '[redacted]' },
        response: { error: 'channel_not_found' },
      },
      { operation: 'unknown', isWrite: false, ok: false },
    ]);
    const after = listOf<{ seq: number }>(body.entries)[0]?.seq ?? 0;
    const rest = await twins.admin('GET', at(namespace, `/journal?after=${after}&twin=slack`));
    expect(rest.body.entries).toHaveLength(2);
    expect((await twins.admin('GET', at(namespace, '/journal?twin=jira'))).body.entries).toEqual([]);
  });

  it('takes snapshots and goes back to them, ids and clock included', async () => {
    await post('before');
    const { body } = await twins.admin('POST', at(namespace, '/snapshot'));
    const first = await (await post('after')).json();
    await twins.admin('POST', at(namespace, '/restore'), body);
    expect(await texts()).toEqual(['before']);
    const second = await (await post('after')).json();
    expect(second.ts).toBe(first.ts);
    expect((await twins.admin('POST', at(namespace, '/restore'), { snapshot: 'none' })).status).toBe(404);
  });

  it('makes the next matching requests fail as asked, and leaves no trace of those in the state', async () => {
    await script({ type: 'status', status: 503 }, { operation: 'chat.postMessage', times: 2 });
    expect([(await post('a')).status, (await post('b')).status, (await post('c')).status]).toEqual([503, 503, 200]);
    await script({ type: 'cut' }, { path: '/api/*' });
    await expect(post('d')).rejects.toThrow();
    await script({ type: 'malformed' }, { method: 'post' });
    await expect((await post('e')).json()).rejects.toThrow();
    await script({ type: 'hang' });
    const patience = new AbortController();
    const hanging = expect(post('x', patience.signal)).rejects.toMatchObject({ name: 'AbortError' });
    await vi.waitFor(async () => expect(await lastEntry()).toMatchObject({ scripted: 'hang', ok: false }));
    patience.abort();
    await hanging;
    await script({ type: 'delay', ms: 1 });
    expect((await post('f')).status).toBe(200);
    expect(await texts()).toEqual(['c', 'e', 'f']);
    expect(await script({ type: 'explode' })).toMatchObject({ status: 400 });
    expect(await twins.admin('POST', at(namespace, '/script'), { twin: 'github', action: { type: 'cut' } })).toMatchObject({
      status: 400,
    });
  });

  it('refuses a body that is too large in the vendor’s words, and journals it', async () => {
    expect(await (await post('x'.repeat(11 * 1024 * 1024))).json()).toEqual({ ok: false, error: 'request_too_large' });
    expect(await lastEntry()).toMatchObject({ ok: false, body: { broken: 'too large' } });
  });

  it('names every mistake of a seed by its path', async () => {
    const refuse = async (seeds: unknown) => {
      const { status, body } = await twins.admin('PUT', at('bad'), { seeds });
      return status === 400 ? String(body.error?.message) : status;
    };
    expect(await refuse({ people: [{ id: 'Ada', name: 'Ada' }] })).toMatch(
      /2 mistakes.*people\.0\.id: a handle.*people\.0\.email/,
    );
    expect(await refuse({ github: {} })).toContain('github');
    expect(await refuse({ jira: { projects: [{ key: 'HELP', name: 'x', lead: 'nobody' }] } })).toContain(
      'there is no person "nobody"',
    );
    expect(await refuse({ slack: { channels: [{ name: 'a', members: ['nobody'] }] } })).toContain('slack.channels.a.members');
    expect((await twins.admin('GET', '/namespaces')).body.namespaces).not.toContain('bad');
    expect((await twins.admin('PUT', at('a b'), {})).status).toBe(400);
  });

  it('says what is covered, how surely, and what was asked for in vain', async () => {
    const { body } = await twins.admin('GET', '/coverage');
    expect(Object.keys(body)).toEqual(['slack', 'okta', 'jira']);
    expect(body.slack?.operations).toContainEqual(expect.objectContaining({ name: 'auth.test', label: 'recorded' }));
  });

  it('removes a namespace', async () => {
    await twins.admin('PUT', at('gone'), {});
    expect((await twins.admin('DELETE', at('gone'))).body).toEqual({ removed: true });
    expect((await twins.admin('GET', at('gone', '/state'))).status).toBe(404);
  });
});

describe('the process', () => {
  it('ends when its stdin closes', async () => {
    const twins = await startTwins();
    await twins.stop();
    expect(() => process.kill(twins.pid, 0)).toThrow();
  });

  it('ends when the parent is killed', async () => {
    const main = new URL('../main.ts', import.meta.url).pathname;
    const source = `const { spawn } = require('node:child_process');
      const child = spawn(process.execPath, [${JSON.stringify(main)}], { stdio: ['pipe', 'inherit', 'inherit'] });
      child.stdin.write('{"token":"0123456789abcdef"}\\n'); console.log(child.pid); setInterval(() => {}, 1000);`;
    const parent = spawn(process.execPath, ['-e', source], { stdio: ['ignore', 'pipe', 'inherit'] });
    const lines = createInterface({ input: parent.stdout })[Symbol.asyncIterator]();
    // Both have said something, so both are up.
    for (const _one of ['pid', 'ports']) expect((await lines.next()).done).toBe(false);
    parent.kill('SIGKILL');
    // The twins hold the other end of stdout: it closes when they are gone.
    expect((await lines.next()).done).toBe(true);
  });

  it('serves one twin alone from a seed file', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'twin-seed-'));
    const seed = join(folder, 'seed.yaml');
    await writeFile(seed, stringify(exampleSeed));
    const start = new URL('../start.ts', import.meta.url).pathname;
    const child = spawn(process.execPath, [start, 'slack', '--seed', seed], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [line] = await once(createInterface({ input: child.stdout }), 'line');
    const origin = /http:\S+/.exec(String(line))?.[0].replace('localhost', '127.0.0.1');
    expect(await (await fetch(`${origin}/api/auth.test?token=${token}`)).json()).toMatchObject({ ok: true, user: 'helpdesk' });
    child.kill();
    await once(child, 'exit');
    await rm(folder, { recursive: true });
  });

  it('says what is wrong with how it was called', async () => {
    const start = new URL('../start.ts', import.meta.url).pathname;
    const child = spawn(process.execPath, [start, 'github'], { stdio: ['ignore', 'ignore', 'pipe'] });
    const said = (await child.stderr.toArray()).join('');
    expect(said).toContain('usage: node digital-twins/start.ts slack|okta|jira');
    expect(child.exitCode ?? (await once(child, 'exit'))[0]).toBe(2);
  });
});
