import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { type Answer, empty, isOk, type Rendered, render, send } from './answer.ts';
import type { Coverage } from './coverage.ts';
import type { NotedText } from './journal.ts';
import type { Namespace } from './namespace.ts';
import type { Call, Operation, Refusal, SocketOperation, Twin } from './plugin.ts';
import { redactText } from './redact.ts';
import { readHead, readRequest, type TwinRequest } from './request.ts';
import { createRouter, type Match } from './router.ts';
import type { ScriptAction } from './script.ts';
import { assertNever } from './twin-error.ts';

/** Answers requests for one kind of twin, in whatever namespace a connection belongs to. */
export interface Handler {
  serve(namespace: Namespace, incoming: IncomingMessage, response: ServerResponse, visitor?: Visitor): Promise<void>;
  upgrade(namespace: Namespace, incoming: IncomingMessage, socket: Duplex, head: Buffer): void;
}

/** Who is on a connection, as far as its host knows: a program has no pages to act on. */
export type Visitor = 'program' | 'anybody';

type Target = Operation<unknown> | SocketOperation<unknown>;

interface Turn {
  twin: Twin;
  namespace: Namespace;
  request: TwinRequest;
  target: Target | undefined;
  params: Record<string, string>;
  action: ScriptAction | undefined;
}

interface Outcome {
  answer: Answer;
  rendered: Rendered;
  actor: string | null;
}

/** Bytes one WebSocket message may have. */
const messageLimit = 4 * 1024 * 1024;

export function createHandler(twin: Twin, coverage: Coverage): Handler {
  // Made for the first request: a twin that nobody asks costs nothing.
  let router: ReturnType<typeof createRouter<Operation<unknown>>> | undefined;
  const find = (method: string, path: string) => {
    router ??= createRouter(
      twin.operations.flatMap(target =>
        target.path.split(' ').map(path => ({ methods: target.method.split(' '), path, target })),
      ),
    );
    return router(method, path);
  };
  const socketRouter = createRouter((twin.sockets ?? []).map(target => ({ methods: ['GET'], path: target.path, target })));
  const upgrader = new WebSocketServer({ noServer: true, maxPayload: messageLimit });
  const begin = (namespace: Namespace, request: TwinRequest, match: Match<Target> | undefined): Turn => {
    const operation = match?.target.name ?? 'unknown';
    if (match === undefined) coverage.missed(twin.name, `${request.method} ${request.path.slice(0, 200)}`);
    else coverage.called(twin.name, operation);
    const { method, path } = request;
    const action = namespace.scripts.take(twin.name, { operation, method, path });
    return { twin, namespace, request, target: match?.target, params: match?.params ?? {}, action };
  };
  return {
    serve: async (namespace, incoming, response, visitor = 'anybody') => {
      const request = await readRequest(incoming).catch(() => undefined);
      // The client went away while it was sending.
      if (request === undefined) return void response.destroy();
      const found = find(request.method === 'HEAD' ? 'GET' : request.method, request.path);
      const match = visitor === 'program' && found?.target.forPeople === true ? undefined : found;
      const turn = begin(namespace, request, match);
      try {
        const outcome = await answer(turn, match?.target, response);
        record(turn, outcome);
        deliver(turn, response, outcome);
        if (match?.target.write === true) settle(turn);
      } catch (error) {
        // Nobody waits for this promise: what is thrown here would end the process, and with it all namespaces.
        report(turn, 'answering', error);
        response.destroy();
      }
    },
    upgrade: (namespace, incoming, stream, head) => {
      const request = readHead(incoming);
      const match = socketRouter(request.method, request.path);
      const turn = begin(namespace, request, match);
      const accept = (bind: (connection: WebSocket) => void) => upgrader.handleUpgrade(incoming, stream, head, bind);
      const open = () => {
        const outcome = openSocket(turn, match?.target, accept);
        record(turn, outcome);
        if (turn.action?.type === 'cut') stream.destroy();
        else if (turn.action?.type !== 'hang' && outcome.answer.status !== 101) refuseUpgrade(stream, outcome);
      };
      if (turn.action?.type === 'delay') void pause(turn.action.ms, stream).then(open);
      else open();
    },
  };
}

