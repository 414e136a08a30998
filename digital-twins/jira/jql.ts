import { assertNever } from '../kit/twin-error.ts';
import { type Field, findField } from './jql-fields.ts';
import { JqlError } from './jql-lexer.ts';
import { type Clause, type Operator, parseJql, type Query, type Value } from './jql-parser.ts';
import { parseJqlTime } from './jql-time.ts';
import type { Issue, JiraState, JiraUser } from './state.ts';

/** What a query is asked about. */
export interface JqlContext {
  state: JiraState;
  user: JiraUser;
  /** Virtual time, ms. */
  now: number;
}

type Test = (issue: Issue) => boolean;
type TestClause = Extract<Clause, { kind: 'test' }>;

/** A query ready to be used. */
export interface Search {
  /** False for a query without any restriction. */
  isBounded: boolean;
  matches: Test;
  compare(left: Issue, right: Issue): number;
}

/** Reads a query and checks fields, operators and values against the site. Throws `JqlError`. */
export function prepareSearch(jql: string, context: JqlContext): Search {
  const query = parseJql(jql);
  return {
    isBounded: query.where !== undefined,
    matches: query.where === undefined ? () => true : compile(query.where, context),
    compare: ordering(query, context),
  };
}

function compile(clause: Clause, context: JqlContext): Test {
  if (clause.kind === 'test') return compileTest(clause, context);
  if (clause.kind === 'not') {
    const part = compile(clause.part, context);
    return issue => !part(issue);
  }
  const parts = clause.parts.map(part => compile(part, context));
  if (clause.kind === 'and') return issue => parts.every(part => part(issue));
  return issue => parts.some(part => part(issue));
}

const operators: Record<Field['kind'], Operator[]> = {
  choice: ['=', '!=', 'in', 'not in', 'is', 'is not'],
  person: ['=', '!=', 'in', 'not in', 'is', 'is not'],
  text: ['~', '!~', 'is', 'is not'],
  time: ['=', '!=', '>', '>=', '<', '<=', 'in', 'not in', 'is', 'is not'],
};

function compileTest(clause: TestClause, context: JqlContext): Test {
  const field = fieldOf(clause.field);
  if (!operators[field.kind].includes(clause.operator)) {
    throw new JqlError(`The operator '${clause.operator.toUpperCase()}' is not supported by the '${clause.field}' field.`);
  }
  const isEmpty = emptyTest(field, context);
  const wantsEmpty = clause.values.some(value => value.kind === 'empty');
  if (clause.operator === 'is' || clause.operator === 'is not') {
    if (!wantsEmpty) throw new JqlError(`The '${clause.operator.toUpperCase()}' operator only supports EMPTY and NULL.`);
    return clause.operator === 'is' ? isEmpty : issue => !isEmpty(issue);
  }
  const fits = fitTest(field, clause, context);
  const isNegative = clause.operator === '!=' || clause.operator === '!~' || clause.operator === 'not in';
  // As in SQL, an empty field is neither equal to a value nor different from it.
  if (isNegative) return issue => !isEmpty(issue) && !fits(issue);
  return issue => (wantsEmpty && isEmpty(issue)) || fits(issue);
}

function fieldOf(name: string): Field {
  const field = findField(name);
  if (field === undefined) throw new JqlError(`Field '${name}' does not exist or you do not have permission to view it.`);
  return field;
}

function emptyTest(field: Field, { state }: JqlContext): Test {
  switch (field.kind) {
    case 'choice':
      return issue => field.names(state, issue).length === 0;
    case 'person':
      return issue => field.account(issue) === null;
    case 'text':
      return issue => field.texts(issue).every(text => text === '');
    case 'time':
      return issue => field.time(issue) === null;
    default:
      return assertNever(field);
  }
}

/** Whether one of the values fits, without regard to a negation in the operator. */
function fitTest(field: Field, clause: TestClause, context: JqlContext): Test {
  const values = clause.values.filter(value => value.kind !== 'empty');
  const tests = values.map(value => valueTest(field, clause, value, context));
  return issue => tests.some(test => test(issue));
}

