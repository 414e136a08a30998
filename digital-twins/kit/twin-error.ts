/** What went wrong in the words of the admin interface; its status is the HTTP status of the answer. */
export class TwinError extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.name = 'TwinError';
    this.status = status;
    this.code = code;
  }
}

/** Closes a switch over a union: a case that the compiler let through is a defect. */
export function assertNever(value: never): never {
  throw new Error(`unexpected value ${JSON.stringify(value)}`);
}
