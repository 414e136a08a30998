/** The longest frame that is taken; a packet's text is at most a million characters. */
export const maxFrame = 8 * 1024 * 1024;
const head = 5;

/** `[u32 length][u8 0 text, 1 bytes][payload]`; the length is the payload's. */
export function encodeFrame(payload: string | Uint8Array): Uint8Array {
  const body = typeof payload === 'string' ? new TextEncoder().encode(payload) : payload;
  const frame = new Uint8Array(head + body.length);
  const view = new DataView(frame.buffer);
  view.setUint32(0, body.length);
  view.setUint8(4, typeof payload === 'string' ? 0 : 1);
  frame.set(body, head);
  return frame;
}

/** Cuts a byte stream into frames, however it was chopped up on the way. Throws on a frame longer than `maxFrame`. */
export function createFrameReader(): (bytes: Uint8Array) => (string | Uint8Array)[] {
  let pieces: Uint8Array[] = [];
  let size = 0;
  let needed = head;
  return bytes => {
    pieces.push(bytes);
    size += bytes.length;
    const frames: (string | Uint8Array)[] = [];
    // Pieces are joined only when a whole frame is there: a long frame in many pieces is not copied again for each.
    while (size >= needed) {
      const all = pieces.length === 1 ? pieces[0]! : joined(pieces, size);
      const view = new DataView(all.buffer, all.byteOffset, all.byteLength);
      const length = view.getUint32(0);
      if (length > maxFrame) throw new Error(`a frame of ${length} bytes is too long`);
      needed = head + length;
      pieces = [all];
      if (size < needed) break;
      const body = all.subarray(head, needed);
      frames.push(view.getUint8(4) === 0 ? new TextDecoder().decode(body) : new Uint8Array(body));
      pieces = [all.subarray(needed)];
      size -= needed;
      needed = head;
    }
    return frames;
  };
}

function joined(pieces: readonly Uint8Array[], size: number): Uint8Array {
  const all = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}
