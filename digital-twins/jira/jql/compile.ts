import { assertNever } from '../../kit/twin-error.ts';
import type { IssueTest, JqlContext } from './context.ts';
import { unresolved } from './fields/choice-fields.ts';
import type { ChoiceField, Field, NumberField, TextField, TimeField } from './fields/field.ts';
import { findField } from './fields/fields.ts';
import { compileFilter, isFilterField } from './fields/filter-field.ts';
import { compileHistory } from './history.ts';
import { all, both, either, type Plan, without } from './plan.ts';
import { JqlError } from './syntax/jql-error.ts';
import { type Clause, flatten, type Operator, type Single, type TestClause } from './syntax/query.ts';
import { dayOf } from './time/zone.ts';
import { idsOfValue, numberOfValue, timeOfValue, wordsOfValue } from './values.ts';
import { compileSpread, compileWords } from './words.ts';

/** Makes a clause ready to be asked about issues. Throws `JqlError`, with every error of the query's clauses. */
export function compileClause(clause: Clause, context: JqlContext): Plan {
  if (clause.kind === 'test') return compileTest(clause, context);
  if (clause.kind === 'not') return without(compileClause(clause.part, context));
  const parts = compileAll(clause.parts, context);
  return clause.kind === 'and' ? both(parts) : either(parts);
}

function compileAll(parts: readonly Clause[], context: JqlContext): Plan[] {
  const messages: string[] = [];
  const plans = parts.flatMap(part => {
    try {
      return [compileClause(part, context)];
    } catch (error) {
      if (!(error instanceof JqlError)) throw error;
      messages.push(...error.messages);
      return [];
    }
  });
  if (messages.length > 0) throw new JqlError(...messages);
  return plans;
}

function compileTest(clause: TestClause, context: JqlContext): Plan {
  if (isFilterField(clause.field.name)) return compileFilter(clause, context, compileClause);
  if (isNonsense(clause)) return all(() => false);
  const field = findField(context, clause.field);
  checkOperator(field, clause);
  if (clause.operator === 'is' || clause.operator === 'is not') return compileEmptiness(field, clause.operator);
  if (clause.operator === 'changed' || clause.operator.startsWith('was')) {
    return all(compileHistory(field as ChoiceField, clause, context));
  }
  return compileValues(field, clause, context);
}

const operatorNames: Partial<Record<Operator, string>> = {
  '=': 'EQUALS',
  '!=': 'NOT_EQUALS',
  in: 'IN',
  'not in': 'NOT_IN',
  '~': 'LIKE',
};

