import type { Duplex } from 'node:stream';
import type { HeldStation, TerminalSize } from './held-station.ts';
import { messageTypes, readMessages, writeJson, writeMessage } from './message.ts';

const pieceBytes = 32 * 1024;

/** Sends the output from `offset` on, live, then how it ended; takes input and sizes the other way. */
export function serveTerminal(stream: Duplex, offset: number, station: HeldStation): void {
  let position = offset;
  let isFull = false;
  let size: TerminalSize | null = null;

  const sendSize = (): void => {
    if (size === station.size()) return;
    size = station.size();
    writeJson(stream, messageTypes.size, size);
  };
  const pump = (): void => {
    if (stream.writableEnded || stream.destroyed) return;
    sendSize();
    while (!isFull) {
      const piece = station.log.read(position, pieceBytes);
      if (!piece) break;
      position = piece.offset + piece.bytes.length;
      isFull = !writeMessage(stream, messageTypes.output, withOffset(piece));
    }
    station.flow.check();
    const { phase, exitCode } = station.state();
    if (phase !== 'ended' || position < station.log.end()) return;
    writeJson(stream, messageTypes.ended, { exitCode });
    stream.end();
  };

  const stops = [
    station.log.watch(pump),
    station.watch(pump),
    station.flow.add({ lag: () => Math.max(0, station.log.end() - position) }),
  ];
  stream.on('drain', () => {
    isFull = false;
    pump();
  });
  stream.once('close', () => {
    for (const stop of stops) stop();
  });
  pump();
  void takeInput(stream, station);
}

function withOffset(piece: { readonly offset: number; readonly bytes: Buffer }): Buffer {
  const payload = Buffer.allocUnsafe(8 + piece.bytes.length);
  payload.writeBigUInt64BE(BigInt(piece.offset));
  payload.set(piece.bytes, 8);
  return payload;
}

async function takeInput(stream: Duplex, station: HeldStation): Promise<void> {
  try {
    for await (const { type, payload } of readMessages(stream)) {
      if (type === messageTypes.input) station.write(payload);
      if (type === messageTypes.size) station.resize(JSON.parse(payload.toString()) as TerminalSize);
    }
  } catch {
    // The reader has gone; the process has not.
  }
}
