/**
 * The next message time: seconds, a point, and six digits, as Slack writes it. It is the message's id in its channel,
 * so it always moves on, also when the clock stands still.
 */
export function nextTs(state: { lastTs: number }, now: number): string {
  const micros = Math.max(Math.floor(now) * 1000, state.lastTs + 1);
  state.lastTs = micros;
  const text = String(micros).padStart(16, '0');
  return `${text.slice(0, -6)}.${text.slice(-6)}`;
}
