import type { Counters } from './state.ts';

/**
 * The next message time: seconds, a point, and six digits, as Slack writes it. It is the message's id in its channel,
 * so it always moves on, also when the clock stands still.
 */
export function nextTs(counters: Pick<Counters, 'lastTs'>, now: number): string {
  const micros = Math.max(Math.floor(now) * 1000, counters.lastTs + 1);
  counters.lastTs = micros;
  return formatTs(micros);
}

/** `micros`: µs since the epoch. */
export function formatTs(micros: number): string {
  const text = String(micros).padStart(16, '0');
  return `${text.slice(0, -6)}.${text.slice(-6)}`;
}

/** Whole seconds since the epoch. */
export function seconds(ms: number): number {
  return Math.floor(ms / 1000);
}
