/** Where time comes from. Tests give their own; nothing else in the core reads the wall clock. Milliseconds since 1970. */
export type Clock = () => number;

export function isoOf(ms: number): string {
  return new Date(ms).toISOString();
}
