/** A terminal frame on the binary channel: `[u8 type]` then, big endian, what the type says. */
export type WireTerminalFrame =
  | { readonly type: 'output'; readonly offset: number; readonly bytes: Uint8Array } // 0: u64 offset, bytes
  | { readonly type: 'size'; readonly cols: number; readonly rows: number } // 1: u16 cols, u16 rows
  | { readonly type: 'ended'; readonly exitCode: number }; // 2: i32 exit code

export function encodeTerminalFrame(frame: WireTerminalFrame): Uint8Array {
  if (frame.type === 'output') {
    const bytes = new Uint8Array(9 + frame.bytes.length);
    new DataView(bytes.buffer).setBigUint64(1, BigInt(frame.offset));
    bytes.set(frame.bytes, 9);
    return bytes;
  }
  const bytes = new Uint8Array(5);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, frame.type === 'size' ? 1 : 2);
  if (frame.type === 'ended') view.setInt32(1, frame.exitCode);
  else {
    view.setUint16(1, frame.cols);
    view.setUint16(3, frame.rows);
  }
  return bytes;
}

/** Throws on a frame of a type that this version does not know. */
export function decodeTerminalFrame(bytes: Uint8Array): WireTerminalFrame {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const type = view.getUint8(0);
  if (type === 0) return { type: 'output', offset: Number(view.getBigUint64(1)), bytes: bytes.subarray(9) };
  if (type === 1) return { type: 'size', cols: view.getUint16(1), rows: view.getUint16(3) };
  if (type === 2) return { type: 'ended', exitCode: view.getInt32(1) };
  throw new Error(`unknown terminal frame type ${type}`);
}
