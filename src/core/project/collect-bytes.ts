import type { Readable } from 'node:stream';
import { AppError } from '../../base/app-error.ts';

/** Read a stream to its end. Throws `exhausted` / `git.too-large` as soon as it holds more than `maxBytes`; the stream is then destroyed. */
export async function collectBytes(stream: Readable, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) throw new AppError('exhausted', 'git.too-large', `The answer is larger than ${maxBytes} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}
