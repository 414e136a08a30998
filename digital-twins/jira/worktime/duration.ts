import type { Settings } from '../model/config.ts';

type Scale = Pick<Settings['timeTracking'], 'hoursPerDay' | 'daysPerWeek'>;

/** Seconds of Jira's notation (`1w 2d 3h 30m`; a bare number counts minutes); undefined for what is none. */
export function readDuration(text: string, scale: Scale): number | undefined {
  const trimmed = text.trim();
  if (/^\d+$/.test(trimmed)) return Number(trimmed) * 60;
  const units: Record<string, number> = secondsOf(scale);
  const parts = trimmed.split(/\s+/).map(part => /^(\d+(?:\.\d+)?)([wdhm])$/i.exec(part));
  let seconds = 0;
  for (const part of parts) {
    if (part === null) return undefined;
    seconds += Number(part[1]) * (units[(part[2] ?? '').toLowerCase()] ?? 0);
  }
  return Math.round(seconds);
}

function secondsOf({ hoursPerDay, daysPerWeek }: Scale) {
  return { w: daysPerWeek * hoursPerDay * 3600, d: hoursPerDay * 3600, h: 3600, m: 60 };
}

/** Seconds in Jira's notation. */
export function writeDuration(seconds: number, scale: Scale): string {
  const parts: string[] = [];
  let rest = seconds;
  for (const [unit, size] of Object.entries(secondsOf(scale))) {
    const count = Math.floor(rest / size);
    if (count > 0) parts.push(`${count}${unit}`);
    rest -= count * size;
  }
  return parts.length === 0 ? '0m' : parts.join(' ');
}
