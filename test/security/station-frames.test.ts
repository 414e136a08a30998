import { type Duplex, duplexPair } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { encodeFrame, frameTypes, maxPayloadBytes } from '../../src/core/station/inside/frame.ts';
import { createMux, type Mux } from '../../src/core/station/inside/mux.ts';
import { requestExec, requestFile } from '../../src/core/station/station-requests.ts';
import { openTerminal } from '../../src/core/station/station-terminal.ts';

type HostEnd = { readonly mux: Mux; readonly far: Duplex; readonly opened: string[] };

/** The host's end of a tunnel, with raw bytes at the other. */
function hostEnd(): HostEnd {
  const [near, far] = duplexPair();
  const opened: string[] = [];
  const onOpen: Parameters<typeof createMux>[1]['onOpen'] = request => {
    opened.push(request.name);
    request.refuse('no');
  };
  far.on('error', () => undefined);
  far.resume();
  return { mux: createMux(near, { side: 'host', hello: {}, onOpen }), far, opened };
}

const hello = encodeFrame(0, frameTypes.hello, Buffer.from('{"v":1}'));
const open = (id: number, name = 'service:x'): Buffer => encodeFrame(id, frameTypes.open, Buffer.from(name));
const header = (id: number, type: number, length: number): Buffer => {
  const bytes = Buffer.alloc(9);
  bytes.writeUInt32BE(id, 0);
  bytes[4] = type;
  bytes.writeUInt32BE(length, 5);
  return bytes;
};

async function reasonFor(...bytes: readonly Uint8Array[]): Promise<string> {
  const { mux, far } = hostEnd();
  for (const piece of bytes) far.write(piece);
  return mux.closed;
}

