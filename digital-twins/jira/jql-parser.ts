import { JqlError, type Token, tokenize } from './jql-lexer.ts';

/** A query as a tree. */
export type Clause =
  | { kind: 'and' | 'or'; parts: Clause[] }
  | { kind: 'not'; part: Clause }
  | { kind: 'test'; field: string; operator: Operator; values: Value[] };

export type Operator = '=' | '!=' | '~' | '!~' | '>' | '>=' | '<' | '<=' | 'in' | 'not in' | 'is' | 'is not';

export type Value = { kind: 'text'; text: string } | { kind: 'empty' } | { kind: 'call'; name: string; args: string[] };

export interface Query {
  where: Clause | undefined;
  orderBy: { field: string; isDescending: boolean }[];
}

interface Reader {
  peek(ahead?: number): Token | undefined;
  take(): Token;
  /** Takes the next token if it is this word, whatever its case, or this sign. */
  accept(text: string): boolean;
  expect(text: string): void;
}

/** Reads JQL: tests joined by AND, OR, NOT and brackets, and an ORDER BY. Throws `JqlError`. */
export function parseJql(jql: string): Query {
  const reader = createReader(tokenize(jql));
  const isOrdered = () => isWord(reader.peek(), 'order') && isWord(reader.peek(1), 'by');
  const where = reader.peek() === undefined || isOrdered() ? undefined : readOr(reader, 0);
  const orderBy = isOrdered() ? readOrder(reader) : [];
  const rest = reader.peek();
  if (rest !== undefined) throw new JqlError(`Error in the JQL Query: Expecting either 'OR' or 'AND' but got '${rest.text}'.`);
  return { where, orderBy };
}

function isWord(token: Token | undefined, word: string): boolean {
  return token?.kind !== 'text' && token?.text.toLowerCase() === word;
}

function createReader(tokens: Token[]): Reader {
  let place = 0;
  const take = () => {
    const token = tokens[place];
    if (token === undefined)
      throw new JqlError('Error in the JQL Query: The query ends where a field, an operator or a value is expected.');
    place += 1;
    return token;
  };
  const accept = (text: string) => {
    const isNext = isWord(tokens[place], text);
    if (isNext) place += 1;
    return isNext;
  };
  return {
    peek: (ahead = 0) => tokens[place + ahead],
    take,
    accept,
    expect: text => {
      const found = tokens[place]?.text ?? 'the end';
      if (!accept(text)) throw new JqlError(`Error in the JQL Query: Expecting '${text}' but got '${found}'.`);
    },
  };
}

/** How deep brackets and NOT may be nested. */
const depthLimit = 100;

function readOr(reader: Reader, depth: number): Clause {
  if (depth > depthLimit) throw new JqlError('Error in the JQL Query: The query is nested too deeply.');
  const parts = [readAnd(reader, depth)];
  while (reader.accept('or') || reader.accept('||')) parts.push(readAnd(reader, depth));
  return join('or', parts);
}

function readAnd(reader: Reader, depth: number): Clause {
  const parts = [readNot(reader, depth)];
  while (reader.accept('and') || reader.accept('&&')) parts.push(readNot(reader, depth));
  return join('and', parts);
}

function join(kind: 'and' | 'or', parts: Clause[]): Clause {
  const [only] = parts;
  return parts.length === 1 && only !== undefined ? only : { kind, parts };
}

function readNot(reader: Reader, depth: number): Clause {
  if (reader.accept('not') || reader.accept('!')) {
    if (depth > depthLimit) throw new JqlError('Error in the JQL Query: The query is nested too deeply.');
    return { kind: 'not', part: readNot(reader, depth + 1) };
  }
  if (!reader.accept('(')) return readTest(reader);
  const inner = readOr(reader, depth + 1);
  reader.expect(')');
  return inner;
}

function readTest(reader: Reader): Clause {
  const field = reader.take();
  if (field.kind === 'sign') throw new JqlError(`Error in the JQL Query: Expecting a field name but got '${field.text}'.`);
  const operator = readOperator(reader, field.text);
  const values = operator === 'in' || operator === 'not in' ? readList(reader) : [readValue(reader)];
  return { kind: 'test', field: field.text, operator, values };
}

function readOperator(reader: Reader, field: string): Operator {
  if (reader.accept('is')) return reader.accept('not') ? 'is not' : 'is';
  if (reader.accept('not')) {
    reader.expect('in');
    return 'not in';
  }
  if (reader.accept('in')) return 'in';
  const signs = ['=', '!=', '~', '!~', '>', '>=', '<', '<='] as const;
  const sign = signs.find(one => reader.accept(one));
  if (sign !== undefined) return sign;
  const found = reader.peek()?.text ?? 'the end';
  throw new JqlError(
    `Error in the JQL Query: Expecting operator but got '${found}'. The valid operators are '=', '!=', '<', '>', '<=', '>=', '~', '!~', 'IN', 'NOT IN', 'IS' and 'IS NOT'. (after '${field}')`,
  );
}

function readList(reader: Reader): Value[] {
  // A function such as membersOf() may stand without brackets.
  if (!reader.accept('(')) return [readValue(reader)];
  const values = [readValue(reader)];
  while (reader.accept(',')) values.push(readValue(reader));
  reader.expect(')');
  return values;
}

function readValue(reader: Reader): Value {
  const token = reader.take();
  if (token.kind === 'sign')
    throw new JqlError(`Error in the JQL Query: Expecting either a value, list or function but got '${token.text}'.`);
  if (token.kind === 'word' && /^(empty|null)$/i.test(token.text)) return { kind: 'empty' };
  if (token.kind === 'text' || !reader.accept('(')) return { kind: 'text', text: token.text };
  const args: string[] = [];
  while (!reader.accept(')')) {
    args.push(reader.take().text);
    reader.accept(',');
  }
  return { kind: 'call', name: token.text, args };
}

function readOrder(reader: Reader): Query['orderBy'] {
  reader.take();
  reader.take();
  const order: Query['orderBy'] = [];
  do {
    const field = reader.take().text;
    const isDescending = reader.accept('desc');
    if (!isDescending) reader.accept('asc');
    order.push({ field, isDescending });
  } while (reader.accept(','));
  return order;
}
