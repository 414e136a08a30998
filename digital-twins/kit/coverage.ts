import { redactText } from './redact.ts';

/** How sure we are of an operation: seen in recordings, in a schema, in documentation, or guessed. */
export type Label = 'recorded' | 'spec' | 'docs' | 'guess';

interface TwinCoverage {
  operations: { name: string; label: Label; isWrite: boolean; calls: number }[];
  /** What was asked for and answered with the vendor's "no such thing". */
  missing: { request: string; calls: number }[];
}

export interface Coverage {
  called(twin: string, operation: string): void;
  missed(twin: string, request: string): void;
  report(twin: string, operations: { name: string; label: Label; write?: boolean }[]): TwinCoverage;
}

/** Different unknown requests remembered per twin; a scanner must not fill the memory. */
const missingLimit = 500;

export function createCoverage(): Coverage {
  const calls = new Map<string, number>();
  const misses = new Map<string, Map<string, number>>();
  return {
    called: (twin, operation) => {
      calls.set(`${twin} ${operation}`, (calls.get(`${twin} ${operation}`) ?? 0) + 1);
    },
    missed: (twin, request) => {
      const seen = misses.get(twin) ?? new Map<string, number>();
      misses.set(twin, seen);
      const key = seen.has(request) || seen.size < missingLimit ? request : '(others)';
      seen.set(key, (seen.get(key) ?? 0) + 1);
    },
    report: (twin, operations) => ({
      operations: operations.map(({ name, label, write }) => ({
        name,
        label,
        isWrite: write === true,
        calls: calls.get(`${twin} ${name}`) ?? 0,
      })),
      missing: [...(misses.get(twin) ?? [])].map(([request, count]) => ({ request: redactText(request), calls: count })),
    }),
  };
}
