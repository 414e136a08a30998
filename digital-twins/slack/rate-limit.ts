import type { Args } from './args.ts';
import { SlackRefusal } from './refusal.ts';
import type { SlackState } from './state.ts';
import type { Token } from './state-app.ts';
import { tierOf } from './tiers.ts';

/** Requests a minute that each tier promises (Slack docs, "Rate limits"). */
const perMinute = { 1: 1, 2: 20, 3: 50, 4: 100 };

/** One message a second and channel, where a short burst is let through. */
const burst = 5;

/**
 * Counts a call against its method's tier, per app, if the seed asks for that. Windows are real time, since clients wait
 * by their own clock. Throws `ratelimited` with the seconds until the next call will do.
 */
export function limitRate(state: SlackState, method: string, grant: Readonly<Token>, args: Args): void {
  if (state.settings.rateLimits === 'off') return;
  const tier = tierOf(method);
  const now = Date.now();
  if (tier === 'post') takeDrop(state, `${grant.appId} ${method} ${args.text('channel')}`, now);
  else takePlace(state, `${grant.appId} ${method}`, perMinute[tier], now);
}

/** A window of a minute that begins with its first call. */
function takePlace(state: SlackState, name: string, most: number, now: number): void {
  const window = state.rates[name];
  if (window === undefined || now - window.from >= 60_000) {
    state.rates[name] = { from: now, count: 1 };
    return;
  }
  if (window.count >= most) throw tooMany(window.from + 60_000 - now);
  window.count += 1;
}

/** A bucket that holds `burst` calls and gets one more each second. */
function takeDrop(state: SlackState, name: string, now: number): void {
  const bucket = state.rates[name] ?? { from: now, count: 0 };
  const level = Math.max(0, bucket.count - (now - bucket.from) / 1000);
  if (level + 1 > burst) throw tooMany((level + 1 - burst) * 1000);
  state.rates[name] = { from: now, count: level + 1 };
}

function tooMany(ms: number): SlackRefusal {
  return new SlackRefusal('ratelimited', { retryAfter: Math.max(1, Math.ceil(ms / 1000)) });
}
