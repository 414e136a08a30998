import { readFile } from 'node:fs/promises';
import type { Socket } from 'node:net';
import type { TwinsProcess } from './twins-process.ts';

/** What came back over one connection: every answer on it, as text. */
export interface Heard {
  text: string;
  /** Status of each answer, in order. */
  statuses: number[];
}

/** Writes bytes as they are to a twin and reads until the connection closes, or until `enough` says so. */
export async function talk(
  socket: Socket,
  bytes: string | Buffer | (string | Buffer)[],
  enough: (text: string) => boolean = () => false,
): Promise<Heard> {
  let text = '';
  const closed = new Promise<void>(resolve => socket.once('close', () => resolve()));
  const satisfied = new Promise<void>(resolve => {
    socket.on('data', chunk => {
      text += chunk.toString('latin1');
      if (enough(text)) resolve();
    });
  });
  // Being hung up on is an answer too.
  socket.on('error', () => undefined);
  for (const part of [bytes].flat()) socket.write(part);
  await Promise.race([closed, satisfied]);
  socket.destroy();
  return { text, statuses: [...text.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status)) };
}

/** One request written by hand; the connection ends after its answer. */
export function rawRequest(method: string, target: string, headers: string[] = [], body: string | Buffer = ''): Buffer {
  const length = Buffer.byteLength(body);
  const lines = [
    `${method} ${target} HTTP/1.1`,
    'Host: twin.localhost',
    'Connection: close',
    ...(length === 0 ? [] : [`Content-Length: ${length}`]),
    ...headers,
  ];
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), Buffer.from(body)]);
}

/** MB the process holds; on systems without /proc, 0. */
export async function residentMb(twins: TwinsProcess): Promise<number> {
  const status = await readFile(`/proc/${twins.pid}/status`, 'utf8').catch(() => '');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
}
