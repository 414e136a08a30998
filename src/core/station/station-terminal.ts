import { messageTypes, readMessages, writeJson, writeMessage } from './inside/message.ts';
import type { Mux } from './inside/mux.ts';
import type { MuxStream } from './inside/mux-stream.ts';
import type { Terminal, TerminalFrame } from './station-runtime.ts';

export type TerminalOptions = {
  readonly mux: () => Promise<Mux>;
  readonly afterOffset: number;
  /** Whether the tunnel may come back: false once the station has gone. */
  readonly isAlive: () => Promise<boolean>;
};

/** A view of the process' output that survives a broken tunnel: it goes on at the offset it had reached. */
export async function openTerminal(options: TerminalOptions): Promise<Terminal> {
  let isClosed = false;
  let stream: MuxStream = await openAt(options, options.afterOffset);
  const close = (): void => {
    isClosed = true;
    stream.destroy();
  };

  async function* frames(): AsyncGenerator<TerminalFrame> {
    let offset = options.afterOffset;
    try {
      while (!isClosed) {
        for await (const frame of framesOf(stream)) {
          if (frame.type === 'output') offset = frame.offset + frame.bytes.length;
          yield frame;
          if (frame.type === 'ended') return;
        }
        if (isClosed || !(await options.isAlive())) return;
        stream = await openAt(options, offset);
      }
    } finally {
      close();
    }
  }

  return {
    frames: frames(),
    write(bytes) {
      if (stream.writable) writeMessage(stream, messageTypes.input, bytes);
    },
    resize(cols, rows) {
      if (stream.writable) writeJson(stream, messageTypes.size, { cols, rows });
    },
    close,
  };
}

async function openAt(options: TerminalOptions, offset: number): Promise<MuxStream> {
  const stream = (await options.mux()).open(`terminal:${offset}`);
  await stream.accepted.catch(() => undefined);
  return stream;
}

/** Ends, without an error, when the tunnel breaks. */
async function* framesOf(stream: MuxStream): AsyncGenerator<TerminalFrame> {
  try {
    for await (const { type, payload } of readMessages(stream)) {
      const frame = parseFrame(type, payload);
      if (frame) yield frame;
    }
  } catch {
    // Broken: whoever reads us opens it again.
  }
}

function parseFrame(type: number, payload: Buffer): TerminalFrame | null {
  if (type === messageTypes.output && payload.length > 8) {
    return { type: 'output', offset: Number(payload.readBigUInt64BE(0)), bytes: Uint8Array.from(payload.subarray(8)) };
  }
  if (type !== messageTypes.size && type !== messageTypes.ended) return null;
  const value = JSON.parse(payload.toString()) as { cols?: unknown; rows?: unknown; exitCode?: unknown } | null;
  if (type === messageTypes.size) return value ? { type: 'size', cols: Number(value.cols), rows: Number(value.rows) } : null;
  return { type: 'ended', exitCode: Number(value?.exitCode) };
}
