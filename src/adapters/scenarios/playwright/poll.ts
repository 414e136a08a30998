import { setTimeout as sleep } from 'node:timers/promises';

const pauseMs = 50;

/**
 * Asks `check` until it answers null (it holds) or the time is over; then the last reason why it did not hold.
 * It is asked at least once, and a reason of type `final` ends the wait at once.
 */
export async function poll(check: () => Promise<Doubt | null>, timeoutMs: number, signal: AbortSignal): Promise<string | null> {
  const end = performance.now() + timeoutMs;
  for (;;) {
    const doubt = await check();
    if (doubt === null) return null;
    if (doubt.isFinal || performance.now() + pauseMs > end + (doubt.moreMs ?? 0)) return doubt.reason;
    await sleep(pauseMs, undefined, { signal });
  }
}

/** Why something does not hold yet. `moreMs` asks for time beyond the limit: it holds so far, but has not settled. */
export type Doubt = { readonly reason: string; readonly isFinal?: boolean; readonly moreMs?: number };
