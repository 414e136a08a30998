/** Why something failed, and so what the caller should do about it. One list for the whole app. */
export type ErrorKind =
  | 'invalid' // the caller sent something wrong: fix the input
  | 'missing' // the thing named is not there
  | 'conflict' // the thing has moved on: look again and decide again
  | 'denied' // not allowed
  | 'unavailable' // something we depend on is down for now: trying again may help
  | 'exhausted' // a budget, a quota or a disk is used up
  | 'cancelled' // someone asked us to stop
  | 'internal'; // our bug

/** An error as it crosses a process boundary: no stack and no cause. */
export type WireError = { readonly kind: ErrorKind; readonly code: string; readonly message: string; readonly hint?: string };

/** `code` is stable and dotted (`station.image-missing`); `hint` is the operator's next step, shown word for word. */
export class AppError extends Error {
  readonly kind: ErrorKind;
  readonly code: string;
  readonly hint: string | undefined;

  constructor(kind: ErrorKind, code: string, message: string, options: { hint?: string; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.name = 'AppError';
    this.kind = kind;
    this.code = code;
    this.hint = options.hint;
  }
}

/** What may leave this process. An error that is not ours tells the far side nothing of our insides. */
export function toWire(error: unknown): WireError {
  if (!(error instanceof AppError))
    return { kind: 'internal', code: 'internal', message: 'Something went wrong inside Andon. The log has the details.' };
  const { kind, code, message, hint } = error;
  return hint === undefined ? { kind, code, message } : { kind, code, message, hint };
}

/** The far side's error, as one of ours. */
export function fromWire(error: WireError): AppError {
  return new AppError(error.kind, error.code, error.message, error.hint === undefined ? {} : { hint: error.hint });
}

/** The sentence for a person, whatever was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
