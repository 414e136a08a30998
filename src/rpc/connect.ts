import { AppError, fromWire } from '../base/app-error.ts';
import type { Client, Contract } from '../contract/define.ts';
import { createInbox, type Inbox } from './inbox.ts';
import type { Port } from './port.ts';
import { type ClientMessage, readServerMessage, type ServerMessage } from './wire.ts';

type Pending = { take(message: ServerMessage): void; fail(error: AppError): void };
/** One connection's requests: the ids, who waits for which, and what happens to all of them when it is lost. */
type Line = { send(message: ClientMessage): void; add(pending: Pending): number | AppError; drop(id: number): void };

/**
 * The calling side of a contract. A call rejects with the far side's `AppError`, with `cancelled` when its signal fires, and
 * with `unavailable` (`rpc.connection-lost`) when the port closes. Each iteration of a stream is a request of its own: it
 * opens when it is first read, throws as a call does, ends quietly when its signal fires, and is cancelled on the far side
 * when the reader leaves.
 */
export function connect<C extends Contract>(contract: C, port: Port): Client<C> {
  const line = createLine(port);
  const methods: Record<string, unknown> = {};
  for (const [name, { kind }] of Object.entries(contract)) {
    if (kind === 'call') methods[name] = (input: unknown, signal?: AbortSignal) => ask(line, name, input, signal);
    else
      methods[name] = (input: unknown, signal?: AbortSignal) => ({
        [Symbol.asyncIterator]: () => read(line, name, kind, input, signal),
      });
  }
  return methods as Client<C>;
}

function createLine(port: Port): Line {
  const waiting = new Map<number, Pending>();
  let next = 1;
  let isOpen = true;
  port.onMessage(value => {
    const message = readServerMessage(value);
    if (message !== null) waiting.get(message.id)?.take(message);
  });
  port.onClose(() => {
    isOpen = false;
    for (const pending of waiting.values()) pending.fail(lost());
    waiting.clear();
  });
  return {
    send: message => isOpen && port.send(message),
    add: pending => {
      if (!isOpen) return lost();
      waiting.set(next, pending);
      return next++;
    },
    drop: id => void waiting.delete(id),
  };
}

function ask(line: Line, method: string, input: unknown, signal?: AbortSignal): Promise<unknown> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(cancelled());
    const finish = () => {
      line.drop(id as number);
      signal?.removeEventListener('abort', onAbort);
    };
    const onAbort = () => {
      finish();
      line.send({ type: 'cancel', id: id as number });
      reject(cancelled());
    };
    const fail = (error: AppError) => {
      finish();
      reject(error);
    };
    const id = line.add({
      take: message => {
        if (message.type === 'error') return fail(fromWire(message.error));
        if (message.type !== 'result') return;
        finish();
        resolve(message.value);
      },
      fail,
    });
    if (typeof id !== 'number') return reject(id);
    signal?.addEventListener('abort', onAbort, { once: true });
    line.send({ type: 'call', id, method, input });
  });
}

function read(
  line: Line,
  method: string,
  kind: 'stream' | 'bytes',
  input: unknown,
  signal?: AbortSignal,
): AsyncIterableIterator<unknown> {
  let id: number | null = null;
  const inbox: Inbox = createInbox(kind, count => id !== null && line.send({ type: 'ack', id, count }));
  const leave = (error: AppError | null) => {
    signal?.removeEventListener('abort', onAbort);
    if (id !== null) line.drop(id);
    id = null;
    inbox.end(error);
  };
  const onAbort = () => {
    if (id !== null) line.send({ type: 'cancel', id });
    inbox.clear();
    leave(null);
  };
  const take = (message: ServerMessage) => {
    if (message.type === 'error') leave(fromWire(message.error));
    else if (message.type === 'end') leave(null);
    else if (message.type === 'item') inbox.put(message.value, 1);
    else if (message.type === 'bytes') inbox.put(message.bytes, message.bytes.length);
  };
  const start = () => {
    if (signal?.aborted) return inbox.end(null);
    const given = line.add({ take, fail: leave });
    if (typeof given !== 'number') return inbox.end(given);
    id = given;
    signal?.addEventListener('abort', onAbort, { once: true });
    line.send({ type: 'open', id, method, input });
  };
  let isStarted = false;
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    next: () => {
      if (!isStarted) start();
      isStarted = true;
      return inbox.next();
    },
    return: () => {
      isStarted = true;
      onAbort();
      return Promise.resolve({ done: true, value: undefined });
    },
  };
}

function lost(): AppError {
  return new AppError('unavailable', 'rpc.connection-lost', 'The connection to the control room was lost.', {
    hint: 'It is tried again by itself; if it stays away, start the control room.',
  });
}

function cancelled(): AppError {
  return new AppError('cancelled', 'rpc.cancelled', 'The request was cancelled.');
}
