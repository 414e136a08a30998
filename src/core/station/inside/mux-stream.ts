import { Duplex } from 'node:stream';
import { type FrameType, frameTypes, maxPayloadBytes } from './frame.ts';

/** How many bytes may be under way on one stream before the reader has taken them. */
export const windowBytes = 256 * 1024;
/** A far end may never pile up more credit than this. */
const maxCredit = 16 * 1024 * 1024;

/** What a stream needs of its tunnel. */
export type StreamWire = {
  /** False when the transport is full: wait for `onDrain` before sending more. */
  send(type: FrameType, payload: Uint8Array): boolean;
  onDrain(again: () => void): void;
  forget(): void;
};

/**
 * One stream of a tunnel, with half-close and credit in both directions. Whoever opened it may send only once the far
 * end has accepted, which the first window frame says.
 */
export class MuxStream extends Duplex {
  /** Rejects with the far end's reason when the stream was refused. */
  readonly accepted: Promise<void>;
  readonly #wire: StreamWire;
  #credit = 0;
  #allowance = windowBytes;
  #taken = 0;
  #pending: { rest: Buffer; done: (error?: Error | null) => void } | null = null;
  #isDraining = false;
  #isClosedByPeer = false;
  #hasSentEnd = false;
  #hasReceivedEnd = false;
  #settle: { resolve: () => void; reject: (error: Error) => void };

  constructor(wire: StreamWire) {
    super({ allowHalfOpen: true, readableHighWaterMark: windowBytes / 2, writableHighWaterMark: maxPayloadBytes });
    this.#wire = wire;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.accepted = promise;
    this.#settle = { resolve, reject };
    promise.catch(() => undefined);
    // A reset by the far end is ordinary; whoever cares listens, and nobody's process dies of it.
    this.on('error', () => undefined);
  }

  /** Take a stream that the far end opened: it may send from now on. */
  accept(): void {
    this.#credit = windowBytes;
    this.#settle.resolve();
    this.#grant(windowBytes);
  }

  /** False when the far end sent more than it was allowed to. */
  receiveData(payload: Buffer): boolean {
    if (payload.length === 0 || payload.length > this.#allowance || this.#hasReceivedEnd) return false;
    this.#allowance -= payload.length;
    this.#taken += payload.length;
    this.push(payload);
    return true;
  }

  receiveEnd(): void {
    this.#hasReceivedEnd = true;
    this.push(null);
  }

  receiveWindow(bytes: number): boolean {
    this.#credit += bytes;
    this.#settle.resolve();
    this.#pump();
    return this.#credit <= maxCredit;
  }

  receiveReset(reason: string): void {
    this.#isClosedByPeer = true;
    this.destroy(new Error(reason));
  }

  override _read(): void {
    // Called when the reader has room: what it took may be sent anew.
    // In larger pieces, as the far end still holds three quarters of its window.
    if (this.#taken < windowBytes / 4 || this.#hasReceivedEnd) return;
    const bytes = this.#taken;
    this.#taken = 0;
    this.#allowance += bytes;
    this.#grant(bytes);
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    if (chunk.length === 0) {
      done();
      return;
    }
    this.#pending = { rest: chunk, done };
    this.#pump();
  }

  override _final(done: (error?: Error | null) => void): void {
    this.#hasSentEnd = true;
    this.#wire.send(frameTypes.end, Buffer.alloc(0));
    done();
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#settle.reject(error ?? new Error('closed'));
    const isOver = this.#hasSentEnd && this.#hasReceivedEnd;
    if (!isOver && !this.#isClosedByPeer)
      this.#wire.send(frameTypes.reset, Buffer.from((error?.message ?? 'closed').slice(0, 500)));
    this.#wire.forget();
    this.#pending = null;
    done(error);
  }

  #grant(bytes: number): void {
    const payload = Buffer.allocUnsafe(4);
    payload.writeUInt32BE(bytes);
    this.#wire.send(frameTypes.window, payload);
  }

  #pump(): void {
    const pending = this.#pending;
    if (!pending || this.#credit <= 0 || this.#isDraining) return;
    const size = Math.min(pending.rest.length, this.#credit, maxPayloadBytes);
    this.#credit -= size;
    const hasRoom = this.#wire.send(frameTypes.data, pending.rest.subarray(0, size));
    pending.rest = pending.rest.subarray(size);
    const next = (): void => {
      this.#isDraining = false;
      if (pending.rest.length > 0) {
        this.#pump();
        return;
      }
      if (this.#pending !== pending) return;
      this.#pending = null;
      pending.done();
    };
    this.#isDraining = !hasRoom;
    if (hasRoom) next();
    else this.#wire.onDrain(next);
  }
}
