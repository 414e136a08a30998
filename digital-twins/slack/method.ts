import { type Answer, json } from '../kit/answer.ts';
import type { Label } from '../kit/coverage.ts';
import type { Call, Operation } from '../kit/plugin.ts';
import { bodyFields, type TwinRequest } from '../kit/request.ts';
import type { Grant, SlackState, User } from './state.ts';

/** A method of the Web API: arguments are read, the token is checked, and refusals are thrown as `SlackRefusal`. */
export interface Method {
  name: string;
  /** One of these must be granted; none = any token. */
  scopes: string[];
  label: Label;
  write?: boolean;
  run(call: SlackCall): Record<string, unknown>;
}

export interface SlackCall extends Call<SlackState> {
  args: Args;
  user: User;
  grant: Grant;
}

/** Slack's refusal: `{ ok: false, error, … }` with HTTP 200. */
export class SlackRefusal extends Error {
  readonly details: Record<string, unknown>;

  constructor(error: string, details: Record<string, unknown> = {}) {
    super(error);
    this.details = details;
  }
}

/** Arguments of a call, from wherever Slack allows them: query, form or JSON, where structures may come as JSON text. */
export interface Args {
  text(name: string): string | undefined;
  flag(name: string, otherwise: boolean): boolean;
  /** Throws `SlackRefusal` with `error` when it is not a list. */
  list(name: string, error: string): unknown[] | undefined;
  object(name: string): unknown;
}

function readArgs(request: TwinRequest): Args {
  const fields: Record<string, unknown> = { ...Object.fromEntries(request.query), ...bodyFields(request.body) };
  const text = (name: string) => {
    const value = fields[name];
    if (value === undefined || value === null || typeof value === 'object') return undefined;
    return String(value);
  };
  const object = (name: string) => (typeof fields[name] === 'string' ? parse(fields[name]) : fields[name]);
  return {
    text,
    flag: (name, otherwise) => {
      const value = text(name);
      return value === undefined ? otherwise : value === 'true' || value === '1';
    },
    list: (name, error) => {
      const value = object(name);
      if (value === undefined || value === null || fields[name] === '') return undefined;
      if (!Array.isArray(value)) throw new SlackRefusal(error);
      return value;
    },
    object,
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return Number.NaN;
  }
}

/** Makes a method answer at `/api/<name>`, to GET and POST alike. */
export function asOperation(method: Method): Operation<SlackState> {
  return {
    name: method.name,
    method: 'GET POST',
    path: `/api/${method.name}`,
    label: method.label,
    ...(method.write === true ? { write: true } : {}),
    run: call => answer(method, call),
  };
}

function answer(method: Method, call: Call<SlackState>): Answer {
  const headers: Record<string, string> = {
    'cache-control': 'private, no-cache, no-store, must-revalidate',
    vary: 'Accept-Encoding',
  };
  try {
    const args = readArgs(call.request);
    const grant = authenticate(call, args);
    headers['x-oauth-scopes'] = grant.scopes.join(',');
    if (method.scopes.length > 0) headers['x-accepted-oauth-scopes'] = method.scopes.join(',');
    const user = activeUser(call, grant);
    demandScope(method, grant);
    return json({ ok: true, ...method.run({ ...call, args, user, grant }) }, 200, headers);
  } catch (error) {
    if (error instanceof SlackRefusal) return refusal(error.message, error.details, headers);
    throw error;
  }
}

export function refusal(error: string, details: Record<string, unknown> = {}, headers: Record<string, string> = {}): Answer {
  return { ...json({ ok: false, error, ...details }, 200, headers), ok: false };
}

function authenticate(call: Call<SlackState>, args: Args): Grant {
  const bearer = /^Bearer\s+(\S+)$/i.exec(call.request.headers.authorization ?? '')?.[1];
  const token = bearer ?? args.text('token');
  if (token === undefined || token === '') throw new SlackRefusal('not_authed');
  const grant = call.state.tokens.get(token);
  if (grant === undefined) throw new SlackRefusal('invalid_auth');
  return grant;
}

function activeUser(call: Call<SlackState>, grant: Grant): User {
  const user = call.state.users.get(grant.userId);
  if (user === undefined || user.deleted) throw new SlackRefusal('account_inactive');
  call.actAs(user.name);
  return user;
}

function demandScope(method: Method, grant: Grant): void {
  const [needed] = method.scopes;
  if (needed === undefined || method.scopes.some(scope => grant.scopes.includes(scope))) return;
  throw new SlackRefusal('missing_scope', { needed, provided: grant.scopes.join(',') });
}
