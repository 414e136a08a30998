import type { Answer } from '../../../kit/answer.ts';
import { json } from '../../../kit/answer.ts';
import type { Operation } from '../../../kit/plugin.ts';
import { invalid, OktaRefusal } from '../../errors.ts';
import type { OktaCall } from '../../operation.ts';
import type { LogRow, OktaState } from '../../state.ts';
import { managed } from '../call/managed.ts';
import { anyOperator, badCriteria, matches, readFilter } from '../filter/match.ts';
import { dig } from '../json.ts';
import { eventShape } from './event-shape.ts';

/** ms that the log goes back when nobody says since when. */
const defaultSpan = 7 * 24 * 60 * 60 * 1000;
/** Most events on a page (Okta docs, System Log: default 100, at most 1,000). */
const most = 1000;

export const logOperations: Operation<OktaState>[] = [
  managed({ name: 'logs.list', method: 'GET', path: '/api/v1/logs', label: 'spec', run: list }),
];

interface Asked {
  since: number;
  /** Undefined: the client polls, and always gets an address to go on from. */
  until: number | undefined;
  isDescending: boolean;
  limit: number;
  fits(row: Readonly<LogRow>): boolean;
}

function list(call: OktaCall): Answer {
  const asked = readAsked(call);
  const after = readAfter(call);
  const { logs } = call.state;
  const keys = logs.keysBy('all', 'all');
  const step = asked.isDescending ? -1 : 1;
  let place = startOf(call, asked, after);
  const rows: Readonly<LogRow>[] = [];
  let last = after;
  for (; place >= 0 && place < keys.length && rows.length < asked.limit; place += step) {
    const row = logs.get(keys[place] ?? '');
    if (row === undefined) break;
    if (!asked.isDescending && asked.until !== undefined && row.published > asked.until) break;
    if (asked.isDescending && row.published < asked.since) break;
    last = row.seq;
    if (row.published >= asked.since && (asked.until === undefined || row.published <= asked.until) && asked.fits(row))
      rows.push(row);
  }
  const isMore = rows.length === asked.limit;
  // Polling: without `until` and oldest first there is always an address for what comes next.
  const isPolling = asked.until === undefined && !asked.isDescending;
  const next = isMore || isPolling ? `${asked.isDescending ? 'd' : 'a'}${last ?? 0}` : undefined;
  return json(rows.map(eventShape), 200, { link: links(call, next) });
}

function startOf(call: OktaCall, asked: Asked, after: number | undefined): number {
  const { logs } = call.state;
  if (!asked.isDescending) return after === undefined ? 0 : logs.seek('all', 'all', after + 1);
  return (after === undefined ? logs.size : logs.seek('all', 'all', after)) - 1;
}

function readAsked(call: OktaCall): Asked {
  const { query } = call.request;
  const order = query.get('sortOrder')?.toUpperCase() ?? 'ASCENDING';
  if (order !== 'ASCENDING' && order !== 'DESCENDING') throw invalid('sortOrder', 'sortOrder: Invalid sort order');
  const until = readTime(query.get('until'), 'until');
  const limit = Number(query.get('limit') ?? 100);
  if (!Number.isInteger(limit) || limit < 0 || limit > most) {
    throw invalid('limit', `limit: The limit must be between 0 and ${most}.`);
  }
  return {
    since: readTime(query.get('since'), 'since') ?? (until ?? call.clock.now()) - defaultSpan,
    until,
    isDescending: order === 'DESCENDING',
    limit,
    fits: readFits(query),
  };
}

function readTime(text: string | null, name: string): number | undefined {
  if (text === null || text === '') return undefined;
  const time = Date.parse(text);
  if (!Number.isFinite(time)) throw invalid(name, `${name}: Invalid date format. Use ISO 8601.`);
  return time;
}

function readFits(query: URLSearchParams): Asked['fits'] {
  const filter = query.get('filter');
  const words = (query.get('q') ?? '')
    .toLowerCase()
    .split(/\s+/)
    .filter(word => word !== '');
  if (words.length > 10 || words.some(word => word.length > 40)) throw badCriteria();
  const condition = filter === null || filter === '' ? undefined : readFilter(filter, { '*': anyOperator });
  return row => {
    if (condition !== undefined && !matches(condition, path => readPath(eventShape(row), path.split('.')))) return false;
    if (words.length === 0) return true;
    const text = JSON.stringify(row.event).toLowerCase();
    return words.every(word => text.includes(word));
  };
}

/** The value at a path; inside a list, of each of its items. */
function readPath(value: unknown, path: string[]): unknown {
  const [first, ...rest] = path;
  if (first === undefined) return value;
  if (Array.isArray(value)) return value.flatMap(one => readPath(one, path) ?? []);
  return readPath(dig(value, first), rest);
}

function readAfter(call: OktaCall): number | undefined {
  const after = call.request.query.get('after');
  if (after === null || after === '') return undefined;
  const [, seq] = /^[ad](\d{1,15})$/.exec(Buffer.from(after, 'base64url').toString('utf8')) ?? [];
  if (seq === undefined) throw new OktaRefusal(400, 'E0000029', 'Invalid paging request.', ['Invalid cursor.']);
  return Number(seq);
}

function links(call: OktaCall, next: string | undefined): string[] {
  const { origin, path, query } = call.request;
  const self = new URL(`${origin}${path}?${query}`);
  const found = [`<${self.href}>; rel="self"`];
  if (next === undefined) return found;
  const further = new URL(self);
  further.searchParams.set('after', Buffer.from(next).toString('base64url'));
  return [...found, `<${further.href}>; rel="next"`];
}
