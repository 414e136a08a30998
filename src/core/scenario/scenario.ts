import { type Document, LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { type People, resolveReferences } from './person-reference.ts';
import { lineOf, type PathProblem, problemsOf, type ScenarioProblem, scenarioError } from './scenario-problem.ts';
import { actOf, describeAct, type Step, schemaOf } from './step.ts';
import { didYouMean } from './suggestion.ts';
import { problemsOfWhole } from './whole-file.ts';

const id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'an id is in kebab-case: lower case letters, digits and single dashes');
const fact = z.union([z.string(), z.number(), z.boolean()]).transform(String);

/** The head of a `holdout/1` file. Steps are read one by one, each by the schema of its own verb. */
export const ScenarioHead = z.strictObject({
  schema: z.literal('holdout/1'),
  id,
  title: z.string().min(1).max(200),
  project: z.string().min(1),
  kind: z.enum(['bug', 'change', 'regression']),
  fails_before: z.array(z.string()).default([]),
  canary: z.string().min(6),
  seeds: z
    .record(z.string(), z.string().regex(/^[a-z0-9][a-z0-9-]*$/, 'a seed is named in lower case letters, digits and dashes'))
    .default({}),
  services: z.array(z.string()).default([]),
  clock: z.iso.datetime({ offset: true, error: 'a moment is written like 2026-01-15T10:00:00Z' }),
  viewport: z
    .strictObject({ width: z.int().min(200).max(4000), height: z.int().min(200).max(4000) })
    .default({ width: 1280, height: 800 }),
  locale: z
    .string()
    .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'a locale is written like en-US')
    .default('en-US'),
  timezone: z.string().refine(isTimezone, { error: 'not a time zone; write it like Europe/Berlin or UTC' }).default('UTC'),
  people: z.record(z.string().regex(/^[a-z][a-z0-9_-]*$/, 'a person is named in lower case letters'), z.record(z.string(), fact)),
  steps: z.array(z.record(z.string(), z.unknown())).min(1),
});
type Head = z.infer<typeof ScenarioHead>;

/** A holdout: what a person does in a browser, and what must be seen on the page and on the twins. Never shown to a station. */
export type Scenario = {
  readonly id: string;
  readonly title: string;
  readonly project: string;
  readonly kind: 'bug' | 'change' | 'regression';
  /** Ids of the assertions that must fail on base: exactly these, no more and no fewer. */
  readonly failsBefore: readonly string[];
  /** A word that must never be seen in a station. */
  readonly canary: string;
  /** Twin → name of its seed: `seeds/<name>.<twin>.yaml` in the factory. */
  readonly seeds: Readonly<Record<string, string>>;
  readonly services: readonly string[];
  /** ISO moment at which the page's clock stands still. */
  readonly clock: string;
  readonly viewport: { readonly width: number; readonly height: number };
  readonly locale: string;
  readonly timezone: string;
  readonly people: People;
  readonly steps: readonly Step[];
};

/** The scenario in a file's text. Throws `invalid` (`scenario.invalid`) naming file, line and fix of everything that is wrong. */
export function parseScenario(text: string, file: string): Scenario {
  const read = readScenario(text, file);
  if ('problems' in read) throw scenarioError(read.problems);
  return read.scenario;
}

/** Like `parseScenario`, with the problems as data for editors and lists. */
export function readScenario(
  text: string,
  file: string,
): { readonly scenario: Scenario } | { readonly problems: readonly ScenarioProblem[] } {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  if (document.errors.length > 0) {
    // Only the first one: the others follow from it.
    return {
      problems: document.errors.slice(0, 1).map(error => ({
        file,
        line: lines.linePos(error.pos[0]).line,
        message: `not readable as YAML: ${error.message}`,
        fix: 'Correct the indentation, the brackets or the quotes here.',
      })),
    };
  }
  const read = readDocument(document, lines);
  if ('scenario' in read) return read;
  return {
    problems: read.problems.map(({ path, message, fix }) => ({ file, line: lineOf(document, lines, path), message, fix })),
  };
}

function readDocument(document: Document, lines: LineCounter): { scenario: Scenario } | { problems: PathProblem[] } {
  const head = ScenarioHead.safeParse(document.toJS(), { reportInput: true });
  if (!head.success) return { problems: problemsOf(head.error, ScenarioHead, []) };
  const read = head.data.steps.map((raw, index) => readStep(raw, head.data, index, lineOf(document, lines, ['steps', index])));
  const steps = read.flatMap(result => ('step' in result ? [result.step] : []));
  const problems = [...read.flatMap(result => ('problems' in result ? result.problems : [])), ...problemsOfWhole(head.data)];
  return problems.length > 0 ? { problems } : { scenario: scenarioOf(head.data, steps) };
}

function scenarioOf(
  { schema: _schema, fails_before: failsBefore, steps: _raw, ...head }: Head,
  steps: readonly Step[],
): Scenario {
  return { ...head, failsBefore, steps };
}

function readStep(
  raw: Readonly<Record<string, unknown>>,
  head: Head,
  index: number,
  line: number,
): { step: Step } | { problems: PathProblem[] } {
  const path = ['steps', index];
  const chosen = schemaOf(raw);
  if (typeof chosen === 'string') return { problems: [{ path, message: chosen, fix: stepFix(raw) }] };
  const resolved = resolveReferences(raw, head.people, path);
  const written = chosen.schema.safeParse(raw, { reportInput: true });
  const parsed = chosen.schema.safeParse(resolved.value, { reportInput: true });
  if (!parsed.success) return { problems: problemsOf(parsed.error, chosen.schema, path) };
  const act = actOf(chosen.kind, parsed.data);
  if (typeof act === 'string') return { problems: [{ path, message: act, fix: 'Correct this step.' }] };
  if (resolved.problems.length > 0) return { problems: [...resolved.problems] };
  const { as, timeout_ms: timeoutMs } = parsed.data as { as?: string; timeout_ms?: number };
  // Described from what was written: a resolved reference may be a password.
  const shown = written.success ? actOf(chosen.kind, written.data) : act;
  return {
    step: {
      ...act,
      as: as ?? Object.keys(head.people)[0] ?? '',
      what: describeAct(typeof shown === 'string' ? act : shown),
      line,
      timeoutMs: timeoutMs ?? null,
    },
  };
}

function stepFix(raw: Readonly<Record<string, unknown>>): string {
  const first = Object.keys(raw).find(key => key !== 'expect' && key !== 'as');
  return first === undefined
    ? 'Write a verb and what it acts on.'
    : didYouMean(first, [
        'goto',
        'click',
        'fill',
        'select',
        'check',
        'uncheck',
        'hover',
        'press',
        'checkpoint',
        'expect',
        'page',
        'twin',
        'twins',
        'console',
      ]);
}

function isTimezone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
