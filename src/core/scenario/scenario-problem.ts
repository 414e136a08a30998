import { type Document, isMap, isScalar, type LineCounter } from 'yaml';
import { z } from 'zod';
import { AppError } from '../../base/app-error.ts';
import { didYouMean } from './suggestion.ts';

/** One thing that is wrong with a scenario file: where, what, and what to do. Lines count from 1. */
export type ScenarioProblem = { readonly file: string; readonly line: number; readonly message: string; readonly fix: string };

/** A problem by its place in the document, before it has a line. */
export type PathProblem = { readonly path: readonly (string | number)[]; readonly message: string; readonly fix: string };

export function scenarioError(problems: readonly ScenarioProblem[]): AppError {
  const lines = problems.map(problem => `${problem.file}:${problem.line}: ${problem.message}`);
  return new AppError('invalid', 'scenario.invalid', lines.join('\n'), { hint: problems.map(problem => problem.fix).join('\n') });
}

/** Where a path stands in the text; the nearest thing around it when it is not there itself (a missing key). */
export function lineOf(document: Document, lines: LineCounter, path: readonly (string | number)[]): number {
  for (let length = path.length; length >= 0; length--) {
    const offset = offsetOf(document, path.slice(0, length));
    if (offset !== null) return lines.linePos(offset).line;
  }
  return 1;
}

function offsetOf(document: Document, path: readonly (string | number)[]): number | null {
  const parent = path.length === 0 ? document.contents : document.getIn(path.slice(0, -1), true);
  const last = path.at(-1);
  if (isMap(parent) && typeof last === 'string') {
    const key = parent.items.find(item => isScalar(item.key) && item.key.value === last)?.key;
    return isScalar(key) ? (key.range?.[0] ?? null) : null;
  }
  const node = document.getIn(path, true) as { range?: readonly number[] } | undefined;
  return node?.range?.[0] ?? null;
}

/** What zod found, in words for the scenario's author. `prefix` is where the checked value stands in the document. */
export function problemsOf(error: z.ZodError, schema: z.ZodType, prefix: readonly (string | number)[]): PathProblem[] {
  return error.issues.flatMap(issue => {
    const path = [...prefix, ...issue.path.map(part => (typeof part === 'symbol' ? String(part) : part))];
    if (issue.code !== 'unrecognized_keys') return [problemOf(issue, path)];
    const known = keysAt(schema, issue.path);
    return issue.keys.map(key => ({ path: [...path, key], message: `unknown key "${key}"`, fix: didYouMean(key, known) }));
  });
}

function problemOf(issue: z.core.$ZodIssue, path: readonly (string | number)[]): PathProblem {
  const name = path.filter(part => typeof part === 'string').at(-1);
  if (name === undefined)
    return { path, message: 'this is not a scenario', fix: 'Begin with `schema: holdout/1`, `id:`, `title:` and `steps:`.' };
  if (issue.code === 'invalid_type' && issue.input === undefined && /received undefined/.test(issue.message)) {
    return { path, message: `"${name}" is missing`, fix: `Add \`${name}:\` (${issue.expected}).` };
  }
  return { path, message: `"${name}": ${issue.message}`, fix: fixOf(issue, name) };
}

function fixOf(issue: z.core.$ZodIssue, name: string): string {
  if (issue.code === 'invalid_value')
    return `Write ${issue.values.map(value => JSON.stringify(value)).join(' or ')} for \`${name}\`.`;
  if (issue.code === 'invalid_type') return `Give \`${name}\` a value of type ${issue.expected}.`;
  return `Correct \`${name}\`.`;
}

/** The keys that a schema knows at a path. */
function keysAt(schema: z.ZodType, path: readonly PropertyKey[]): readonly string[] {
  let at: z.core.$ZodType | undefined = unwrapped(schema);
  for (const part of path) {
    if (at instanceof z.ZodObject) at = unwrapped(at.shape[String(part)]);
    else if (at instanceof z.ZodArray) at = unwrapped(at.element);
    else if (at instanceof z.ZodRecord) at = unwrapped(at.valueType);
    else return [];
  }
  return at instanceof z.ZodObject ? Object.keys(at.shape) : [];
}

function unwrapped(schema: z.core.$ZodType | undefined): z.core.$ZodType | undefined {
  let at = schema;
  while (at instanceof z.ZodOptional || at instanceof z.ZodDefault || at instanceof z.ZodLazy) at = at.unwrap();
  return at;
}
