import { MessageChannel } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { decodeMessage, encodeMessage } from './codec.ts';
import { createFrameReader, encodeFrame, maxFrame } from './frames.ts';
import { mainPort, pagePort } from './message-port.ts';

describe('frames', () => {
  const payloads = ['', '{"a":1}', 'grüße 🎛', new Uint8Array([0, 1, 255]), 'x'.repeat(100_000)];
  const whole = Buffer.concat(payloads.map(encodeFrame));

  it.each([1, 3, 7, 4096, whole.length])('are read whole from pieces of %i bytes', size => {
    const read = createFrameReader();
    const frames: unknown[] = [];
    for (let at = 0; at < whole.length; at += size) frames.push(...read(whole.subarray(at, at + size)));
    expect(frames.map(String)).toEqual(payloads.map(String));
  });

  it('are refused when longer than the bound, before they are collected', () => {
    const head = Buffer.alloc(5);
    head.writeUInt32BE(maxFrame + 1);
    expect(() => createFrameReader()(head)).toThrow('too long');
  });
});

describe('the codec', () => {
  it('carries bytes raw behind their id and all else as JSON', () => {
    const frame = encodeMessage({ type: 'bytes', id: 70_000, bytes: new Uint8Array([1, 2]) });
    expect(frame).toEqual(new Uint8Array([0, 1, 17, 112, 1, 2]));
    expect(decodeMessage(frame)).toEqual({ type: 'bytes', id: 70_000, bytes: new Uint8Array([1, 2]) });
    expect(decodeMessage(encodeMessage({ type: 'end', id: 1 }))).toEqual({ type: 'end', id: 1 });
  });

  it('throws on what it cannot read', () => {
    expect(() => decodeMessage('{')).toThrow();
    expect(() => decodeMessage(new Uint8Array(3))).toThrow();
  });
});

describe('message ports', () => {
  it('carry messages both ways and tell of the end, in the form of a page and of the main process', async () => {
    const { port1, port2 } = new MessageChannel();
    const page = pagePort(port1 as unknown as Parameters<typeof pagePort>[0]);
    // Electron's ports hand over an event where Node's hand over the message itself.
    const main = mainPort({
      postMessage: message => port2.postMessage(message),
      on: (event: string, listener: (event: { data: unknown }) => void) => port2.on(event, (data: unknown) => listener({ data })),
      start: () => port2.start(),
      close: () => port2.close(),
    });
    page.send({ type: 'bytes', id: 1, bytes: new Uint8Array([5]) });
    expect(await new Promise(done => main.onMessage(done))).toEqual({ type: 'bytes', id: 1, bytes: new Uint8Array([5]) });
    main.send('back');
    expect(await new Promise(done => page.onMessage(done))).toBe('back');
    const ended = new Promise<void>(done => page.onClose(done));
    main.close();
    await ended;
  });
});
