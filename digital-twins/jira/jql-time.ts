import type { Value } from './jql-parser.ts';

const units: Record<string, number> = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/** A date, a period from now (`-5d`, `4w 2d`) or a function such as `startOfDay()`, in ms; otherwise undefined. */
export function parseJqlTime(value: Value, now: number): number | undefined {
  if (value.kind === 'call') return callTime(value.name, value.args[0], now);
  if (value.kind === 'empty') return undefined;
  return dateTime(value.text) ?? periodTime(value.text, now);
}

function dateTime(text: string): number | undefined {
  const parts = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[ T](\d{1,2}):(\d{2}))?$/.exec(text.trim());
  if (parts === null) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = parts.slice(1).map(part => Number(part ?? 0));
  const time = Date.UTC(year, month - 1, day, hour, minute);
  return new Date(time).getUTCDate() === day ? time : undefined;
}

function periodTime(text: string, now: number): number | undefined {
  const sign = text.trim().startsWith('-') ? -1 : 1;
  const parts = text.trim().replace(/^[+-]/, '').split(/\s+/);
  if (!parts.every(part => /^\d+[mhdw]$/.test(part))) return undefined;
  const length = parts.reduce((sum, part) => sum + Number.parseInt(part, 10) * (units[part.slice(-1)] ?? 0), 0);
  return now + sign * length;
}

function callTime(name: string, offset: string | undefined, now: number): number | undefined {
  const start = startOf(name.toLowerCase(), now);
  return start === undefined || offset === undefined ? start : periodTime(offset, start);
}

function startOf(name: string, now: number): number | undefined {
  const date = new Date(now);
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
  const starts: Record<string, number> = {
    now,
    startofday: Date.UTC(year, month, day),
    endofday: Date.UTC(year, month, day + 1) - 1,
    startofweek: Date.UTC(year, month, day - date.getUTCDay()),
    endofweek: Date.UTC(year, month, day - date.getUTCDay() + 7) - 1,
    startofmonth: Date.UTC(year, month, 1),
    endofmonth: Date.UTC(year, month + 1, 1) - 1,
    startofyear: Date.UTC(year, 0, 1),
    endofyear: Date.UTC(year + 1, 0, 1) - 1,
  };
  return Object.hasOwn(starts, name) ? starts[name] : undefined;
}