async function answer(turn: Turn, operation: Operation<unknown> | undefined, response: ServerResponse): Promise<Outcome> {
  const { request, action } = turn;
  if (action?.type === 'delay') await pause(action.ms, response);
  const scripted = scriptedOutcome(turn);
  if (scripted !== undefined) return scripted;
  if (operation === undefined) return refuse(turn, { reason: 'unknown-operation' });
  if (request.body.kind === 'too-large') return refuse(turn, { reason: 'body-too-large' });
  if (request.body.kind === 'broken') return refuse(turn, { reason: 'body-broken' });
  try {
    return await run(turn, operation);
  } catch (error) {
    return crash(turn, operation, error);
  }
}

/** What a failure script says instead of the twin. */
function scriptedOutcome(turn: Turn): Outcome | undefined {
  const { action } = turn;
  if (action?.type === 'status') {
    return withRetryAfter(refuse(turn, { reason: 'scripted', status: action.status }), action.retryAfter);
  }
  // A call that hangs or is cut never reached the vendor: it must leave no trace in the state.
  if (action?.type === 'hang' || action?.type === 'cut') return outcomeOf(empty(0), null);
  return undefined;
}

function outcomeOf(answer: Answer, actor: string | null): Outcome {
  return { answer, rendered: render(answer.body), actor };
}

async function run(turn: Turn, operation: Operation<unknown>): Promise<Outcome> {
  if (operation.write === true) turn.namespace.clock.tick();
  const { call, actor } = callFor(turn);
  const answered = operation.run(call);
  const answer = answered instanceof Promise ? await answered : answered;
  return outcomeOf(answer, actor());
}

function callFor({ twin, namespace, request, params }: Turn): { call: Call<unknown>; actor(): string | null } {
  const world = namespace.callOf(twin);
  bringUpToDate(twin, namespace);
  let actor: string | null = null;
  const actAs = (name: string) => {
    actor = name;
  };
  return { call: { ...world, request, params, actAs }, actor: () => actor };
}

function bringUpToDate(twin: Twin, namespace: Namespace): void {
  const due = twin.due?.(namespace.callOf(twin).state);
  if (due !== undefined && due <= namespace.clock.now()) namespace.catchUp();
}

/** After a write there may be something new to see, and something new to wait for. */
function settle({ twin, namespace }: Turn): void {
  namespace.changed(twin);
  if (twin.due?.(namespace.callOf(twin).state) !== undefined) namespace.catchUp();
}

function refuse({ twin, namespace, request }: Turn, refusal: Refusal): Outcome {
  return outcomeOf(twin.refuse(request, refusal, namespace.callOf(twin)), null);
}

function crash(turn: Turn, { name }: { name: string }, error: unknown): Outcome {
  report(turn, name, error);
  return refuse(turn, { reason: 'crashed' });
}

function report({ twin }: Turn, what: string, error: unknown): void {
  process.stderr.write(`${twin.name} ${what}: ${error instanceof Error ? error.stack : String(error)}\n`);
}

function withRetryAfter(outcome: Outcome, seconds: number | undefined): Outcome {
  if (seconds === undefined) return outcome;
  const headers = { ...outcome.answer.headers, 'retry-after': String(seconds) };
  return { ...outcome, answer: { ...outcome.answer, headers } };
}

