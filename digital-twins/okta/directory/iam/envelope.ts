import type { OktaCall } from '../../operation.ts';
import type { Json } from '../json.ts';

/** Rows of a list that comes in an object, and where its next page is. */
interface Envelope<Row> {
  rows: Row[];
  /** Goes into `_links`; nothing on the last page. */
  next: { next?: { href: string } };
}

/** The page of a list whose cursor is the id of the last row a client has seen (Okta docs, List all resource sets). */
export function pageAfter<Row extends { id: string }>(call: OktaCall, all: readonly Row[], most = 100): Envelope<Row> {
  const { origin, path, query } = call.request;
  const asked = Number(query.get('limit') ?? most);
  const limit = Number.isInteger(asked) && asked > 0 ? Math.min(asked, most) : most;
  const start = all.findIndex(row => row.id === query.get('after')) + 1;
  const rows = all.slice(start, start + limit);
  const last = rows.at(-1);
  if (last === undefined || start + limit >= all.length) return { rows, next: {} };
  const shown = query.has('limit') ? `&limit=${limit}` : '';
  return { rows, next: { next: { href: `${origin}${path}?after=${last.id}${shown}` } } };
}

/** A link to a path of this org. */
export function linkTo({ request: { origin } }: OktaCall, path: string): Json {
  return { href: `${origin}${path}` };
}
