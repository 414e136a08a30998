import type { Duplex } from 'node:stream';
import { createFrameParser, encodeFrame, type Frame, type FrameType, frameTypes } from './frame.ts';
import { MuxStream } from './mux-stream.ts';

/** The protocol that both ends must speak. Newer ones are refused politely. */
export const tunnelVersion = 1;

export type MuxLimits = {
  /** Streams open at once, in both directions together. */
  readonly streams: number;
  /** Streams that the far end may open per second, and as many at once. */
  readonly opensPerSecond: number;
};
export const defaultMuxLimits: MuxLimits = { streams: 256, opensPerSecond: 512 };
const maxNameBytes = 512;

/** A stream that the far end wants to open. Exactly one of the two must be called. */
export type OpenRequest = { readonly name: string; accept(): Duplex; refuse(reason: string): void };
export type MuxOptions = {
  readonly side: 'host' | 'station';
  /** What this end says about itself, beside the version. */
  readonly hello: Readonly<Record<string, unknown>>;
  readonly onOpen: (request: OpenRequest) => void;
  readonly limits?: Partial<MuxLimits>;
};

export type Mux = {
  /** What the far end said about itself; rejects when the tunnel closes before. */
  readonly ready: Promise<Readonly<Record<string, unknown>>>;
  /** The reason why the tunnel closed: `transport`, `closed`, or the violation's name. */
  readonly closed: Promise<string>;
  readonly isClosed: () => boolean;
  /** Never throws; a refusal comes through `accepted` and as an error of the stream. */
  open(name: string): MuxStream;
  close(reason: string): void;
};

/**
 * Many streams over one byte stream. Both ends use it; the far end is taken to be hostile, and a frame that breaks the
 * rules closes the tunnel with the rule's name.
 */
export function createMux(transport: Duplex, options: MuxOptions): Mux {
  const limits = { ...defaultMuxLimits, ...options.limits };
  const streams = new Map<number, MuxStream>();
  const ready = Promise.withResolvers<Readonly<Record<string, unknown>>>();
  const closed = Promise.withResolvers<string>();
  const takeToken = createBucket(limits.opensPerSecond);
  let isClosed = false;
  let hasHello = false;
  let nextId = options.side === 'host' ? 1 : 2;
  let lastFarId = 0;
  let draining: (() => void)[] = [];
  ready.promise.catch(() => undefined);

  const close = (reason: string): void => {
    if (isClosed) return;
    // Said to the far end as a reset of the tunnel itself, so that both logs name the same reason.
    if (reason !== 'transport') send(0, frameTypes.reset, Buffer.from(reason.slice(0, 500)));
    isClosed = true;
    ready.reject(new Error(reason));
    for (const stream of [...streams.values()]) stream.receiveReset(`tunnel closed: ${reason}`);
    transport.end(() => transport.destroy());
    closed.resolve(reason);
  };
  const send = (id: number, type: FrameType, payload: Uint8Array): boolean =>
    isClosed || transport.write(encodeFrame(id, type, payload));
  const add = (id: number): MuxStream => {
    const stream = new MuxStream({
      send: (type, payload) => send(id, type, payload),
      onDrain: again => void draining.push(again),
      forget: () => void streams.delete(id),
    });
    streams.set(id, stream);
    return stream;
  };

  /** The rule that a hello breaks, or null. */
  const takeHello = (payload: Buffer): string | null => {
    const hello = parseHello(payload);
    if (hasHello || !hello) return 'bad-hello';
    if (hello['v'] !== tunnelVersion) return 'version-mismatch';
    hasHello = true;
    ready.resolve(hello);
    return null;
  };
  const takeOpen = (id: number, payload: Buffer): string | null => {
    const isFarId = id % 2 === (options.side === 'host' ? 0 : 1);
    if (!isFarId || id <= lastFarId) return 'bad-stream-id';
    if (payload.length > maxNameBytes) return 'name-too-long';
    if (streams.size >= limits.streams) return 'too-many-streams';
    if (!takeToken()) return 'too-many-opens';
    lastFarId = id;
    const stream = add(id);
    const accept = (): Duplex => {
      if (!stream.destroyed) stream.accept();
      return stream;
    };
    options.onOpen({ name: payload.toString(), accept, refuse: reason => void stream.destroy(new Error(reason)) });
    return null;
  };
  const takeFrame = ({ streamId, type, payload }: Frame): string | null => {
    if (type === frameTypes.hello) return takeHello(payload);
    if (streamId === 0 && type === frameTypes.reset) return `far end: ${payload.subarray(0, 500).toString()}`;
    if (!hasHello) return 'bad-hello';
    if (type === frameTypes.open) return takeOpen(streamId, payload);
    const stream = streams.get(streamId);
    // A stream that has just gone may still have frames under way: they are dropped.
    return !stream || deliver(stream, type, payload) ? null : 'window-exceeded';
  };
  const onFrame = (frame: Frame): void => {
    const violation = isClosed ? null : takeFrame(frame);
    if (violation) close(violation);
  };

  const parser = createFrameParser({ frame: onFrame, violation: close });
  transport.on('data', (chunk: Buffer) => parser.push(chunk));
  transport.on('drain', () => {
    const now = draining;
    draining = [];
    for (const again of now) again();
  });
  for (const event of ['end', 'error', 'close']) transport.on(event, () => close('transport'));
  send(0, frameTypes.hello, Buffer.from(JSON.stringify({ ...options.hello, v: tunnelVersion })));

  return {
    ready: ready.promise,
    closed: closed.promise,
    isClosed: () => isClosed,
    open(name) {
      const id = nextId;
      nextId += 2;
      const stream = add(id);
      if (isClosed) stream.receiveReset('tunnel closed');
      else if (streams.size > limits.streams) stream.receiveReset('too many streams');
      else send(id, frameTypes.open, Buffer.from(name));
      return stream;
    },
    close,
  };
}

function deliver(stream: MuxStream, type: FrameType, payload: Buffer): boolean {
  if (type === frameTypes.data) return stream.receiveData(payload);
  if (type === frameTypes.window) return payload.length === 4 && stream.receiveWindow(payload.readUInt32BE(0));
  if (type === frameTypes.end) stream.receiveEnd();
  else stream.receiveReset(payload.subarray(0, 500).toString());
  return true;
}

function parseHello(payload: Buffer): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(payload.toString());
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

/** Lets `perSecond` calls through each second, and as many at once after a rest. */
function createBucket(perSecond: number): () => boolean {
  let tokens = perSecond;
  let last = performance.now();
  return () => {
    const now = performance.now();
    tokens = Math.min(perSecond, tokens + ((now - last) / 1000) * perSecond);
    last = now;
    tokens -= 1;
    return tokens >= 0;
  };
}
