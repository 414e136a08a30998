import type { JqlContext } from '../context.ts';
import { JqlError } from '../syntax/jql-error.ts';
import type { Single } from '../syntax/query.ts';
import { fromWall, toWall, type WallTime } from './zone.ts';

const periods: Record<string, number> = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };
export const dateFormats =
  "Valid formats include: 'yyyy/MM/dd HH:mm', 'yyyy-MM-dd HH:mm', 'yyyy/MM/dd', 'yyyy-MM-dd', or a period format e.g. '-5d', '4w 2d'.";

/**
 * A date of the user's time zone, a period from now (`-5d`, `4w 2d`) or ms since the epoch, in ms; otherwise undefined.
 */
export function parseDate(text: string, { now, user }: Pick<JqlContext, 'now' | 'user'>): number | undefined {
  const trimmed = text.trim();
  return literal(trimmed, user.timezone) ?? period(trimmed, now) ?? (/^\d{9,}$/.test(trimmed) ? Number(trimmed) : undefined);
}

function literal(text: string, zone: string): number | undefined {
  const parts = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[ T](\d{1,2}):(\d{2}))?$/.exec(text);
  if (parts === null) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = parts.slice(1).map(part => Number(part ?? 0));
  const isReal = new Date(Date.UTC(year, month - 1, day)).getUTCDate() === day && hour < 24 && minute < 60;
  return isReal ? fromWall({ year, month: month - 1, day, hour, minute }, zone) : undefined;
}

function period(text: string, now: number): number | undefined {
  const sign = text.startsWith('-') ? -1 : 1;
  const parts = text.replace(/^[+-]/, '').trim().split(/\s+/);
  if (!parts.every(part => /^\d{1,9}[mhdw]$/.test(part))) return undefined;
  return now + sign * parts.reduce((sum, part) => sum + Number.parseInt(part, 10) * (periods[part.slice(-1)] ?? 0), 0);
}

type Unit = 'y' | 'M' | 'w' | 'd' | 'h' | 'm';

/** The functions that give a date, with the unit a bare number in them counts. */
const edges: Record<string, { unit: Unit; isEnd: boolean }> = {
  startofday: { unit: 'd', isEnd: false },
  startofweek: { unit: 'w', isEnd: false },
  startofmonth: { unit: 'M', isEnd: false },
  startofyear: { unit: 'y', isEnd: false },
  endofday: { unit: 'd', isEnd: true },
  endofweek: { unit: 'w', isEnd: true },
  endofmonth: { unit: 'M', isEnd: true },
  endofyear: { unit: 'y', isEnd: true },
};

export function isDateFunction(name: string): boolean {
  const lower = name.toLowerCase();
  return ['now', 'currentlogin', 'lastlogin'].includes(lower) || Object.hasOwn(edges, lower);
}

/** The moment a function such as `startOfDay("-1d")` names, ms. Throws `JqlError` for arguments it does not take. */
export function dateOfCall({ name, args }: Extract<Single, { kind: 'call' }>, context: JqlContext): number {
  const edge = edges[name.toLowerCase()];
  if (edge === undefined || !Object.hasOwn(edges, name.toLowerCase())) {
    if (args.length > 0) throw new JqlError(`Function '${name}' expected '0' arguments but received '${args.length}'.`);
    return context.now;
  }
  if (args.length > 1) {
    throw new JqlError(`Function '${name}' expected between '0' and '1' arguments but received '${args.length}'.`);
  }
  const shift = readShift(args[0] ?? '0', edge.unit);
  if (shift === undefined) {
    throw new JqlError(`Duration for function '${name}' should have the format (+/-)n(yMwdm), e.g -1M for 1 month earlier.`);
  }
  const start = startOf(toWall(context.now, context.user.timezone), edge.unit);
  const moved = moveBy(start, shift.amount, shift.unit);
  if (!edge.isEnd) return fromWall(moved, context.user.timezone);
  return fromWall(moveBy(moved, 1, edge.unit), context.user.timezone) - 1;
}

function readShift(text: string, unit: Unit): { amount: number; unit: Unit } | undefined {
  const [, amount, given] = /^([+-]?\d{1,6})([yMwdhm])?$/.exec(text.trim()) ?? [];
  return amount === undefined ? undefined : { amount: Number(amount), unit: (given as Unit | undefined) ?? unit };
}

/** Where a day, week (from Sunday), month or year begins. */
function startOf(wall: WallTime, unit: Unit): WallTime {
  const start = { ...wall, hour: 0, minute: 0 };
  if (unit === 'y') return { ...start, month: 0, day: 1 };
  if (unit === 'M') return { ...start, day: 1 };
  if (unit !== 'w') return start;
  return { ...start, day: wall.day - new Date(Date.UTC(wall.year, wall.month, wall.day)).getUTCDay() };
}

function moveBy(wall: WallTime, amount: number, unit: Unit): WallTime {
  switch (unit) {
    case 'y':
      return { ...wall, year: wall.year + amount };
    case 'M':
      return { ...wall, month: wall.month + amount };
    case 'w':
      return { ...wall, day: wall.day + amount * 7 };
    case 'd':
      return { ...wall, day: wall.day + amount };
    case 'h':
      return { ...wall, hour: wall.hour + amount };
    default:
      return { ...wall, minute: wall.minute + amount };
  }
}
