import { z } from 'zod';
import type { TwinCall } from '../twin/twin-call.ts';
import { describeMatch, isMatch, Match } from './match.ts';

/** What a call's body must hold: a match, or keys (nested, or dotted: `fields.summary`) with what each must hold. */
export type BodyMatch = Match | { readonly [key: string]: BodyMatch };

/** Which calls to a twin are meant. A part that is left out matches anything. */
export type CallMatch = {
  readonly method?: string | undefined;
  readonly path?: Match | undefined;
  readonly operation?: Match | undefined;
  readonly status?: number | undefined;
  readonly body?: BodyMatch | undefined;
};

const BodyMatch: z.ZodType<BodyMatch> = z.lazy(() =>
  z.union([Match, z.record(z.string(), BodyMatch)], { error: 'expected a match, or keys with a match each' }),
);

export const callShape = {
  method: z.string().toUpperCase().optional(),
  path: Match.optional(),
  operation: Match.optional(),
  status: z.int().optional(),
  body: BodyMatch.optional(),
};

export function isCallMatch(match: CallMatch, call: TwinCall): boolean {
  return (
    (match.method === undefined || match.method === call.method.toUpperCase()) &&
    (match.path === undefined || isMatch(match.path, call.path)) &&
    (match.operation === undefined || isMatch(match.operation, call.operation)) &&
    (match.status === undefined || match.status === call.status) &&
    (match.body === undefined || isBodyMatch(match.body, call.body))
  );
}

export function isBodyMatch(match: BodyMatch, body: unknown): boolean {
  if (isPlainMatch(match)) return isMatch(match, body);
  return Object.entries(match).every(([key, part]) => isBodyMatch(part, valueAt(body, key)));
}

/**
 * The value under a path such as `issues.HELP-7.status`, `messages[0].text` or `users["ada@acme.example"].status`.
 * A key that has dots itself is found without brackets too: the longest key that is there wins.
 */
export function valueAt(root: unknown, path: string): unknown {
  return walk(root, keysOf(path));
}

/** For a person: `POST /api/chat.postMessage with text containing "T-1"`. */
export function describeCall(match: CallMatch): string {
  const head = [
    match.method,
    match.path === undefined ? undefined : pathText(match.path),
    match.operation === undefined ? undefined : `operation ${describeMatch(match.operation)}`,
  ];
  const words = head.filter(word => word !== undefined).join(' ') || 'any call';
  return match.body === undefined ? words : `${words} with ${describeBody(match.body)}`;
}

function pathText(path: Match): string {
  return typeof path === 'string' ? path : `path ${describeMatch(path)}`;
}

function describeBody(match: BodyMatch, prefix = ''): string {
  if (isPlainMatch(match)) return `${prefix} ${describeMatch(match)}`.trim();
  return Object.entries(match)
    .map(([key, part]) => describeBody(part, prefix === '' ? key : `${prefix}.${key}`))
    .join(', ');
}

/** `{ contains: … }` alone is a match; a body that really has one key of that name is written with a dotted path above it. */
function isPlainMatch(match: BodyMatch): match is Match {
  if (typeof match !== 'object') return true;
  const keys = Object.keys(match);
  const only = keys[0];
  return (
    keys.length === 1 &&
    (only === 'contains' || only === 'matches') &&
    typeof (match as Record<string, unknown>)[only] === 'string'
  );
}

function keysOf(path: string): string[] {
  const keys: string[] = [];
  for (const [, quoted, index, plain] of path.matchAll(/\["([^"]*)"\]|\[(\d+)\]|([^.[\]]+)/g))
    keys.push(quoted ?? index ?? plain ?? '');
  return keys;
}

function walk(value: unknown, keys: readonly string[]): unknown {
  if (keys.length === 0) return value;
  if (typeof value !== 'object' || value === null) return undefined;
  for (let length = keys.length; length > 0; length--) {
    const key = keys.slice(0, length).join('.');
    if (Object.hasOwn(value, key)) return walk((value as Record<string, unknown>)[key], keys.slice(length));
  }
  return undefined;
}
