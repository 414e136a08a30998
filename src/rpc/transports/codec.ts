/** A message on a wire that knows text and binary: bytes travel raw behind their request's id, all else as JSON. */
export type Encoded = string | Uint8Array<ArrayBuffer>;

export function encodeMessage(message: unknown): Encoded {
  if (!isBytesMessage(message)) return JSON.stringify(message);
  const frame = new Uint8Array(4 + message.bytes.length);
  new DataView(frame.buffer).setUint32(0, message.id);
  frame.set(message.bytes, 4);
  return frame;
}

/** Throws on text that is no JSON and on a binary frame without an id. */
export function decodeMessage(data: string | Uint8Array): unknown {
  if (typeof data === 'string') return JSON.parse(data);
  if (data.length < 4) throw new Error('a binary frame needs 4 bytes of id');
  const id = new DataView(data.buffer, data.byteOffset, data.byteLength).getUint32(0);
  return { type: 'bytes', id, bytes: data.subarray(4) };
}

function isBytesMessage(message: unknown): message is { id: number; bytes: Uint8Array } {
  return typeof message === 'object' && message !== null && 'bytes' in message && message.bytes instanceof Uint8Array;
}
