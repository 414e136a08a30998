import { type Answer, json } from '../kit/answer.ts';
import type { Label } from '../kit/coverage.ts';
import type { Call, Operation } from '../kit/plugin.ts';
import { type Args, charsetWarning, readArgs } from './args.ts';
import { authenticate, type TokenKind } from './authenticate.ts';
import { limitRate } from './rate-limit.ts';
import { refusal, SlackRefusal } from './refusal.ts';
import type { SlackState, User } from './state.ts';
import type { Token } from './state-app.ts';

/** A method of the Web API: arguments are read, the token is checked, and refusals are thrown as `SlackRefusal`. */
export interface Method extends OpenMethod {
  /** One of these must be granted; none = any token. */
  scopes: string[];
  /** Tokens it takes; by default those of bots and users. */
  tokens?: TokenKind[];
  run(call: SlackCall): Result | Promise<Result>;
}

/** A method that is called without a token. */
interface OpenMethod {
  name: string;
  label: Label;
  write?: boolean;
}

type Result = Record<string, unknown>;

export interface SlackCall extends Call<SlackState> {
  args: Args;
  /** Who acts: a person, or an app's bot user. */
  user: Readonly<User>;
  grant: Readonly<Token>;
  /** Adds to the `warnings` of a successful answer. */
  warn(warning: string): void;
}

/** A call without a token. */
export interface OpenCall extends Call<SlackState> {
  args: Args;
}

/** Makes a method answer at `/api/<name>`, to GET and POST alike. */
export function asOperation(method: Method): Operation<SlackState> {
  return operationOf(method, call => answerWithToken(method, call));
}

/** The same for a method that needs no token. */
export function asOpenOperation(method: OpenMethod & { run(call: OpenCall): Result | Promise<Result> }): Operation<SlackState> {
  return operationOf(method, call => answerInBand(call, {}, [], () => method.run({ ...call, args: readArgs(call.request) })));
}

function operationOf(method: OpenMethod, run: Operation<SlackState>['run']): Operation<SlackState> {
  const { name, label } = method;
  return { name, method: 'GET POST', path: `/api/${name}`, label, ...(method.write === true ? { write: true } : {}), run };
}

function answerWithToken(method: Method, call: Call<SlackState>): Answer | Promise<Answer> {
  const headers: Record<string, string> = {};
  const warnings: string[] = [];
  return answerInBand(call, headers, warnings, () => {
    const args = readArgs(call.request);
    const grant = authenticate(call, args, method.tokens ?? ['bot', 'user']);
    headers['x-oauth-scopes'] = listed(grant.scopes);
    if (method.scopes.length > 0) headers['x-accepted-oauth-scopes'] = method.scopes.join(',');
    const user = actingUser(call, grant);
    demandScope(grant, method.scopes);
    limitRate(call.state, method.name, grant, args);
    return method.run({ ...call, args, user, grant, warn: warning => void warnings.push(warning) });
  });
}

const lists = new WeakMap<readonly string[], string>();

/** A token's scopes are said in each of its answers. */
function listed(scopes: readonly string[]): string {
  const known = lists.get(scopes) ?? scopes.join(',');
  lists.set(scopes, known);
  return known;
}

const commonHeaders = { 'cache-control': 'private, no-cache, no-store, must-revalidate', vary: 'Accept-Encoding' };

function answerInBand(
  call: Call<SlackState>,
  headers: Record<string, string>,
  warnings: string[],
  run: () => Result | Promise<Result>,
): Answer | Promise<Answer> {
  const charset = charsetWarning(call.request);
  if (charset !== undefined) warnings.push(charset);
  const succeed = (result: Result) =>
    json(withWarnings({ ok: true, ...result }, warnings), 200, { ...commonHeaders, ...headers });
  const fail = (error: unknown) => {
    if (!(error instanceof SlackRefusal)) throw error;
    return refused(error, { ...commonHeaders, ...headers }, warnings);
  };
  try {
    const result = run();
    return result instanceof Promise ? result.then(succeed, fail) : succeed(result);
  } catch (error) {
    return fail(error);
  }
}

function refused({ message, details }: SlackRefusal, headers: Record<string, string>, warnings: string[]): Answer {
  const { retryAfter, ...rest } = details;
  const body = withWarnings(rest, warnings);
  if (typeof retryAfter !== 'number') return refusal(message, body, headers);
  return refusal(message, body, { ...headers, 'retry-after': String(retryAfter) }, 429);
}

function withWarnings(result: Result, warnings: string[]): Result {
  if (warnings.length === 0) return result;
  const metadata = result.response_metadata as object | undefined;
  return { ...result, warning: warnings.join(','), response_metadata: { ...metadata, warnings } };
}

function actingUser(call: Call<SlackState>, grant: Readonly<Token>): Readonly<User> {
  const user = call.state.users.get(grant.userId);
  if (user === undefined || user.deleted) throw new SlackRefusal('account_inactive');
  call.actAs(user.name);
  return user;
}

/** One of `scopes` must be granted. Throws `missing_scope` with what was needed and what there is. */
export function demandScope(grant: Readonly<Token>, scopes: string[]): void {
  if (scopes.length === 0 || scopes.some(scope => grant.scopes.includes(scope))) return;
  throw new SlackRefusal('missing_scope', { needed: scopes.join(','), provided: grant.scopes.join(',') });
}
