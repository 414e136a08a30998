import { readFieldName } from './field-name.ts';
import { syntaxError } from './jql-error.ts';
import { readOperand } from './operand.ts';
import { type Clause, type Operator, type Predicate, predicateNames, type Query, type Sort, type TestClause } from './query.ts';
import { createReader, expected, isTheWord, type Reader } from './reader.ts';

/** Reads JQL: tests joined by AND, OR, NOT and brackets, and an ORDER BY. Throws `JqlError` with Jira's own text. */
export function parseJql(jql: string): Query {
  const reader = createReader(jql);
  const hasWhere = reader.peek().kind !== 'end' && !isTheWord(reader.peek(), 'order');
  const where = hasWhere ? readOr(reader) : undefined;
  const orderBy = reader.accept('order') ? readOrder(reader) : [];
  const rest = reader.peek();
  if (rest.kind !== 'end') throw syntaxError(expected(jql, orderBy.length === 0 ? "either 'OR' or 'AND'" : "','", rest));
  return { where, orderBy };
}

function readOr(reader: Reader): Clause {
  const parts = [readAnd(reader)];
  while (reader.accept('or', '||', '|')) parts.push(readAnd(reader));
  return join('or', parts);
}

function readAnd(reader: Reader): Clause {
  const parts = [readNot(reader)];
  while (reader.accept('and', '&&', '&')) parts.push(readNot(reader));
  return join('and', parts);
}

function join(kind: 'and' | 'or', parts: Clause[]): Clause {
  const [only] = parts;
  return parts.length === 1 && only !== undefined ? only : { kind, parts };
}

function readNot(reader: Reader): Clause {
  if (!reader.accept('not', '!')) return readGroup(reader);
  reader.deepen();
  const part = readNot(reader);
  reader.rise();
  return { kind: 'not', part };
}

function readGroup(reader: Reader): Clause {
  if (!reader.accept('(')) return readTest(reader);
  reader.deepen();
  const inner = readOr(reader);
  reader.expect(')');
  reader.rise();
  return inner;
}

function readTest(reader: Reader): TestClause {
  const field = readFieldName(reader);
  const operator = readOperator(reader);
  const operand = operator === 'changed' ? undefined : readOperand(reader);
  if (operator === 'changed') refuseChangedValue(reader);
  return { kind: 'test', field, operator, operand, predicates: readPredicates(reader) };
}

const signs = ['=', '!=', '~', '!~', '>', '>=', '<', '<='] as const;
const validOperators = "The valid operators are '=', '!=', '<', '>', '<=', '>=', '~', '!~', 'IN', 'NOT IN', 'IS' and 'IS NOT'.";

function readOperator(reader: Reader): Operator {
  const found = reader.peek();
  const sign = signs.find(one => reader.accept(one));
  if (sign !== undefined) return sign;
  if (reader.accept('in')) return 'in';
  if (reader.accept('changed')) return 'changed';
  if (reader.accept('not')) {
    reader.expect('in');
    return 'not in';
  }
  if (reader.accept('is')) return readIs(reader);
  if (reader.accept('was')) return readWas(reader);
  const [message, place = ''] = expected(reader.jql, 'operator', found).split(/ (?=\(line)/);
  throw syntaxError(`${message} ${validOperators} ${place}`.trim());
}

function readIs(reader: Reader): Operator {
  if (reader.peek().kind === 'sign' && reader.peek().text === '!') reader.expect('not');
  return reader.accept('not') ? 'is not' : 'is';
}

function readWas(reader: Reader): Operator {
  if (reader.accept('in')) return 'was in';
  if (!reader.accept('not')) return 'was';
  return reader.accept('in') ? 'was not in' : 'was not';
}

function refuseChangedValue(reader: Reader): void {
  const next = reader.peek();
  const isValue = next.kind === 'quoted' || (next.kind === 'word' && !next.isKeyword);
  if (!isValue) return;
  throw syntaxError(
    `The CHANGED operator does not support the use of values without predicates. You must prefix the ${next.text} value with a suitable predicate.`,
  );
}

function readPredicates(reader: Reader): Predicate[] {
  const predicates: Predicate[] = [];
  for (;;) {
    const name = predicateNames.find(one => reader.accept(one));
    if (name === undefined) return predicates;
    predicates.push({ name, operand: readOperand(reader) });
  }
}

function readOrder(reader: Reader): Sort[] {
  reader.expect('by');
  const order: Sort[] = [];
  do {
    const field = readFieldName(reader);
    const direction = reader.accept('desc') ? 'desc' : reader.accept('asc') ? 'asc' : undefined;
    const next = reader.peek();
    if (direction === undefined && next.kind !== 'end' && next.text !== ',') {
      throw syntaxError(expected(reader.jql, "either 'ASC' or 'DESC'", next));
    }
    order.push({ field, direction });
  } while (reader.accept(','));
  return order;
}
