import { AppError, type ErrorKind } from '../base/app-error.ts';

/** What the command line's exit status says: 0 done, 1 the work failed, 2 wrong use, 3 the environment is not fit. */
export type ExitCode = 0 | 1 | 2 | 3;

const codes: Readonly<Record<ErrorKind, ExitCode>> = {
  invalid: 2,
  missing: 2,
  conflict: 1,
  denied: 1,
  unavailable: 3,
  exhausted: 3,
  cancelled: 1,
  internal: 1,
};

export function exitCodeOf(error: unknown): ExitCode {
  return error instanceof AppError ? codes[error.kind] : 1;
}
