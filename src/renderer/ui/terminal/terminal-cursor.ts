import type { WireTerminalFrame } from '../../../contract/index.ts';

type Output = Extract<WireTerminalFrame, { type: 'output' }>;

/** What of a piece of output is new, the offset after it, and how many bytes before it were dropped by the far side. */
export type Taken = { readonly bytes: Uint8Array; readonly next: number; readonly missed: number };

/** Takes a frame when everything before `cursor` is on the screen already, so that no byte is written twice after a reconnection. */
export function takeOutput(cursor: number, frame: Output): Taken {
  const end = frame.offset + frame.bytes.length;
  if (end <= cursor) return { bytes: new Uint8Array(), next: cursor, missed: 0 };
  const known = Math.max(0, cursor - frame.offset);
  return { bytes: frame.bytes.subarray(known), next: end, missed: Math.max(0, frame.offset - cursor) };
}
