import { parseJson } from '../kit/parse-json.ts';
import type { Body, TwinRequest } from '../kit/request.ts';
import { bodyFields } from '../kit/request.ts';
import { invalidArguments, SlackRefusal } from './refusal.ts';

/** Arguments of a call, from wherever Slack allows them: query, form or JSON, where structures may come as JSON text. */
export interface Args {
  /** A value as text; undefined when it is missing, null or a structure. */
  text(name: string): string | undefined;
  /** Text that must be there. Throws `invalid_arguments`, or `error`. */
  demand(name: string, error?: string): string;
  flag(name: string, otherwise: boolean): boolean;
  /** A whole number. Throws `error`, by default `invalid_arguments`. */
  number(name: string, error?: string): number | undefined;
  /** Ids separated by commas, or a list of them. */
  ids(name: string): string[];
  /** Throws `SlackRefusal` with `error` when it is not a list. */
  list(name: string, error: string): unknown[] | undefined;
  /** Whatever was given, parsed if it was JSON text; `NaN` for text that is not JSON. */
  object(name: string): unknown;
  has(name: string): boolean;
}

/** Reads a request's arguments. Throws what Slack refuses before a method is even begun. */
export function readArgs(request: TwinRequest): Args {
  demandReadable(request.body, request.headers['content-type']);
  const fields = gather(request);
  if (Object.keys(fields).some(name => name.endsWith(']'))) throw new SlackRefusal('invalid_array_arg');
  const text = (name: string) => {
    const value = fields[name];
    return value === undefined || value === null || typeof value === 'object' ? undefined : String(value);
  };
  const object = (name: string) => {
    const value = fields[name];
    return typeof value === 'string' ? parse(value) : value;
  };
  return {
    text,
    demand: (name, error) => text(name) || missing(name, error),
    flag: (name, otherwise) => {
      const value = text(name);
      return value === undefined || value === '' ? otherwise : value === 'true' || value === '1';
    },
    number: (name, error) => readNumber(name, text(name), error),
    ids: name => readIds(fields[name]),
    list: (name, error) => {
      const value = object(name);
      if (value === undefined || value === null || fields[name] === '') return undefined;
      if (!Array.isArray(value)) throw new SlackRefusal(error);
      return value;
    },
    object,
    has: name => fields[name] !== undefined && fields[name] !== null && fields[name] !== '',
  };
}

function gather({ query, body }: TwinRequest): Record<string, unknown> {
  if (query.size === 0) return bodyFields(body);
  return { ...Object.fromEntries(query), ...bodyFields(body) };
}

function missing(name: string, error: string | undefined): never {
  throw error === undefined ? invalidArguments(`missing required field: ${name}`) : new SlackRefusal(error);
}

function readNumber(name: string, text: string | undefined, error: string | undefined): number | undefined {
  if (text === undefined || text === '') return undefined;
  const value = Number(text);
  if (Number.isSafeInteger(value)) return value;
  throw error === undefined ? invalidArguments(`must be an integer [json-pointer:/${name}]`) : new SlackRefusal(error);
}

function readIds(value: unknown): string[] {
  const given = typeof value === 'string' && value.startsWith('[') ? parse(value) : value;
  const items = Array.isArray(given) ? given : String(given ?? '').split(',');
  return items.map(item => String(item).trim()).filter(item => item !== '');
}

function parse(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    return Number.NaN;
  }
}

/** What Slack says of bodies it cannot read (Slack docs, errors that every method has). */
function demandReadable(body: Body, contentType: string | undefined): void {
  if (body.kind === 'json' && (typeof body.value !== 'object' || body.value === null || Array.isArray(body.value))) {
    throw new SlackRefusal('json_not_object');
  }
  if (body.kind !== 'other' || body.type === 'text/plain') return;
  throw new SlackRefusal(contentType === undefined ? 'missing_post_type' : 'invalid_post_type');
}

/** Slack's remark about the charset of a body (Slack docs, warnings that every method has). */
export function charsetWarning({ body, headers }: TwinRequest): string | undefined {
  const hasCharset = /;\s*charset=/i.test(headers['content-type'] ?? '');
  if (body.kind === 'json' && !hasCharset) return 'missing_charset';
  if (body.kind === 'form' && hasCharset) return 'superfluous_charset';
  return undefined;
}