function checkOperator(field: Field, { operator, operand, predicates }: TestClause): void {
  const isHistory = operator === 'changed' || operator.startsWith('was');
  if (isHistory && !field.operators.includes(operator)) {
    throw new JqlError(`History searches do not support the '${field.name}' field.`);
  }
  if (!field.operators.includes(operator)) {
    throw new JqlError(`The operator '${operator}' is not supported by the '${field.name}' field.`);
  }
  const [predicate] = predicates;
  if (!isHistory && predicate !== undefined) {
    const name = operatorNames[operator] ?? operator.toUpperCase();
    const value = predicate.operand.raw.replace(/^["']?(.*?)["']?$/, '"$1"');
    throw new JqlError(`The ${name} operator does not support the use of the ${predicate.name} ${value} predicate.`);
  }
  const takesList = operator.endsWith('in') || isHistory;
  if (operand?.kind === 'list' && !takesList) {
    throw new JqlError(`Operator '${operator}' does not support searching for list values.`);
  }
  if ((operator === 'in' || operator === 'not in') && operand?.kind !== 'list' && operand?.kind !== 'call') {
    throw new JqlError(
      `Operator '${operator}' does not support the non-list value '${operand?.raw ?? ''}' for field '${field.name}'.`,
    );
  }
}

function compileEmptiness(field: Field, operator: Operator): Plan {
  const isEmpty = emptyTest(field);
  return all(operator === 'is' ? isEmpty : issue => !isEmpty(issue));
}

/** `status is Open`: Jira finds nothing, whatever the field, and says nothing (seen by jira.js's live suite). */
function isNonsense({ operator, operand }: TestClause): boolean {
  return (operator === 'is' || operator === 'is not') && operand?.kind !== 'empty';
}

function emptyTest(field: Field): IssueTest {
  switch (field.kind) {
    case 'choice':
      return issue => field.ids(issue).length === 0;
    case 'text':
      return issue => field.texts(issue).every(text => text === '');
    case 'time':
      return issue => field.times(issue).length === 0;
    case 'number':
      return issue => field.number(issue) === null;
    default:
      return assertNever(field);
  }
}

type Filled = Exclude<Single, { kind: 'empty' }>;

/** As in SQL, an empty field is neither equal to a value nor different from it. */
function compileValues(field: Field, clause: TestClause, context: JqlContext): Plan {
  const values = flatten(clause.operand);
  const filled = values.filter((value): value is Filled => value.kind !== 'empty');
  const wantsEmpty = filled.length < values.length;
  if (wantsEmpty) checkEmpty(field, clause.operator);
  const fits = fitting(field, clause.operator, filled, context);
  const isEmpty = emptyTest(field);
  if (clause.operator === '!=' || clause.operator === 'not in' || clause.operator === '!~') {
    return all(issue => !isEmpty(issue) && !fits.matches(issue));
  }
  return wantsEmpty ? all(issue => isEmpty(issue) || fits.matches(issue)) : fits;
}

function checkEmpty(field: Field, operator: Operator): void {
  const hasOrder = ['>', '>=', '<', '<='].includes(operator);
  if (field.kind === 'text' || !field.operators.includes('is') || hasOrder) {
    throw new JqlError(`The field '${field.name}' does not support searching for EMPTY values.`);
  }
}

/** Whether one of the values fits, without regard to a negation in the operator. */
function fitting(field: Field, operator: Operator, values: readonly Filled[], context: JqlContext): Plan {
  switch (field.kind) {
    case 'choice':
      return fittingChoice(field, operator, values, context);
    case 'text':
      return fittingText(field, values);
    case 'time':
      return fittingTime(field, operator, values, context);
    case 'number':
      return fittingNumber(field, operator, values);
    default:
      return assertNever(field);
  }
}

function fittingChoice(field: ChoiceField, operator: Operator, values: readonly Filled[], context: JqlContext): Plan {
  if (operator === '~' || operator === '!~') return fittingNames(field, values);
  const wanted = new Set(resolveAll(field, operator, values, context));
  const { compare } = field;
  if (['>', '>=', '<', '<='].includes(operator) && compare !== undefined) {
    const limits = [...wanted];
    return all(issue => field.ids(issue).some(id => limits.some(limit => fitsOrder(compare(id, limit), operator))));
  }
  if (wanted.has(unresolved)) return all(issue => issue.resolutionId === null || wanted.has(issue.resolutionId));
  const matches: IssueTest = issue => field.ids(issue).some(id => wanted.has(id));
  const { find } = field;
  return find === undefined ? all(matches) : { matches, found: () => [...wanted].map(id => find(id)) };
}

/** In a list of keys, Jira leaves out those that are not there; a single one must be there. */
function resolveAll(field: ChoiceField, operator: Operator, values: readonly Filled[], context: JqlContext): string[] {
  const isForgiving = field.of === 'issue' && (operator === 'in' || operator === 'not in');
  return values.flatMap(value => {
    const isGone = isForgiving && value.kind === 'text' && field.resolve(value.text).length === 0;
    return isGone ? [] : [...idsOfValue(field, value, context)];
  });
}

function fittingNames(field: ChoiceField, values: readonly Filled[]): Plan {
  const tests = values.map(value => compileWords(wordsOfValue(field.name, value), field.name));
  return all(issue => field.ids(issue).some(id => tests.some(test => test((field.nameOf?.(id) ?? id).toLowerCase()))));
}

function fittingText(field: TextField, values: readonly Filled[]): Plan {
  // A field of several texts is one: its words may stand in different ones.
  const tests = values.map(value => compileSpread(wordsOfValue(field.name, value), field.name));
  return all(issue => {
    const texts = field.texts(issue);
    return tests.some(test => test(texts));
  });
}

function fittingTime(field: TimeField, operator: Operator, values: readonly Filled[], context: JqlContext): Plan {
  const times = values.map(value => timeOfValue(field.name, value, context));
  if (!field.isDay)
    return all(issue => (field.times(issue) as number[]).some(one => times.some(time => fitsOrder(one - time, operator))));
  const days = times.map(time => dayOf(time, context.user.timezone));
  const compare = (left: string, right: string) => (left < right ? -1 : left > right ? 1 : 0);
  return all(issue => (field.times(issue) as string[]).some(one => days.some(day => fitsOrder(compare(one, day), operator))));
}

function fittingNumber(field: NumberField, operator: Operator, values: readonly Filled[]): Plan {
  const numbers = values.map(value => numberOfValue(field, value));
  return all(issue => {
    const found = field.number(issue);
    return found !== null && numbers.some(number => fitsOrder(found - number, operator));
  });
}

function fitsOrder(compared: number | undefined, operator: Operator): boolean {
  if (compared === undefined) return false;
  if (operator === '>') return compared > 0;
  if (operator === '>=') return compared >= 0;
  if (operator === '<') return compared < 0;
  return operator === '<=' ? compared <= 0 : compared === 0;
}
