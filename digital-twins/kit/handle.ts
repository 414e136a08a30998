import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Answer, empty, isOk, send } from './answer.ts';
import type { Coverage } from './coverage.ts';
import type { Namespace } from './namespace.ts';
import type { Call, Operation, Refusal, Twin } from './plugin.ts';
import { redact, redactText } from './redact.ts';
import { readRequest, type TwinRequest } from './request.ts';
import { createRouter, type Match } from './router.ts';
import type { ScriptAction } from './script.ts';
import { summariseAnswer, summariseBody } from './summary.ts';
import { assertNever } from './twin-error.ts';

/** Answers requests for one kind of twin, in whatever namespace a connection belongs to. */
export type Handler = (namespace: Namespace, incoming: IncomingMessage, response: ServerResponse) => Promise<void>;

type Matched = Match<Operation<unknown>> | undefined;

export function createHandler(twin: Twin, coverage: Coverage): Handler {
  const router = createRouter(
    twin.operations.flatMap(target => target.path.split(' ').map(path => ({ methods: target.method.split(' '), path, target }))),
  );
  return async (namespace, incoming, response) => {
    const request = await readRequest(incoming).catch(() => undefined);
    // The client went away while it was sending.
    if (request === undefined) return void response.destroy();
    const match = router(request.method === 'HEAD' ? 'GET' : request.method, request.path);
    if (match === undefined) coverage.missed(twin.name, `${request.method} ${request.path.slice(0, 200)}`);
    else coverage.called(twin.name, match.target.name);
    const action = namespace.scripts.take(twin.name, match?.target.name ?? 'unknown', request);
    const outcome = await answer({ twin, namespace, request, match, action, response });
    record({ twin, namespace, request, match, action, ...outcome });
    deliver(response, outcome.answer, action);
  };
}

interface Turn {
  twin: Twin;
  namespace: Namespace;
  request: TwinRequest;
  match: Matched;
  action: ScriptAction | undefined;
  response: ServerResponse;
}

interface Outcome {
  answer: Answer;
  actor: string | null;
}

async function answer(turn: Turn): Promise<Outcome> {
  const { twin, namespace, request, match, action } = turn;
  const refuse = (refusal: Refusal) => ({ answer: twin.refuse(request, refusal, namespace.world), actor: null });
  if (action?.type === 'delay') await pause(action.ms, turn.response);
  if (action?.type === 'status') return withRetryAfter(refuse({ reason: 'scripted', status: action.status }), action.retryAfter);
  // A call that hangs or is cut never reached the vendor: it must leave no trace in the state.
  if (action?.type === 'hang' || action?.type === 'cut') return { answer: empty(0), actor: null };
  if (match === undefined) return refuse({ reason: 'unknown-operation' });
  if (request.body.kind === 'too-large') return refuse({ reason: 'body-too-large' });
  if (request.body.kind === 'broken') return refuse({ reason: 'body-broken' });
  return run(turn, match).catch((error: unknown) => {
    process.stderr.write(`${twin.name} ${match.target.name}: ${error instanceof Error ? error.stack : String(error)}\n`);
    return refuse({ reason: 'crashed' });
  });
}

async function run({ twin, namespace, request }: Turn, match: Match<Operation<unknown>>): Promise<Outcome> {
  let actor: string | null = null;
  if (match.target.write === true) namespace.world.clock.tick();
  const call: Call<unknown> = {
    ...namespace.world,
    state: namespace.stateOf(twin),
    request,
    params: match.params,
    actAs: name => {
      actor = name;
    },
  };
  return { answer: await match.target.run(call), actor };
}

function withRetryAfter(outcome: Outcome, seconds: number | undefined): Outcome {
  if (seconds === undefined) return outcome;
  const headers = { ...outcome.answer.headers, 'retry-after': String(seconds) };
  return { ...outcome, answer: { ...outcome.answer, headers } };
}

/** Waits, but not for a client that has gone away. */
function pause(ms: number, response: ServerResponse): Promise<void> {
  return new Promise(resolve => {
    const timer = setTimeout(resolve, ms);
    response.once('close', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

function deliver(response: ServerResponse, answered: Answer, action: ScriptAction | undefined): void {
  switch (action?.type) {
    case undefined:
    case 'status':
    case 'delay':
      send(response, answered);
      return;
    case 'hang':
      return;
    case 'cut':
      response.destroy();
      return;
    case 'malformed':
      send(response, { ...answered, body: { kind: 'text', type: 'application/json; charset=utf-8', text: '{"ok":tru' } });
      return;
    default:
      assertNever(action);
  }
}

function record(turn: Omit<Turn, 'response'> & Outcome): void {
  const { twin, namespace, request, match, action } = turn;
  namespace.journal.record({
    at: namespace.world.clock.iso(),
    twin: twin.name,
    operation: match?.target.name ?? 'unknown',
    isWrite: match?.target.write === true,
    method: request.method,
    path: redactText(request.path),
    query: redact(Object.fromEntries(request.query)) as Record<string, string>,
    body: summariseBody(request),
    actor: turn.actor,
    status: turn.answer.status,
    ok: action?.type !== 'malformed' && turn.answer.status !== 0 && isOk(turn.answer),
    response: summariseAnswer(turn.answer),
    label: match?.target.label ?? 'none',
    scripted: action?.type ?? null,
  });
}
