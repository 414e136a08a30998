import { type TwinLabel, twinLabels } from '../twin/twin-call.ts';

/** What a scenario rests on at the twins: the least sure label, and the operations that have it. */
export type Footing = { readonly label: TwinLabel; readonly operations: readonly string[] };

type Labelled = { readonly twin: string; readonly operation: string | null; readonly label?: TwinLabel | undefined };

/** Null when no twin was called, or none said how sure it is. */
export function weakestLabel(calls: readonly Labelled[]): Footing | null {
  const labels = calls.flatMap(({ label }) => (label === undefined ? [] : [twinLabels.indexOf(label)]));
  const label = twinLabels[Math.max(...labels)];
  if (label === undefined) return null;
  const operations = calls.filter(call => call.label === label).map(({ twin, operation }) => `${twin} ${operation ?? 'unknown'}`);
  return { label, operations: [...new Set(operations)] };
}

/** The label as a sentence that a reviewer understands without knowing the twins. */
export function footingWords({ label, operations }: Footing): string {
  const means = {
    recorded: 'compared with recordings of the real service',
    spec: 'checked against the service’s published schema',
    docs: 'written after the service’s documentation',
    guess: 'a guess at what the service does',
    none: 'not there in the twin, which refused it',
  } as const satisfies Record<TwinLabel, string>;
  const shown = operations.slice(0, 4).join(', ');
  const more = operations.length > 4 ? ` and ${operations.length - 4} more` : '';
  return `Weakest footing: ${label} (${means[label]}) in ${shown}${more}`;
}
