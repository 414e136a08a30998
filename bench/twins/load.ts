import { connect, type Socket } from 'node:net';
import { median, rounded } from '../figure.ts';

/** What a server did under load. */
export type Load = {
  readonly perSecond: number;
  readonly p50: number;
  /** ms. */
  readonly p99: number;
  /** Answers that were not what was asked for. */
  readonly wrong: number;
};

export type LoadSettings = {
  readonly port: number;
  /** Bytes that go before the first request of each connection. */
  readonly preamble?: string;
  /** The nth request, as it goes over the wire; `httpRequest` spells one. */
  readonly request: (n: number) => string;
  /** Whether an answer is a right one. */
  readonly isRight: (answer: string) => boolean;
  readonly seconds: number;
  readonly connections?: number;
};

/**
 * Asks as fast as the server answers, over kept connections, one request at a time on each. It speaks HTTP/1.1 itself:
 * a client library costs as much as the server and would be what is measured.
 */
export async function load(settings: LoadSettings): Promise<Load> {
  const { seconds, connections = 16 } = settings;
  const times: number[] = [];
  let wrong = 0;
  let sent = 0;
  const until = performance.now() + seconds * 1_000;
  const began = performance.now();
  const lane = async () => {
    const link = await openLink(settings.port, settings.preamble);
    while (performance.now() < until) {
      const start = performance.now();
      const answer = await link.ask(settings.request(sent++));
      times.push(performance.now() - start);
      if (!settings.isRight(answer)) wrong += 1;
    }
    link.close();
  };
  await Promise.all(Array.from({ length: connections }, lane));
  const took = (performance.now() - began) / 1_000;
  return {
    perSecond: Math.round(times.length / took),
    p50: rounded(median(times), 2),
    p99: rounded(quantile(times, 0.99), 2),
    wrong,
  };
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** A request as it goes over the wire. */
export function httpRequest(method: string, path: string, headers: Readonly<Record<string, string>>, body = ''): string {
  const lines = Object.entries({ host: 'localhost', ...headers }).map(([name, value]) => `${name}: ${value}`);
  if (body !== '') lines.push(`content-length: ${Buffer.byteLength(body)}`);
  return `${method} ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n${body}`;
}

type Link = { ask(request: string): Promise<string>; close(): void };

function openLink(port: number, preamble = ''): Promise<Link> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    socket.once('error', reject);
    socket.once('connect', () => {
      if (preamble !== '') socket.write(preamble);
      resolve(speakOn(socket));
    });
  });
}

function speakOn(socket: Socket): Link {
  let heard = '';
  let waiting: { resolve(answer: string): void; reject(error: Error): void } | null = null;
  socket.setEncoding('latin1');
  socket.on('data', (text: string) => {
    heard += text;
    const end = endOf(heard);
    if (end === -1 || waiting === null) return;
    const answer = heard.slice(0, end);
    heard = heard.slice(end);
    const { resolve } = waiting;
    waiting = null;
    resolve(answer);
  });
  socket.on('close', () => waiting?.reject(new Error('the server closed the connection')));
  return {
    ask: request =>
      new Promise((resolve, reject) => {
        waiting = { resolve, reject };
        socket.write(request);
      }),
    close: () => socket.destroy(),
  };
}

/** Where the first answer ends; -1 when it is not all there. */
function endOf(text: string): number {
  const head = text.indexOf('\r\n\r\n');
  if (head === -1) return -1;
  const [, length] = /^content-length: *(\d+)/im.exec(text.slice(0, head)) ?? [];
  if (length !== undefined) {
    const end = head + 4 + Number(length);
    return text.length >= end ? end : -1;
  }
  if (/^transfer-encoding: *chunked/im.test(text.slice(0, head))) {
    const end = text.indexOf('\r\n0\r\n\r\n', head + 2);
    return end === -1 ? -1 : end + 7;
  }
  return head + 4;
}
