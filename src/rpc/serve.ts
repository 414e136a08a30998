import { AppError, toWire } from '../base/app-error.ts';
import type { Dispose } from '../base/disposable.ts';
import type { Bytes, Call, CallContext, Contract, Handlers, Stream } from '../contract/define.ts';
import { type Credit, createCredit } from './credit.ts';
import type { Port } from './port.ts';
import {
  byteWindow,
  type ClientMessage,
  itemWindow,
  maxOpenRequests,
  maxPiece,
  readClientMessage,
  type ServerMessage,
} from './wire.ts';

export type ServeOptions = {
  /** Who sits at the other end. The transport knows; a client never names itself. */
  readonly actor: string;
  /** Told of every failure that is ours, with its cause, for the log. The far side gets only what `toWire` lets through. */
  readonly onError: (error: unknown, method: string) => void;
};

type Request = { readonly abort: AbortController; readonly credit: Credit | null };
type Asked = Extract<ClientMessage, { type: 'call' | 'open' }>;
type Asks = (input: unknown, context: CallContext) => unknown;

/**
 * Answers a contract's methods on a port until it closes; input, output and items are checked by the contract's schemas.
 * A message that is no message of ours closes the port, since whoever sent it cannot be understood from there on.
 */
export function serve<C extends Contract>(contract: C, handlers: Handlers<C>, port: Port, options: ServeOptions): Dispose {
  const open = new Map<number, Request>();
  const send = (message: ServerMessage) => port.send(message);

  const stop = () => {
    for (const request of open.values()) end(request);
    open.clear();
  };

  const refuse = (why: string) => {
    options.onError(new AppError('invalid', 'rpc.bad-message', why), '');
    stop();
    port.close();
  };

  const begin = (message: Asked) => {
    if (open.has(message.id)) return refuse(`request ${message.id} is open already`);
    const method = Object.hasOwn(contract, message.method) ? contract[message.method]! : null;
    const problem = problemOf(message, method, open.size);
    if (problem !== null || method === null) return send({ type: 'error', id: message.id, error: toWire(problem) });
    const credit = method.kind === 'call' ? null : createCredit(method.kind === 'bytes' ? byteWindow : itemWindow);
    const request = { abort: new AbortController(), credit };
    open.set(message.id, request);
    void answer(method, message, request);
  };

  const answer = async (method: Call | Stream | Bytes, { id, method: name, input }: Asked, request: Request) => {
    const isOpen = () => open.get(id) === request;
    const emit = (message: ServerMessage) => isOpen() && send(message);
    try {
      const asks = handlers[name] as Asks;
      const checked = parse(method.input, input);
      const context = { signal: request.abort.signal, actor: options.actor };
      if (method.kind === 'call') emit({ type: 'result', id, value: check(method.output, await asks(checked, context), name) });
      else {
        const pieces = asks(checked, context) as AsyncIterable<never>;
        if (method.kind === 'stream') await sendItems(method, name, pieces, request, value => emit({ type: 'item', id, value }));
        else await sendBytes(pieces, request, bytes => emit({ type: 'bytes', id, bytes }));
        emit({ type: 'end', id });
      }
    } catch (error) {
      if (isOpen() && !isForCaller(error)) options.onError(error, name);
      emit({ type: 'error', id, error: toWire(error) });
    } finally {
      if (isOpen()) open.delete(id);
    }
  };

  port.onMessage(value => {
    const message = readClientMessage(value);
    if (message === null) return refuse('a message of no known form');
    if (message.type === 'call' || message.type === 'open') return begin(message);
    const request = open.get(message.id);
    if (request === undefined) return; // it has ended meanwhile
    if (message.type === 'ack')
      return request.credit?.give(message.count) ? undefined : refuse('more was acknowledged than sent');
    open.delete(message.id);
    end(request);
  });
  port.onClose(stop);
  return stop;
}

function end(request: Request): void {
  request.abort.abort();
  request.credit?.release();
}

function problemOf(message: Asked, method: Call | Stream | Bytes | null, openRequests: number): AppError | null {
  if (openRequests >= maxOpenRequests)
    return new AppError('exhausted', 'rpc.too-many-requests', 'Too many requests are open on this connection.');
  if (method === null)
    return new AppError('missing', 'rpc.unknown-method', `This control room has no method "${message.method.slice(0, 100)}".`, {
      hint: 'Use the same version on both sides.',
    });
  const isCall = method.kind === 'call';
  return isCall === (message.type === 'call')
    ? null
    : new AppError('invalid', 'rpc.wrong-kind', `"${message.method}" is a ${method.kind}.`);
}

async function sendItems(
  method: Stream,
  name: string,
  source: AsyncIterable<unknown>,
  request: Request,
  emit: (value: unknown) => void,
): Promise<void> {
  await each(source, request, value => {
    request.credit?.spend(1);
    emit(check(method.item, value, name));
  });
}

async function sendBytes(source: AsyncIterable<Uint8Array>, request: Request, emit: (bytes: Uint8Array) => void): Promise<void> {
  await each(source, request, async bytes => {
    for (let from = 0; from < bytes.length && !request.abort.signal.aborted; from += maxPiece) {
      const piece = bytes.subarray(from, from + maxPiece);
      await request.credit?.ready();
      request.credit?.spend(piece.length);
      emit(piece);
    }
  });
}

/** Takes one value after another, each only when there is credit, and closes the source however it ends. */
async function each<T>(source: AsyncIterable<T>, request: Request, take: (value: T) => unknown): Promise<void> {
  const { signal } = request.abort;
  const iterator = source[Symbol.asyncIterator]();
  // A source that waits for something ends by the signal; `return` reaches one that waits at a `yield`. Its own failure
  // to end has nobody left to hear it.
  const leave = () => void Promise.resolve(iterator.return?.()).catch(() => {});
  signal.addEventListener('abort', leave, { once: true });
  try {
    while (!signal.aborted) {
      await request.credit?.ready();
      const next = await iterator.next();
      if (next.done === true || signal.aborted) return;
      await take(next.value);
    }
  } catch (error) {
    leave();
    throw error;
  } finally {
    signal.removeEventListener('abort', leave);
  }
}

type Issue = { readonly path: readonly PropertyKey[]; readonly message: string };
type Schema = Call['input'];

function parse(schema: Schema, value: unknown): unknown {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new AppError('invalid', 'rpc.bad-input', `That was not understood: ${inWords(result.error.issues)}.`);
}

function check(schema: Schema, value: unknown, name: string): unknown {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new Error(`${name} answered what its contract forbids: ${inWords(result.error.issues)}`);
}

function inWords(issues: readonly Issue[]): string {
  return issues
    .slice(0, 5)
    .map(({ path, message }) => (path.length === 0 ? message : `${path.join('.')}: ${message}`))
    .join('; ');
}

/** An error that tells the caller something; anything else is our bug and belongs in the log. */
function isForCaller(error: unknown): boolean {
  return error instanceof AppError && error.kind !== 'internal';
}
