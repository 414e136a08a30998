import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TargetCall, targetCalls, targetSeed } from './targets.ts';
import { at, startTwins, type TwinsProcess } from './twins-process.ts';

const megabyte = 1024 * 1024;

describe('a body that is not what was asked for', () => {
  let twins: TwinsProcess;
  const origins = new Map<string, string>();

  beforeAll(async () => {
    twins = await startTwins();
    await twins.admin('PUT', at('bodies'), { seeds: targetSeed });
    for (const { twin } of targetCalls) origins.set(twin, await twins.forward('bodies', twin));
  });
  afterAll(() => twins.stop());

  const state = async () => JSON.stringify((await twins.admin('GET', at('bodies', '/state'))).body);
  const send = async (target: TargetCall, type: string | undefined, body: string | Buffer, path = target.path) => {
    const headers = { authorization: target.authorization, ...(type === undefined ? {} : { 'content-type': type }) };
    const answer = await fetch(`${origins.get(target.twin)}${path}`, {
      method: target.method,
      headers: { 'x-atlassian-token': 'no-check', ...headers },
      body: typeof body === 'string' ? body : new Uint8Array(body),
    });
    return { status: answer.status, text: await answer.text() };
  };
  /** Refused in the vendor's words, and nothing was written. */
  const expectRefused = async (target: TargetCall, type: string | undefined, body: string | Buffer, path?: string) => {
    const before = await state();
    const answer = await send(target, type, body, path);
    expect({ ...answer, isRefusal: target.isRefusal(answer.status, answer.text) }).toMatchObject({ isRefusal: true });
    expect(await state()).toBe(before);
    return answer;
  };

  describe.each(targetCalls)('to $twin', target => {
    const json = 'application/json';

    it.each([
      ['is cut', '{"channel":"support","text":'],
      ['is a word', 'hello'],
      ['is two values', '{}{}'],
      ['is a list', '[]'],
      ['is null', 'null'],
      ['is a text', '"x"'],
      ['is a number', '1e999'],
      ['nests 10,000 lists', '['.repeat(10_000) + ']'.repeat(10_000)],
      ['nests 10,000 objects', `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`],
      ['nests half a million, unclosed', '['.repeat(500_000)],
      ['is bytes that are no text', Buffer.from([0xff, 0xfe, 0x00, 0xc3, 0x28])],
    ])('is refused when it %s', async (_what, body) => {
      await expectRefused(target, json, body);
    });

    it('is refused when a value in it nests 10,000 deep', async () => {
      const [name] = Object.keys(target.body);
      const deep = '['.repeat(10_000) + ']'.repeat(10_000);
      const whole = JSON.stringify(target.body).replace(/^\{/, `{"${name}x":${deep},`);
      await expectRefused(target, json, whole);
    });

    it.each(['text/xml', 'application/octet-stream', 'x', 'application/x-www-form-urlencoded; charset=latin1'])(
      'is refused as %s',
      async type => {
        // Slack takes forms, but not one that is JSON by its looks.
        await expectRefused(target, type, '<x/>');
      },
    );

    it.each([
      ['without a boundary', 'multipart/form-data', 'x'],
      ['with a boundary that never comes', 'multipart/form-data; boundary=abc', '--other\r\n\r\nx'],
      [
        'that is cut in a part',
        'multipart/form-data; boundary=abc',
        '--abc\r\nContent-Disposition: form-data; name="text"\r\n\r\nhal',
      ],
      ['of a thousand empty parts', 'multipart/form-data; boundary=a', '--a\r\n\r\n'.repeat(1000)],
    ])('is refused as multipart %s', async (_what, type, body) => {
      await expectRefused(target, type, body);
    });

    it('is refused when it has 11 MB, and read when it has just under 10', async () => {
      await expectRefused(target, json, JSON.stringify({ ...target.body, unknown: 'x'.repeat(11 * megabyte) }));
      const large = await send(target, json, JSON.stringify({ ...target.body, unknown: 'x'.repeat(9.9 * megabyte) }));
      expect(large.status).toBeLessThan(500);
    });

    it('may hold keys that mean something to JavaScript', async () => {
      const keys = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'then'];
      for (const key of keys) {
        const text = JSON.stringify(target.body).replace(/\{/g, `{"${key}":{"polluted":"yes","channel":"general"},`);
        expect((await send(target, json, text)).status, key).toBeLessThan(500);
        const bare = `{"${key}":${JSON.stringify(target.body)}}`;
        expect((await send(target, json, bare)).status, key).toBeLessThan(500);
        expect((await send(target, 'application/x-www-form-urlencoded', `${key}=1&${key}[x]=2`)).status, key).toBeLessThan(500);
        expect(
          (await send(target, json, JSON.stringify(target.body), `${target.path}?${key}=x&${key}[y]=1`)).status,
        ).toBeLessThan(500);
      }
      const clean = await send(target, json, '{}');
      expect(clean.text).not.toContain('polluted');
    });

    it('may be preceded by parameters that come twice, or are no text', async () => {
      for (const query of ['limit=1&limit=2&limit[]=3', '%', '%E0%A4%A', '%ff%fe=%00', '&&&=&=', 'a'.repeat(5_000)]) {
        expect((await send(target, json, JSON.stringify(target.body), `${target.path}?${query}`)).status, query).toBeLessThan(
          500,
        );
      }
    });

    it('is refused at a path that is no text', async () => {
      for (const broken of ['/%', '/%ff', '/%E0%A4%A', '/%00', '/..%2f..%2f', '/%2e%2e/']) {
        await expectRefused(
          { ...target, isRefusal: isNoSuchThing(target) },
          json,
          JSON.stringify(target.body),
          `${target.path}${broken}`,
        );
      }
    });
  });

  it('leaves the process standing, and what was read of it is in the journal', async () => {
    const { status, body } = await twins.admin('GET', at('bodies', '/journal'));
    expect(status).toBe(200);
    expect(JSON.stringify(body).length).toBeLessThan(64 * megabyte);
  });
});

/** Outside of its methods Slack says 404. */
function isNoSuchThing(target: TargetCall): TargetCall['isRefusal'] {
  return (status, text) => target.isRefusal(status, text) || (target.twin === 'slack' && status === 404);
}
