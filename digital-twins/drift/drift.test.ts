import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { listen } from '../kit/host.ts';
import { startProduct } from '../testing/product.ts';
import { compare } from './compare.ts';
import { createIdMap } from './id-map.ts';
import { measureDrift } from './measure.ts';
import { readRecording } from './read-recording.ts';
import { createRecorder } from './record.ts';
import { inWords, rank } from './report.ts';

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

const answered = (answer: unknown, status = 200) => ({ status, headers: {}, answer });

describe('a recorder', () => {
  it('passes everything on, and writes it down without secrets, addresses and the name of the org', async () => {
    const upstream = await startProduct(({ path, headers }) => ({
      status: 201,
      headers: { 'content-type': 'application/json', link: '<https://x>; rel="next"', 'x-trace': 'infrastructure' },
      body: JSON.stringify({ path, login: 'ada@acme.com', token: 'xoxb-1-2-secret', seen: headers.authorization }),
    }));
    closers.push(upstream.close);
    const lines: string[] = [];
    const recorder = createRecorder(new URL(upstream.url), line => lines.push(line));
    closers.push(() => recorder.close());
    const url = `http://127.0.0.1:${await listen(recorder)}`;
    const answer = await fetch(`${url}/api/v1/users/ada%40acme.com`, {
      method: 'POST',
      headers: { authorization: 'SSWS 00secret', 'content-type': 'application/json' },
      body: JSON.stringify({ profile: { email: 'ADA@acme.com' }, credentials: { password: { value: 'hunter2' } } }),
    });
    expect(answer.status).toBe(201);
    expect(await answer.json()).toMatchObject({ login: 'ada@acme.com', seen: 'SSWS 00secret' });
    expect(lines).toHaveLength(1);
    expect(lines[0]).not.toMatch(/secret|hunter2|acme|x-trace/i);
    expect(readRecording(lines.join('\n'))).toMatchObject([
      {
        method: 'POST',
        path: '/api/v1/users/person-1%40redacted.example',
        status: 201,
        answerHeaders: { link: '<https://x>; rel="next"' },
        answer: { login: 'person-1@redacted.example' },
      },
    ]);
  });
});

describe('a recording', () => {
  it('is read from a HAR file', () => {
    const entry = {
      request: { method: 'post', url: 'https://slack.com/api/x?y=1', headers: [], postData: { mimeType: 'a/b', text: 'z=1' } },
      response: {
        status: 200,
        headers: [],
        content: { text: Buffer.from('{"ok":true}').toString('base64'), encoding: 'base64' },
      },
    };
    const [exchange] = readRecording(JSON.stringify({ log: { entries: [entry] } }));
    expect(exchange).toMatchObject({ method: 'POST', path: '/api/x?y=1', body: 'z=1', answer: { ok: true } });
  });

  it('is read from the cassettes of both VCR libraries', () => {
    const ruby = `http_interactions:
- request: { method: get, uri: https://x.example/a, body: { string: '' }, headers: { Accept: [a/b] } }
  response: { status: { code: 200 }, headers: { Link: [one] }, body: { string: '[1]' } }`;
    const python = `interactions:
- request: { method: GET, uri: https://x.example/a, body: null, headers: {} }
  response: { status: { code: 404 }, headers: {}, body: { string: 'no' } }`;
    expect(readRecording(ruby)).toMatchObject([{ headers: { accept: 'a/b' }, answerHeaders: { link: 'one' }, answer: [1] }]);
    expect(readRecording(python)).toMatchObject([{ status: 404, answer: 'no' }]);
  });

  it.each([
    ['', 'empty'],
    ['{"m":1}', 'line 1'],
    ['just words', 'line 1'],
    ['a: [', 'neither'],
  ])('%j is refused', (text, why) => {
    expect(() => readRecording(text)).toThrow(why);
  });
});

describe('ids', () => {
  it('are learned from answers and used in what is asked next, the longest first', () => {
    const ids = createIdMap();
    ids.learn(
      { user: { id: '00u1' }, list: [{ id: '00u12' }], name: 'same', at: '2026-01-01T00:00:00Z' },
      { user: { id: 'me77' }, list: [{ id: 'you8' }], name: 'other', at: '2027-01-01T00:00:00Z' },
    );
    expect(ids.translate('/users/00u12/of/00u1/name')).toBe('/users/you8/of/me77/name');
  });
});

describe('a difference', () => {
  it('is of status, shape, type, fixed values and telling headers; never of data', () => {
    expect(compare(answered({}), answered({}, 404))).toMatchObject([{ kind: 'status', recorded: '200' }]);
    const found = compare(
      { ...answered({ ok: true, a: { b: 1, c: 'x' }, list: [{ id: '1', n: 2 }], none: null }), headers: { link: '<x>' } },
      answered({ ok: false, a: { b: '1', d: 1 }, list: [{ id: '2' }], none: { any: 1 } }),
    );
    expect(found.map(({ kind, path }) => `${kind} ${path}`).toSorted()).toEqual(
      ['value ok', 'type a.b', 'missing a.c', 'extra a.d', 'missing list[].n', 'header link'].toSorted(),
    );
    expect(compare(answered({ id: '1', name: 'a' }), answered({ id: '2', name: 'b' }))).toEqual([]);
  });
});

describe('drift', () => {
  it('is measured on the twin itself and ranked, what it does not have first', async () => {
    const lines = [
      { m: 'POST', u: 'https://slack.com/api/auth.test', s: 200, b: { ok: true, user: 'x', planet: 'Earth' } },
      { m: 'POST', u: 'https://slack.com/api/made.up', s: 200, b: { ok: true } },
    ];
    const outcomes = await measureDrift('slack', readRecording(lines.map(line => JSON.stringify(line)).join('\n')));
    const ranked = rank(outcomes);
    expect(ranked[0]).toMatchObject({ kind: 'not-implemented', count: 1 });
    expect(ranked).toContainEqual(expect.objectContaining({ kind: 'missing', operation: 'auth.test', path: 'planet' }));
    expect(inWords(outcomes, ranked)).toContain('2 exchanges replayed');
  });
});

describe('the recorder’s program', () => {
  it('never writes over a recording, and wants to hear that it is a sandbox', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'andon-recorder-'));
    closers.push(() => rmSync(folder, { recursive: true }));
    const { execFile } = await import('node:child_process');
    const program = new URL('../record.ts', import.meta.url).pathname;
    const run = (words: string[]) =>
      new Promise<{ code: number | null; text: string }>(resolve => {
        const child = execFile(process.execPath, [program, '--upstream', 'https://x.example', ...words], (_error, _out, text) =>
          resolve({ code: child.exitCode, text }),
        );
      });
    const file = join(folder, 'r.jsonl');
    expect(await run(['--out', file])).toMatchObject({ code: 2, text: expect.stringContaining('--sandbox') });
    const { writeFileSync } = await import('node:fs');
    writeFileSync(file, 'precious');
    expect(await run(['--out', file, '--sandbox'])).toMatchObject({ code: 2, text: expect.stringContaining('--out') });
    expect(readFileSync(file, 'utf8')).toBe('precious');
  });
});
