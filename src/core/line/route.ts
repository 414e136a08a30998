import type { Edge, Line, Outcome } from './model.ts';

/**
 * The edge that a finished stage leaves by, in the Attractor dialect's order: a condition that holds, the label that
 * the outcome asks for, then the unconditional edge of the highest weight, then of the lowest target id.
 * A failed stage takes an unconditional edge only into a `route` (the dialect would let a failure pass unseen).
 */
export function nextEdge(line: Line, from: string, outcome: Outcome, context: Readonly<Record<string, string>>): Edge | null {
  const edges = line.edges.filter(edge => edge.from === from);
  const byCondition = best(edges.filter(edge => edge.condition !== '' && holds(edge.condition, outcome, context)));
  if (byCondition) return byCondition;
  const free = edges.filter(edge => edge.condition === '');
  const byLabel =
    outcome.label === undefined ? undefined : free.find(edge => labelId(edge.label) === labelId(outcome.label ?? ''));
  if (byLabel) return byLabel;
  const passesOn = line.stages[from]?.role === 'route';
  if (outcome.status === 'fail' && !passesOn) return best(free.filter(edge => line.stages[edge.to]?.role === 'route'));
  return best(free);
}

/** An accelerator prefix (`[A] Approve`, `A) Approve`, `A - Approve`) is for the reader; the id is the rest, lower case. */
export function labelId(label: string): string {
  return label
    .replace(/^\s*(\[\w\]\s*|\w\)\s*|\w\s+-\s+)/, '')
    .trim()
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

/** Clauses joined by `&&`; each is `key=value` or `key!=value`, or a bare key that must be true. An unknown key is the empty text. */
export function holds(condition: string, outcome: Outcome, context: Readonly<Record<string, string>>): boolean {
  return condition.split('&&').every(clause => clauseHolds(clause.trim(), outcome, context));
}

function clauseHolds(clause: string, outcome: Outcome, context: Readonly<Record<string, string>>): boolean {
  const match = /^([\w.-]+)\s*(!?=)\s*"?([^"]*)"?$/.exec(clause);
  if (!match) return !['', 'false', '0'].includes(wordFor(clause, outcome, context));
  const [, key = '', operator, value = ''] = match;
  return (wordFor(key, outcome, context) === value.trim()) === (operator === '=');
}

function wordFor(key: string, outcome: Outcome, context: Readonly<Record<string, string>>): string {
  switch (key) {
    case 'outcome':
      return outcome.status;
    case 'failure':
      return outcome.failure ?? '';
    case 'preferred_label':
      return outcome.label ?? '';
    default:
      return context[key.replace(/^context\./, '')] ?? '';
  }
}

function best(edges: readonly Edge[]): Edge | null {
  return [...edges].sort((a, b) => b.weight - a.weight || (a.to < b.to ? -1 : 1))[0] ?? null;
}
