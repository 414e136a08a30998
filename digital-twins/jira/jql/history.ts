import type { ChangeItem, Issue } from '../model/issue.ts';
import type { IssueTest, JqlContext } from './context.ts';
import type { ChoiceField } from './fields/field.ts';
import { userField } from './fields/people-fields.ts';
import { JqlError } from './syntax/jql-error.ts';
import { flatten, type Operand, type Predicate, type Single, type TestClause } from './syntax/query.ts';
import { dateFormats, dateOfCall, isDateFunction, parseDate } from './time/dates.ts';
import { fromWall, toWall } from './time/zone.ts';
import { idsOfValue } from './values.ts';

/** One side of a change. */
interface Side {
  id: string | null;
  name: string | null;
}

type ValueTest = (side: Side) => boolean;

/** Tests WAS and CHANGED with their predicates against the changelog. Throws `JqlError`. */
export function compileHistory(field: ChoiceField, clause: TestClause, context: JqlContext): IssueTest {
  const conditions = readConditions(field, clause.predicates, context);
  if (clause.operator === 'changed')
    return issue => changesOf(context, field, issue).some(change => fitsChange(change, conditions));
  const wanted = valueTest(field, flatten(clause.operand), context);
  const was: IssueTest = issue => periodsOf(context, field, issue).some(period => fitsPeriod(period, wanted, conditions));
  return clause.operator.startsWith('was not') ? issue => !was(issue) : was;
}

interface Conditions {
  by: ReadonlySet<string> | undefined;
  from: ValueTest | undefined;
  to: ValueTest | undefined;
  /** Spans of time (ms), each of which must be touched. */
  spans: { start: number; end: number }[];
}

interface Step {
  before: Side;
  after: Side;
  at: number;
  by: string;
}

const noSteps: readonly Step[] = [];

function changesOf({ state }: JqlContext, { history = '' }: ChoiceField, issue: Readonly<Issue>): readonly Step[] {
  // Most issues of a large site have not changed.
  if (state.changes.keysBy('issue', issue.id).length === 0) return noSteps;
  return state.changes
    .by('issue', issue.id)
    .flatMap(({ author, at, items }) =>
      items.filter(item => item.fieldId === history).map(item => ({ ...sidesOf(item), at, by: author })),
    );
}

function sidesOf(item: Readonly<ChangeItem>): { before: Side; after: Side } {
  return { before: { id: item.from, name: item.fromString }, after: { id: item.to, name: item.toString } };
}

function fitsChange(step: Step, { by, from, to, spans }: Conditions): boolean {
  if (by !== undefined && !by.has(step.by)) return false;
  if (from?.(step.before) === false || to?.(step.after) === false) return false;
  return spans.every(({ start, end }) => step.at >= start && step.at <= end);
}

/** For how long a field held a value: from a change by somebody until the next one. */
interface Held {
  side: Side;
  from: number;
  until: number;
  by: string;
}

/** Every value a field has had, each with its time; the first one is there from the beginning. */
function periodsOf(context: JqlContext, field: ChoiceField, issue: Readonly<Issue>): Held[] {
  const steps = changesOf(context, field, issue);
  const first = { side: steps[0]?.before ?? sideOf(field, field.ids(issue)[0]), from: issue.created, by: issue.creator };
  if (steps.length === 0) return [{ ...first, until: Number.MAX_SAFE_INTEGER }];
  const starts = [first, ...steps.map(({ after, at, by }) => ({ side: after, from: at, by }))];
  return starts.map((start, place) => ({ ...start, until: starts[place + 1]?.from ?? Number.MAX_SAFE_INTEGER }));
}

function sideOf(field: ChoiceField, id: string | undefined): Side {
  return id === undefined ? { id: null, name: null } : { id, name: field.nameOf?.(id) ?? null };
}

function fitsPeriod({ side, from, until, by }: Held, wanted: ValueTest, conditions: Conditions): boolean {
  if (!wanted(side)) return false;
  if (conditions.by !== undefined && !conditions.by.has(by)) return false;
  return conditions.spans.every(({ start, end }) => from <= end && until > start);
}

function valueTest(field: ChoiceField, values: readonly Single[], context: JqlContext): ValueTest {
  const ids = new Set(values.flatMap(value => idsOfValue(field, value, context)));
  const names = new Set([...ids].map(id => (field.nameOf?.(id) ?? id).toLowerCase()));
  const wantsEmpty = values.some(value => value.kind === 'empty') || ids.has('unresolved');
  return ({ id, name }) => {
    if (id === null && (name === null || name === '')) return wantsEmpty;
    return id === null ? names.has((name ?? '').toLowerCase()) : ids.has(id);
  };
}

function readConditions(field: ChoiceField, predicates: readonly Predicate[], context: JqlContext): Conditions {
  const conditions: Conditions = { by: undefined, from: undefined, to: undefined, spans: [] };
  for (const { name, operand } of predicates) {
    if (name === 'by') conditions.by = new Set(usersOf(operand, context));
    else if (name === 'from' || name === 'to') conditions[name] = valueTest(field, flatten(operand), context);
    else conditions.spans.push(spanOf(name, operand, context));
  }
  return conditions;
}

function usersOf(operand: Operand, context: JqlContext): string[] {
  const field = userField(context, 'by', () => []);
  return flatten(operand).flatMap(value => [...idsOfValue(field, value, context)]);
}

function spanOf(
  name: 'after' | 'before' | 'on' | 'during',
  operand: Operand,
  context: JqlContext,
): { start: number; end: number } {
  const values = flatten(operand);
  const wanted = name === 'during' ? 2 : 1;
  if (values.length !== wanted) {
    const count = wanted === 1 ? 'only 1 date value' : 'exactly 2 date values';
    throw new JqlError(`The ${name.toUpperCase()} predicate must be supplied with ${count}.`);
  }
  const [first = 0, second = 0] = values.map(value => predicateTime(name, value, context));
  if (name === 'after') return { start: first, end: Number.MAX_SAFE_INTEGER };
  if (name === 'before') return { start: 0, end: first - 1 };
  if (name === 'during') return { start: first, end: second };
  const day = toWall(first, context.user.timezone);
  const start = { ...day, hour: 0, minute: 0 };
  const zone = context.user.timezone;
  return { start: fromWall(start, zone), end: fromWall({ ...start, day: start.day + 1 }, zone) - 1 };
}

function predicateTime(name: string, value: Single, context: JqlContext): number {
  if (value.kind === 'call') {
    if (isDateFunction(value.name)) return dateOfCall(value, context);
    throw new JqlError(`A date for the predicate '${name}' provided by the function '${value.name}' is not valid.`);
  }
  const time = value.kind === 'text' ? parseDate(value.text, context) : undefined;
  if (time !== undefined) return time;
  const text = value.kind === 'text' ? value.text : 'EMPTY';
  throw new JqlError(`Date value '${text}' for predicate '${name}' is invalid. ${dateFormats}`);
}
