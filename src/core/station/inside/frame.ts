/** The kinds of frame. The numbers are the wire format; version 1. */
export const frameTypes = { hello: 0, open: 1, data: 2, end: 3, reset: 4, window: 5 } as const;
export type FrameType = (typeof frameTypes)[keyof typeof frameTypes];

export type Frame = { readonly streamId: number; readonly type: FrameType; readonly payload: Buffer };

/** `[u32 stream][u8 type][u32 length]`, big-endian, then `length` bytes. */
export const headerBytes = 9;
export const maxPayloadBytes = 64 * 1024;

export function encodeFrame(streamId: number, type: FrameType, payload: Uint8Array): Buffer {
  const frame = Buffer.allocUnsafe(headerBytes + payload.length);
  frame.writeUInt32BE(streamId, 0);
  frame[4] = type;
  frame.writeUInt32BE(payload.length, 5);
  frame.set(payload, headerBytes);
  return frame;
}

export type FrameParser = { push(chunk: Buffer): void };

/**
 * Cuts a byte stream into frames. The far end may be hostile: it never holds more than one frame's worth of bytes,
 * and after the first violation it hands on nothing more.
 */
export function createFrameParser(on: { frame: (frame: Frame) => void; violation: (reason: string) => void }): FrameParser {
  let rest: Buffer = Buffer.alloc(0);
  let isBroken = false;
  const violate = (reason: string): void => {
    isBroken = true;
    rest = Buffer.alloc(0);
    on.violation(reason);
  };
  return {
    push(chunk) {
      if (isBroken) return;
      let bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      while (!isBroken && bytes.length >= headerBytes) {
        const length = bytes.readUInt32BE(5);
        const type = bytes[4]!;
        if (length > maxPayloadBytes) return violate('frame-too-long');
        if (type > frameTypes.window) return violate('unknown-frame');
        if (bytes.length < headerBytes + length) break;
        const payload = bytes.subarray(headerBytes, headerBytes + length);
        on.frame({ streamId: bytes.readUInt32BE(0), type: type as FrameType, payload });
        bytes = bytes.subarray(headerBytes + length);
      }
      if (!isBroken) rest = bytes;
    },
  };
}