function valueTest(field: Field, { field: name, operator }: TestClause, value: Value, context: JqlContext): Test {
  switch (field.kind) {
    case 'choice': {
      const wanted = choiceOf(field, name, textOf(value, name), context);
      if (name.toLowerCase() === 'resolution' && wanted === 'unresolved') return issue => issue.resolved === null;
      return issue => field.names(context.state, issue).some(one => one.toLowerCase() === wanted);
    }
    case 'person': {
      const wanted = personOf(value, name, context);
      return issue => field.account(issue) === wanted;
    }
    case 'text': {
      const contains = wordTest(textOf(value, name));
      return issue => field.texts(issue).some(contains);
    }
    case 'time': {
      const time = timeOf(value, name, context);
      return issue => compareTimes(field.time(issue), operator, time);
    }
    default:
      return assertNever(field);
  }
}

function textOf(value: Value, field: string): string {
  if (value.kind === 'text') return value.text;
  const name = value.kind === 'call' ? value.name : 'EMPTY';
  throw new JqlError(`Unable to find JQL function '${name}(…)' for the field '${field}'.`);
}

function choiceOf(field: Extract<Field, { kind: 'choice' }>, name: string, text: string, { state }: JqlContext): string {
  const known = field.known(state);
  const wanted = text.toLowerCase();
  if (known?.some(one => one.toLowerCase() === wanted) === false) {
    throw new JqlError(`The value '${text}' does not exist for the field '${name}'.`);
  }
  return wanted;
}

function personOf(value: Value, name: string, { state, user }: JqlContext): string {
  if (value.kind === 'call' && value.name.toLowerCase() === 'currentuser') return user.accountId;
  const text = textOf(value, name).toLowerCase();
  const found = [...state.users.values()].find(one =>
    [one.accountId, one.email, one.name].some(form => form.toLowerCase() === text),
  );
  if (found === undefined) throw new JqlError(`The value '${textOf(value, name)}' does not exist for the field '${name}'.`);
  return found.accountId;
}

/** Every word must be there, `*` stands for any end; a text in inner quotes must be there as a whole. */
function wordTest(query: string): (text: string) => boolean {
  const phrase = /^"(.*)"$/.exec(query)?.[1]?.toLowerCase();
  if (phrase !== undefined) return text => ` ${words(text).join(' ')} `.includes(` ${words(phrase).join(' ')} `);
  const wanted = query.toLowerCase().match(/[\p{L}\p{N}*]+/gu) ?? [];
  return text => {
    const found = words(text);
    return wanted.length > 0 && wanted.every(word => found.some(one => fitsWord(one, word)));
  };
}

function words(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

function fitsWord(found: string, wanted: string): boolean {
  return wanted.endsWith('*') ? found.startsWith(wanted.replace(/\*+$/, '')) : found === wanted;
}

function timeOf(value: Value, name: string, { now }: JqlContext): number {
  const time = parseJqlTime(value, now);
  if (time !== undefined) return time;
  const text = value.kind === 'text' ? value.text : value.kind === 'call' ? `${value.name}()` : 'EMPTY';
  throw new JqlError(
    `Date value '${text}' for field '${name}' is invalid. Valid formats include: 'yyyy/MM/dd HH:mm', 'yyyy-MM-dd HH:mm', 'yyyy/MM/dd', 'yyyy-MM-dd', or a period format e.g. '-5d', '4w 2d'.`,
  );
}

function compareTimes(found: number | null, operator: Operator, wanted: number): boolean {
  if (found === null) return false;
  if (operator === '>') return found > wanted;
  if (operator === '>=') return found >= wanted;
  if (operator === '<') return found < wanted;
  if (operator === '<=') return found <= wanted;
  return found === wanted;
}

/** Without an ORDER BY the newest come first; equals keep the newest first too. */
function ordering({ orderBy }: Query, { state }: JqlContext): Search['compare'] {
  const ranks = orderBy.map(({ field, isDescending }) => ({ rank: rankOf(fieldOf(field), state), isDescending }));
  return (left, right) => {
    for (const { rank, isDescending } of ranks) {
      const order = compareRanks(rank(left), rank(right));
      if (order !== 0) return isDescending ? -order : order;
    }
    return Number(right.id) - Number(left.id);
  };
}

function rankOf(field: Field, state: JiraState): (issue: Issue) => string | number {
  switch (field.kind) {
    case 'choice':
      return issue => field.rank(state, issue);
    case 'person':
      return issue => state.users.get(field.account(issue) ?? '')?.name ?? '\uffff';
    case 'text':
      return issue => field.texts(issue).join(' ');
    case 'time':
      return issue => field.time(issue) ?? Number.MAX_SAFE_INTEGER;
    default:
      return assertNever(field);
  }
}

function compareRanks(left: string | number, right: string | number): number {
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  return String(left).localeCompare(String(right), 'en', { sensitivity: 'base' });
}
