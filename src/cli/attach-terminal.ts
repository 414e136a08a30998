import type { ReadStream, WriteStream } from 'node:tty';
import { decodeTerminalFrame } from '../contract/index.ts';
import type { RoomClient } from './reach-room.ts';

export type AttachOptions = {
  readonly station: string;
  readonly input: ReadStream;
  readonly output: WriteStream;
  readonly signal: AbortSignal;
};

/** Ctrl-], which no agent uses. */
const leaveKey = '\u001d';
/** Most characters of one message to a station; a paste may be longer. */
const mostKeys = 16_384;

/** Joins this terminal to a station's until the process there ends or the person leaves. The station goes on either way. */
export async function attachTerminal(room: RoomClient, { station, input, output, signal }: AttachOptions): Promise<void> {
  const leave = new AbortController();
  const until = AbortSignal.any([signal, leave.signal]);
  const onKeys = (keys: string) => {
    if (keys.includes(leaveKey)) return leave.abort();
    for (let at = 0; at < keys.length; at += mostKeys) {
      // A station that is gone ends the stream of frames, which is where the person is told.
      void room['station.write']({ station, data: keys.slice(at, at + mostKeys) }).catch(() => {});
    }
  };
  const onResize = () => void room['station.resize']({ station, cols: output.columns, rows: output.rows }).catch(() => {});
  if (input.isTTY) input.setRawMode(true);
  input.setEncoding('utf8');
  input.on('data', onKeys);
  if (output.isTTY) {
    output.on('resize', onResize);
    onResize();
  }
  try {
    for await (const bytes of room['station.terminal']({ station }, until)) {
      const frame = decodeTerminalFrame(bytes);
      if (frame.type === 'output') await written(output, frame.bytes);
    }
  } finally {
    input.off('data', onKeys);
    output.off('resize', onResize);
    if (input.isTTY) input.setRawMode(false);
    input.pause();
  }
}

/** Waits until the terminal has taken the bytes, so that a fast station does not fill our memory. */
function written(output: WriteStream, bytes: Uint8Array): Promise<void> {
  return new Promise(done => void output.write(bytes, () => done()));
}
