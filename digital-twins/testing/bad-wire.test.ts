import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { type TargetCall, targetCalls, targetSeed } from './targets.ts';
import { at, startTwins, type TwinsProcess } from './twins-process.ts';
import { rawRequest, residentMb, talk } from './wire.ts';

const connections = 1_000;

describe('bytes that are no orderly request', () => {
  let twins: TwinsProcess;

  beforeAll(async () => {
    twins = await startTwins();
    await twins.admin('PUT', at('wire'), { seeds: targetSeed });
  });
  afterAll(() => twins.stop());

  const open = (twin: string) => twins.open('wire', twin);
  const state = async () => JSON.stringify((await twins.admin('GET', at('wire', '/state'))).body);
  const write = ({ method, path, authorization, body }: TargetCall, headers: string[] = []) =>
    rawRequest(
      method,
      path,
      [`Authorization: ${authorization}`, 'Content-Type: application/json', ...headers],
      JSON.stringify(body),
    );

  describe.each(targetCalls)('to $twin', target => {
    const { twin, path, authorization } = target;

    it.each([
      ['no HTTP', 'hello\r\n\r\n', [400]],
      ['a TLS greeting', Buffer.from('16030100a5010000a10303', 'hex'), [400]],
      ['no host', `GET ${path} HTTP/1.1\r\nConnection: close\r\n\r\n`, [400]],
      ['two hosts', `GET ${path} HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n`, [200, 400, 401, 404, 405]],
      ['a header of 100 kB', rawRequest('GET', path, [`X-Long: ${'x'.repeat(100_000)}`]), [400, 431]],
      [
        'ten thousand headers',
        rawRequest(
          'GET',
          path,
          Array.from({ length: 10_000 }, (_, n) => `X-${n}: x`),
        ),
        [400, 431],
      ],
      ['an address of 100 kB', rawRequest('GET', `${path}?${'x'.repeat(100_000)}`), [400, 414, 431]],
      ['a length that is no number', rawRequest('POST', path, ['Content-Length: x']), [400]],
      ['a negative length', rawRequest('POST', path, ['Content-Length: -1']), [400]],
      ['two lengths', rawRequest('POST', path, ['Content-Length: 1', 'Content-Length: 2']), [400]],
      ['a length and chunks', rawRequest('POST', path, ['Content-Length: 4', 'Transfer-Encoding: chunked']), [400]],
      ['a coding nobody knows', rawRequest('POST', path, ['Transfer-Encoding: chunked, identity']), [400]],
      ['a chunk whose size is no number', rawRequest('POST', path, ['Transfer-Encoding: chunked', '', 'zz']), [400]],
      ['a line end inside a header', rawRequest('GET', path, ['X-A: b\nX-Evil: c']), [200, 400, 401, 404, 405]],
    ])('%s is refused', async (_what, bytes, statuses) => {
      const heard = await talk(open(twin), bytes, text => text.includes('\r\n\r\n'));
      expect(statuses).toContain(heard.statuses[0]);
    });

    it('does not take what hides in the body of one request for a second one', async () => {
      const before = await state();
      const hidden = write(target);
      const chunked = Buffer.concat([Buffer.from('0\r\n\r\n'), hidden]);
      const shapes = [
        ['Content-Length: 5', 'Transfer-Encoding: chunked'],
        ['Transfer-Encoding : chunked', `Content-Length: ${chunked.length}`],
        ['Transfer-Encoding: xchunked', `Content-Length: ${chunked.length}`],
        ['Transfer-Encoding: identity', `Content-Length: ${chunked.length}`],
      ];
      for (const shape of shapes) {
        const head = `POST ${path} HTTP/1.1\r\nHost: a\r\n${shape.join('\r\n')}\r\n\r\n`;
        await talk(open(twin), [head, chunked, rawRequest('GET', '/nothing')], text => text.includes('400 Bad Request'));
      }
      expect(await state()).toBe(before);
    });

    it('answers what comes in one piece in its order', async () => {
      const one = (mark: string) => `GET /nothing/${mark} HTTP/1.1\r\nHost: a\r\n\r\n`;
      const many = Array.from({ length: 50 }, (_, n) => one(`n${n}`)).join('');
      const heard = await talk(open(twin), [many, rawRequest('GET', '/nothing/last')]);
      expect(heard.statuses).toEqual(Array.from({ length: 51 }, () => 404));
    });

    it.each(['evil.example', 'evil.example:99999', '[::1]:4010', '169.254.169.254', 'a b', '"><script>', 'ü.example', ''])(
      'answers as itself whatever host it is called: %s',
      async host => {
        const head = `GET ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\nAuthorization: ${authorization}\r\n\r\n`;
        const heard = await talk(open(twin), Buffer.from(head));
        expect(heard.statuses).toHaveLength(1);
        expect(heard.statuses[0]).toBeLessThan(500);
        expect(heard.text).not.toContain('<script>');
      },
    );

    it('forgets clients that go away in the middle of a request or before its answer', async () => {
      const before = await state();
      const whole = write(target);
      const lengths = Array.from({ length: 100 }, (_, n) => Math.floor((n / 100) * whole.length));
      await Promise.all(
        lengths.map(async length => {
          const socket = open(twin);
          await new Promise(resolve => socket.write(whole.subarray(0, length), resolve));
          socket.resetAndDestroy();
          await once(socket, 'close').catch(() => undefined);
        }),
      );
      const { text } = await talk(open(twin), rawRequest('GET', '/nothing'));
      expect(text).toContain('404');
      expect(await state()).toBe(before);
    });

    it('waits for a body that comes byte by byte', async () => {
      const whole = write(target);
      const socket = open(twin);
      const answer = talk(socket, whole.subarray(0, -20));
      for (const byte of whole.subarray(-20)) await new Promise(resolve => socket.write(Buffer.from([byte]), resolve));
      expect((await answer).statuses[0]).toBeLessThan(300);
    });

    it(`serves ${connections} connections at once`, async () => {
      const heard = await Promise.all(Array.from({ length: connections }, () => talk(open(twin), rawRequest('GET', '/nothing'))));
      expect(heard.filter(one => one.statuses[0] === 404)).toHaveLength(connections);
    });
  });

  describe('on a WebSocket of Slack', () => {
    const call = (method: string) =>
      talk(open('slack'), rawRequest('POST', `/api/${method}`, ['Authorization: Bearer xapp-wire-seed-token']));
    const address = async () => {
      const { text } = await call('apps.connections.open');
      return new URL(JSON.parse(text.slice(text.indexOf('{'))).url);
    };
    const upgrade = ({ pathname, search }: URL, headers: string[] = []) =>
      Buffer.from(
        [
          `GET ${pathname}${search} HTTP/1.1`,
          'Host: a',
          'Upgrade: websocket',
          'Connection: Upgrade',
          'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
          'Sec-WebSocket-Version: 13',
          ...headers,
          '\r\n',
        ].join('\r\n'),
      );

    beforeAll(async () => {
      const app = { name: 'wire', appToken: 'xapp-wire-seed-token', socketMode: true };
      const seeds = { ...targetSeed, slack: { ...targetSeed.slack, apps: [app] } };
      const made = await twins.admin('PUT', at('wire', '?fresh=1'), { seeds });
      expect(made.body.error).toBeUndefined();
    });

    it.each([
      ['unmasked frames', Buffer.from([0x81, 0x02, 0x68, 0x69])],
      ['reserved bits', Buffer.from([0xf1, 0x80, 0, 0, 0, 0])],
      ['an operation nobody knows', Buffer.from([0x8b, 0x80, 0, 0, 0, 0])],
      ['a frame of 2^62 bytes', Buffer.from([0x81, 0xff, 0x40, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0])],
      ['text that is no text', Buffer.from([0x81, 0x82, 0, 0, 0, 0, 0xff, 0xfe])],
      ['a ping that is too long', Buffer.from([0x89, 0xfe, 0x01, 0x00, 0, 0, 0, 0])],
      ['a close with a code nobody may send', Buffer.from([0x88, 0x82, 0, 0, 0, 0, 0x00, 0x05])],
      ['noise', Buffer.from(Array.from({ length: 2_000 }, (_, n) => (n * 7919) % 256))],
    ])('%s end the connection and nothing else', async (_what, frame) => {
      const socket = open('slack');
      let sent = false;
      const heard = talk(socket, upgrade(await address()));
      socket.on('data', () => {
        if (!sent) socket.write(frame);
        sent = true;
      });
      expect((await heard).text).toContain('101 Switching Protocols');
    });

    it('messages that are no acknowledgement are passed over', async () => {
      const { pathname, search } = await address();
      const client = new WebSocket(`ws://a${pathname}${search}`, { createConnection: () => open('slack') });
      await once(client, 'message');
      for (const text of [
        '',
        'x',
        'null',
        '[]',
        '{}',
        '{"envelope_id":{}}',
        '{"envelope_id":"__proto__","payload":1}',
        '[['.repeat(5_000),
      ]) {
        client.send(text);
      }
      const pong = once(client, 'pong');
      client.ping();
      await pong;
      const closed = once(client, 'close');
      client.send('x'.repeat(5 * 1024 * 1024));
      // Too big; or cut off, where the client was still sending when the twin hung up.
      expect([1009, 1006]).toContain((await closed)[0]);
    });

    it.each([
      ['no key', ['Sec-WebSocket-Key: x']],
      ['another version', ['Sec-WebSocket-Version: 99']],
    ])('a greeting with %s is refused', async (_what, headers) => {
      const heard = await talk(open('slack'), upgrade(await address(), headers), text => text.includes('\r\n\r\n'));
      expect([101, 400, 426]).toContain(heard.statuses[0]);
    });

    it.each(targetCalls)('where $twin has none, it is refused', async ({ twin }) => {
      const heard = await talk(open(twin), upgrade(new URL('http://a/nothing/here')), text => text.includes('\r\n\r\n'));
      expect(heard.statuses[0]).toBe(404);
    });
  });

  it('leaves the ingress shut to who does not say where they belong', async () => {
    for (const line of [
      '',
      'GET / HTTP/1.1\r\n\r\n',
      'ANDON wrong wire slack\n',
      `ANDON ${twins.token} none slack\n`,
      'x'.repeat(100_000),
    ]) {
      const socket = connect(twins.ports.ingress, '127.0.0.1');
      const heard = talk(socket, line);
      socket.end();
      expect((await heard).text).toBe('');
    }
  });

  it('leaves a process of an ordinary size', async () => {
    expect((await twins.admin('GET', at('wire', '/state'))).status).toBe(200);
    expect(await residentMb(twins)).toBeLessThan(800);
  });
});
