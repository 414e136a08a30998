import type { Answer } from '../../../kit/answer.ts';
import { json } from '../../../kit/answer.ts';
import { OktaRefusal } from '../../errors.ts';
import type { OktaCall } from '../../operation.ts';

/** How one list is cut into pages. */
export interface PageShape<Row> {
  /** Cursors of one list are refused by all others. */
  list: string;
  /** Rows on a page: by default, and at most. */
  limit: number;
  most?: number;
  /** Whether `self` names a limit that nobody asked for, as some lists do. */
  showLimit?: boolean;
  shape(row: Row): unknown;
}

interface Ordered {
  seq: number;
}

/** A page of rows that stand by `seq`; new rows come after the cursor, so nothing is seen twice or left out. */
export function pageBySeq<Row extends Ordered>(
  call: OktaCall,
  page: PageShape<Row>,
  rowsFrom: (seq: number) => Iterable<Row>,
  seqOf?: (id: string) => number | undefined,
): Answer {
  const limit = readLimit(call, page);
  const after = readCursor(call, page.list, seqOf);
  const rows: Row[] = [];
  for (const row of rowsFrom(after + 1)) {
    rows.push(row);
    if (rows.length > limit) break;
  }
  const shown = rows.slice(0, limit);
  const next = rows.length > limit ? cursorOf(page.list, shown.at(-1)?.seq ?? 0) : undefined;
  return answerPage(call, page, shown, limit, next);
}

/** A page of rows in any order, cut by their place. */
export function pageByPlace<Row>(call: OktaCall, page: PageShape<Row>, rows: readonly Row[]): Answer {
  const limit = readLimit(call, page);
  const start = readCursor(call, page.list);
  const next = start + limit < rows.length ? cursorOf(page.list, start + limit) : undefined;
  return answerPage(call, page, rows.slice(start, start + limit), limit, next);
}

function answerPage<Row>(call: OktaCall, page: PageShape<Row>, rows: readonly Row[], limit: number, next?: string): Answer {
  return json(rows.map(page.shape), 200, { link: links(call, limit, next, page.showLimit === true) });
}

/** Two headers: where this page is, and where the next one is. */
function links(call: OktaCall, limit: number, next: string | undefined, showLimit: boolean): string[] {
  const { origin, path, query } = call.request;
  const self = new URL(`${origin}${path}`);
  for (const [name, value] of query) self.searchParams.append(name, value);
  if (showLimit && !self.searchParams.has('limit')) self.searchParams.set('limit', String(limit));
  const found = [`<${self.href}>; rel="self"`];
  if (next === undefined) return found;
  const further = new URL(`${origin}${path}?after=${next}`);
  for (const [name, value] of self.searchParams) if (name !== 'after') further.searchParams.append(name, value);
  if (!further.searchParams.has('limit')) further.searchParams.set('limit', String(limit));
  return [...found, `<${further.href}>; rel="next"`];
}

function readLimit<Row>(call: OktaCall, { limit, most = limit }: PageShape<Row>): number {
  const text = call.request.query.get('limit');
  if (text === null || text === '') return limit;
  const given = Number(text);
  if (!Number.isInteger(given) || given < 1) {
    throw new OktaRefusal(400, 'E0000001', 'Api validation failed: limit', ['limit: The limit must be a positive number.']);
  }
  return Math.min(given, most);
}

function cursorOf(list: string, at: number): string {
  return Buffer.from(`${list}:${at}`).toString('base64url');
}

/** The last row a client has seen: by our cursor, or by the row's own id where the service takes that too. */
function readCursor(call: OktaCall, list: string, seqOf?: (id: string) => number | undefined): number {
  const after = call.request.query.get('after');
  if (after === null || after === '') return 0;
  const known = seqOf?.(after);
  if (known !== undefined) return known;
  const [name, place] = Buffer.from(after, 'base64url').toString('utf8').split(':');
  if (name !== list || place === undefined || !/^\d+$/.test(place)) {
    throw new OktaRefusal(400, 'E0000029', 'Invalid paging request.', ['Invalid cursor.']);
  }
  return Number(place);
}

/** Rows of a table's `all` index from a place on. */
export function* walk<Row, Name extends string>(
  table: {
    keysBy(index: Name, value: string): readonly string[];
    seek(index: Name, value: string, order: number): number;
    get(key: string): Row | undefined;
  },
  index: Name,
  value: string,
  from: number,
  fits: (row: Row) => boolean = () => true,
): Iterable<Row> {
  const keys = table.keysBy(index, value);
  for (let place = table.seek(index, value, from); place < keys.length; place += 1) {
    const row = table.get(keys[place] ?? '');
    if (row !== undefined && fits(row)) yield row;
  }
}