/** Waits, but not for a client that has gone away. */
function pause(ms: number, client: ServerResponse | Duplex): Promise<void> {
  return new Promise(resolve => {
    const timer = setTimeout(resolve, ms);
    client.once('close', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

function deliver(turn: Turn, response: ServerResponse, { answer: answered, rendered }: Outcome): void {
  switch (turn.action?.type) {
    case undefined:
    case 'status':
    case 'delay':
    case 'drop':
    case 'duplicate':
      if (answered.body.kind === 'changes') followChanges(turn, response, answered);
      else send(response, answered, rendered);
      return;
    case 'hang':
      return;
    case 'cut':
      response.destroy();
      return;
    case 'malformed':
      send(response, answered, malformed);
      return;
    default:
      assertNever(turn.action);
  }
}

function followChanges({ twin, namespace, request }: Turn, response: ServerResponse, { status, headers }: Answer): void {
  response.writeHead(status, { 'content-type': 'text/event-stream', ...headers });
  if (request.method === 'HEAD') return void response.end();
  let count = 0;
  const tell = () => response.write(`data: ${count++}\n\n`);
  tell();
  response.once('close', namespace.onChange(twin, tell));
}

const malformed: Rendered = { type: 'application/json; charset=utf-8', content: '{"ok":tru' };

/** 101 when the twin has taken the socket. */
function openSocket(
  turn: Turn,
  operation: SocketOperation<unknown> | undefined,
  accept: (bind: (connection: WebSocket) => void) => void,
): Outcome {
  const scripted = scriptedOutcome(turn);
  if (scripted !== undefined) return scripted;
  if (turn.action?.type === 'malformed') return { ...outcomeOf(empty(200), null), rendered: malformed };
  if (operation === undefined) return refuse(turn, { reason: 'unknown-operation' });
  const { call, actor } = callFor(turn);
  const socket = turn.namespace.socketsOf(turn.twin).create();
  try {
    const refused = operation.open(call, socket);
    if (refused !== undefined) return outcomeOf(refused, actor());
  } catch (error) {
    return crash(turn, operation, error);
  }
  accept(socket.bind);
  return outcomeOf(empty(101), actor());
}

function refuseUpgrade(stream: Duplex, { answer: { status, headers }, rendered: { type, content } }: Outcome): void {
  const lines = [`HTTP/1.1 ${status} Refused`, 'Connection: close', `Content-Length: ${Buffer.byteLength(content)}`];
  const { 'retry-after': retryAfter } = headers;
  if (retryAfter !== undefined) lines.push(`Retry-After: ${retryAfter}`);
  if (type !== '') lines.push(`Content-Type: ${type}`);
  stream.write(`${lines.join('\r\n')}\r\n\r\n`);
  stream.end(content);
}

function record(turn: Turn, { answer: answered, rendered, actor }: Outcome): void {
  const { twin, namespace, request, target, action } = turn;
  const query = request.query.size === 0 ? '' : String(request.query);
  namespace.journal.record({
    time: namespace.clock.now(),
    direction: 'in',
    twin: twin.name,
    operation: target?.name ?? 'unknown',
    isWrite: target !== undefined && 'write' in target && target.write === true,
    method: request.method,
    path: request.path,
    query,
    body: noteBody(request),
    actor,
    status: answered.status,
    ok: action?.type !== 'malformed' && answered.status !== 0 && isOk(answered),
    response: noteAnswer(answered, rendered),
    label: target?.label ?? 'none',
    scripted: action?.type ?? null,
  });
}

function noteBody({ body, text }: TwinRequest): NotedText {
  if (body.kind === 'json') return { type: 'application/json', text };
  if (body.kind === 'form') return { type: 'application/x-www-form-urlencoded', text };
  if (body.kind === 'other') return { instead: { type: body.type, characters: body.text.length } };
  if (body.kind === 'multipart') {
    const parts = body.parts.map(({ name, filename, type, bytes }) => ({ name, filename, type, bytes: bytes.length }));
    return { instead: { parts } };
  }
  if (body.kind === 'broken') return { instead: { broken: body.type } };
  return { instead: body.kind === 'none' ? null : { broken: 'too large' } };
}

/** Whole when it is JSON, else what it is and how long. */
function noteAnswer({ body, headers }: Answer, { type, content }: Rendered): NotedText {
  if (body.kind === 'json') return { type, text: String(content) };
  if (body.kind === 'empty') {
    return { instead: typeof headers.location === 'string' ? { location: redactText(headers.location) } : null };
  }
  return { instead: body.kind === 'text' ? { type, characters: content.length } : { type, bytes: content.length } };
}
