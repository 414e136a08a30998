import type { Args } from './args.ts';
import { SlackRefusal } from './refusal.ts';

interface PageOptions {
  /** What the cursor says it is a place in; one of another list is refused. */
  kind: string;
  /** Without a `limit` argument. */
  limit: number;
  most: number;
}

/** One page of ids, by Slack's opaque cursor, which names the item the page starts with. */
export function pageOfIds(ids: readonly string[], args: Args, options: PageOptions): { page: string[]; next: string } {
  const start = startOf(ids, args, options.kind);
  const end = start + readLimit(args, options);
  const following = ids[end];
  return { page: ids.slice(start, end), next: following === undefined ? '' : encodeCursor(options.kind, following) };
}

function startOf(ids: readonly string[], args: Args, kind: string): number {
  const id = readCursor(args, kind);
  if (id === undefined) return 0;
  const start = ids.indexOf(id);
  if (start === -1) throw new SlackRefusal('invalid_cursor');
  return start;
}

/** The id that the cursor names; undefined without one. Throws `invalid_cursor` for a cursor of another list. */
export function readCursor(args: Args, kind: string): string | undefined {
  const cursor = args.text('cursor');
  if (cursor === undefined || cursor === '') return undefined;
  const text = Buffer.from(cursor, 'base64').toString('utf8');
  if (!text.startsWith(`${kind}:`)) throw new SlackRefusal('invalid_cursor');
  const id = text.slice(kind.length + 1);
  if (encodeCursor(kind, id) !== cursor) throw new SlackRefusal('invalid_cursor');
  return id;
}

export function readLimit(args: Args, { limit, most }: Omit<PageOptions, 'kind'>): number {
  const text = args.text('limit');
  if (text === undefined || text === '') return limit;
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > most) throw new SlackRefusal('invalid_limit');
  return value === 0 ? limit : value;
}

export function encodeCursor(kind: string, id: string): string {
  return Buffer.from(`${kind}:${id}`).toString('base64');
}

/** The older way of paging, by number (Slack docs, "Pagination", classic). */
export function classicPage<Item>(
  items: readonly Item[],
  args: Args,
  standard = 100,
): { page: readonly Item[]; paging: { count: number; total: number; page: number; pages: number } } {
  const count = Math.min(Math.max(args.number('count') ?? standard, 1), 1000);
  const number = Math.max(args.number('page') ?? 1, 1);
  const pages = Math.max(1, Math.ceil(items.length / count));
  const page = items.slice((number - 1) * count, number * count);
  return { page, paging: { count, total: items.length, page: number, pages } };
}