describe('hostile frames close the tunnel with a name, and do nothing else', () => {
  it('a length beyond the limit, before any of its bytes', async () => {
    expect(await reasonFor(hello, header(2, frameTypes.data, maxPayloadBytes + 1))).toBe('frame-too-long');
    expect(await reasonFor(header(0, frameTypes.hello, 0xffff_ffff))).toBe('frame-too-long');
  });

  it('an unknown kind of frame', async () => {
    expect(await reasonFor(hello, header(2, 99, 0))).toBe('unknown-frame');
  });

  it('anything before the hello, a second hello, one that is no object, and another version', async () => {
    expect(await reasonFor(open(2))).toBe('bad-hello');
    expect(await reasonFor(hello, hello)).toBe('bad-hello');
    expect(await reasonFor(encodeFrame(0, frameTypes.hello, Buffer.from('[1]')))).toBe('bad-hello');
    expect(await reasonFor(encodeFrame(0, frameTypes.hello, randomText(4000)))).toBe('bad-hello');
    expect(await reasonFor(encodeFrame(0, frameTypes.hello, Buffer.from('{"v":2}')))).toBe('version-mismatch');
  });

  it('a stream id that is not the far end’s, or that was used before', async () => {
    expect(await reasonFor(hello, open(3))).toBe('bad-stream-id');
    expect(await reasonFor(hello, open(4), open(4))).toBe('bad-stream-id');
    expect(await reasonFor(hello, open(4), open(2))).toBe('bad-stream-id');
  });

  it('a name without end', async () => {
    expect(await reasonFor(hello, open(2, 'x'.repeat(600)))).toBe('name-too-long');
  });

  it('streams opened faster than allowed', async () => {
    const many = Array.from({ length: 2000 }, (_, index) => open(2 + index * 2));
    expect(await reasonFor(hello, Buffer.concat(many))).toBe('too-many-opens');
  });

  it('more streams at once than allowed', async () => {
    const [near, far] = duplexPair();
    far.resume().on('error', () => undefined);
    const mux = createMux(near, { side: 'host', hello: {}, onOpen: request => void request.accept() });
    far.write(Buffer.concat([hello, ...Array.from({ length: 300 }, (_, index) => open(2 + index * 2))]));
    expect(await mux.closed).toBe('too-many-streams');
  });

  it('more data than the window, data after the end, empty data, and credit without bound', async () => {
    const data = encodeFrame(1, frameTypes.data, Buffer.alloc(maxPayloadBytes));
    const credit = encodeFrame(1, frameTypes.window, Buffer.from([0x7f, 0, 0, 0]));
    const cases: readonly (readonly Buffer[])[] = [
      [...Array.from({ length: 6 }, () => data)],
      [encodeFrame(1, frameTypes.end, Buffer.alloc(0)), data],
      [encodeFrame(1, frameTypes.data, Buffer.alloc(0))],
      [credit, credit],
      [encodeFrame(1, frameTypes.window, Buffer.alloc(3))],
    ];
    for (const frames of cases) {
      const { mux, far } = hostEnd();
      const stream = mux.open('tcp:1');
      far.write(Buffer.concat([hello, ...frames]));
      expect(await mux.closed).toBe('window-exceeded');
      expect(stream.destroyed).toBe(true);
    }
  });

  it('frames for streams that do not exist are dropped', async () => {
    const { mux, far } = hostEnd();
    far.write(
      Buffer.concat([
        hello,
        encodeFrame(77, frameTypes.data, Buffer.alloc(10)),
        encodeFrame(78, frameTypes.end, Buffer.alloc(0)),
      ]),
    );
    await mux.ready;
    expect(mux.isClosed()).toBe(false);
    mux.close('closed');
  });

  it('noise of any kind ends in a named close or nothing, never in a crash', async () => {
    for (let round = 0; round < 200; round += 1) {
      const { mux, far } = hostEnd();
      const asked = [requestFile(mux, 'x', 10), requestExec(mux, ['x'], { maxBytes: 10, timeoutMs: 1000 })].map(call =>
        call.catch((error: unknown) => error),
      );
      far.write(Buffer.concat([hello, noise(round)]));
      far.end();
      expect(typeof (await mux.closed)).toBe('string');
      for (const answer of await Promise.all(asked)) expect(answer).toBeInstanceOf(Error);
    }
  });

  it('answers that are well framed and still nonsense are errors of that one request', async () => {
    const messages = [
      Buffer.from([1, 0, 0, 0, 2, 0x7b, 0x7b]),
      Buffer.from([1, 0xff, 0xff, 0xff, 0xff]),
      Buffer.from([3, 0, 0, 0, 20, ...Buffer.alloc(20)]),
      Buffer.from([1, 0, 0]),
    ];
    for (const message of messages) {
      const { mux, far } = hostEnd();
      const asked = requestFile(mux, 'x', 10).catch((error: unknown) => error);
      far.write(
        Buffer.concat([
          hello,
          encodeFrame(1, frameTypes.window, Buffer.from([0, 0, 1, 0])),
          encodeFrame(1, frameTypes.data, message),
          encodeFrame(1, frameTypes.end, Buffer.alloc(0)),
        ]),
      );
      expect(await asked).toMatchObject({ name: 'AppError' });
      expect(mux.isClosed()).toBe(false);
      mux.close('closed');
    }
  });

  it('a terminal that says nonsense ends for its reader', async () => {
    const { mux, far } = hostEnd();
    const opening = openTerminal({ mux: async () => mux, afterOffset: 0, isAlive: async () => false });
    const bad = Buffer.from([6, 0, 0, 0, 3, 0x7b, 0x7b, 0x7b]);
    far.write(Buffer.concat([hello, encodeFrame(1, frameTypes.window, Buffer.from([0, 0, 1, 0]))]));
    const terminal = await opening;
    far.write(encodeFrame(1, frameTypes.data, bad));
    for await (const frame of terminal.frames) expect(frame).toBeNull();
    mux.close('closed');
  });
});

function randomText(length: number): Buffer {
  return Buffer.from('x'.repeat(length));
}

/** The same bytes in each test run: a linear congruence (Numerical Recipes) seeded with the round. */
function noise(seed: number): Buffer {
  let state = seed + 1;
  const next = (): number => {
    state = (state * 1_664_525 + 1_013_904_223) >>> 0;
    return state >>> 24;
  };
  const frames = Array.from({ length: 20 }, () => {
    const payload = Buffer.from(Array.from({ length: next() }, next));
    return next() < 200 ? encodeFrame(next() % 8, (next() % 6) as 0, payload) : payload;
  });
  return Buffer.concat(frames);
}
