/** Closes a switch over a union: a new case that is not handled is a type error, and at run time it is loud. */
export function assertNever(value: never): never {
  throw new Error(`unhandled case: ${JSON.stringify(value)}`);
}
