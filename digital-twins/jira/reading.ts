import { type Answer, json } from '../kit/answer.ts';
import type { JiraCall } from './operation.ts';
import { JiraRefusal } from './refusal.ts';

export type Loose = Record<string, unknown>;

/** The body as an object. Throws 400 for anything else, 415 for what does not say that it is JSON. */
export function readBody(call: JiraCall): Loose {
  const { body } = call.request;
  if (body.kind === 'form' || body.kind === 'multipart' || body.kind === 'other') {
    throw new JiraRefusal(415, ['Unsupported Media Type']);
  }
  const isObject = body.kind === 'json' && typeof body.value === 'object' && body.value !== null && !Array.isArray(body.value);
  if (!isObject) throw new JiraRefusal(400, ['Invalid request payload. Refer to the REST API documentation and try again.']);
  return body.value as Loose;
}

export function asObject(value: unknown): Loose {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Loose) : {};
}

export function asList(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

export function asText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : undefined;
}

/** A whole number of the query. Throws 400 for anything else. */
export function readNumber(text: string | null | undefined, otherwise: number, most: number): number {
  if (text === null || text === undefined || text === '') return otherwise;
  const value = Number(text);
  if (!Number.isInteger(value)) throw new JiraRefusal(400, [`"${text}" is not a valid number.`]);
  if (value < 0) throw new JiraRefusal(400, ['startAt and maxResults must not be negative.']);
  return Math.min(value, most);
}

/** All values of a query parameter, given several times or with commas. */
export function readList(call: JiraCall, name: string): string[] {
  const given = [...call.request.query.getAll(name), ...call.request.query.getAll(`${name}[]`)];
  return given
    .flatMap(one => one.split(','))
    .map(one => one.trim())
    .filter(one => one !== '');
}

export function readFlag(call: JiraCall, name: string): boolean | undefined {
  const value = call.request.query.get(name);
  return value === null || value === '' ? undefined : value === 'true';
}

export interface Span {
  startAt: number;
  maxResults: number;
}

export function readSpan(call: JiraCall, otherwise = 50, most = 1000): Span {
  const { query } = call.request;
  return {
    startAt: readNumber(query.get('startAt'), 0, Number.MAX_SAFE_INTEGER),
    maxResults: readNumber(query.get('maxResults'), otherwise, most),
  };
}

/** A page in the shape most lists have (Jira docs, `PageBean`). */
export function pageAnswer<Item>(
  call: JiraCall,
  items: readonly Item[],
  shape: (item: Item) => unknown,
  { otherwise = 50, most = 1000 }: { otherwise?: number; most?: number } = {},
): Answer {
  const { startAt, maxResults } = readSpan(call, otherwise, most);
  const values = items.slice(startAt, startAt + maxResults).map(shape);
  const isLast = startAt + values.length >= items.length;
  const { query } = call.request;
  const linkTo = (start: number) => {
    const params = new URLSearchParams([...query].filter(([name]) => name !== 'startAt' && name !== 'maxResults'));
    params.set('maxResults', String(maxResults));
    params.set('startAt', String(start));
    return `${call.request.origin}${call.request.path}?${params}`;
  };
  return json({
    self: linkTo(startAt),
    ...(isLast ? {} : { nextPage: linkTo(startAt + maxResults) }),
    maxResults,
    startAt,
    total: items.length,
    isLast,
    values,
  });
}
