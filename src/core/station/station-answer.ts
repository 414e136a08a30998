import { AppError, messageOf } from '../../base/app-error.ts';

/** The far end went away in the middle, or talks nonsense: worth another try. */
export function brokenOff(cause: unknown): AppError {
  return new AppError('unavailable', 'station.tunnel-broken', `The station broke off: ${messageOf(cause)}.`, { cause });
}

/** What came from inside as an object, or a clear refusal. */
export function parseObject(payload: Buffer): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(payload.toString());
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  } catch {
    // Said below.
  }
  throw brokenOff(new Error('an answer is not readable'));
}
