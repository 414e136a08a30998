import type { Duplex } from 'node:stream';

/** What is said on a stream that carries more than bare bytes: `[u8 type][u32 length]`, then the bytes. */
export const messageTypes = { json: 1, error: 2, stdout: 3, stderr: 4, output: 5, size: 6, ended: 7, input: 8 } as const;
export type MessageType = (typeof messageTypes)[keyof typeof messageTypes];
export type Message = { readonly type: number; readonly payload: Buffer };

const headerBytes = 5;
/** Long enough for a state and short enough that a hostile length cannot fill the memory. */
export const maxMessageBytes = 1024 * 1024;

/** False when the stream is full: wait for its `drain`. */
export function writeMessage(stream: Duplex, type: MessageType, payload: Uint8Array): boolean {
  const message = Buffer.allocUnsafe(headerBytes + payload.length);
  message[0] = type;
  message.writeUInt32BE(payload.length, 1);
  message.set(payload, headerBytes);
  return stream.write(message);
}

export function writeJson(stream: Duplex, type: MessageType, value: unknown): boolean {
  return writeMessage(stream, type, Buffer.from(JSON.stringify(value)));
}

/** The messages of a stream until its end. Throws when the far end breaks off in the middle or sends one too long. */
export async function* readMessages(stream: Duplex): AsyncGenerator<Message> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of stream.iterator({ destroyOnReturn: false })) {
    rest = rest.length === 0 ? (chunk as Buffer) : Buffer.concat([rest, chunk as Buffer]);
    while (rest.length >= headerBytes) {
      const length = rest.readUInt32BE(1);
      if (length > maxMessageBytes) throw new Error('message-too-long');
      if (rest.length < headerBytes + length) break;
      const message = { type: rest[0]!, payload: rest.subarray(headerBytes, headerBytes + length) };
      rest = rest.subarray(headerBytes + length);
      yield message;
    }
  }
  if (rest.length > 0) throw new Error('message-cut-off');
}

/** Everything up to the end of the stream, as text; throws past `maxBytes`. */
export async function readText(stream: Duplex, maxBytes: number = maxMessageBytes): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream.iterator({ destroyOnReturn: false })) {
    size += (chunk as Buffer).length;
    if (size > maxBytes) throw new Error('request-too-long');
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString();
}
