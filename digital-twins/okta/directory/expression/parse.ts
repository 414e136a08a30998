import { ExpressionError, readTokens, type Token } from './tokens.ts';

/** An expression as a tree. */
export type Expression =
  | { kind: 'value'; value: unknown }
  | { kind: 'path'; names: string[] }
  | { kind: 'call'; name: string; target?: Expression; args: Expression[] }
  | { kind: 'list'; items: Expression[] }
  | { kind: 'not'; inner: Expression }
  | { kind: 'binary'; sign: string; left: Expression; right: Expression }
  | { kind: 'choice'; test: Expression; then: Expression; otherwise: Expression };

/** From what binds least to what binds most. */
const levels = [['||'], ['&&'], ['==', '!='], ['<', '<=', '>', '>='], ['+', '-'], ['*', '/', '%']];

/** Depth that a real expression never has. */
const depthLimit = 60;

interface Cursor {
  tokens: Token[];
  place: number;
  depth: number;
}

/** Reads Okta's expression language (a subset of SpEL). Throws `ExpressionError`. */
export function parseExpression(text: string): Expression {
  const cursor: Cursor = { tokens: readTokens(text), place: 0, depth: 0 };
  const expression = readChoice(cursor);
  if (cursor.place < cursor.tokens.length) throw new ExpressionError('Unexpected end of the expression');
  return expression;
}

function takeSign(cursor: Cursor, ...signs: string[]): string | undefined {
  const token = cursor.tokens[cursor.place];
  if (token?.kind !== 'sign' || !signs.includes(token.value)) return undefined;
  cursor.place += 1;
  return token.value;
}

function demand(cursor: Cursor, sign: string): void {
  if (takeSign(cursor, sign) === undefined) throw new ExpressionError(`Expected ${sign}`);
}

function readChoice(cursor: Cursor): Expression {
  cursor.depth += 1;
  if (cursor.depth > depthLimit) throw new ExpressionError('The expression is too deep');
  const test = readLevel(cursor, 0);
  let expression = test;
  if (takeSign(cursor, '?:') !== undefined) {
    expression = { kind: 'choice', test, then: test, otherwise: readChoice(cursor) };
  } else if (takeSign(cursor, '?') !== undefined) {
    const then = readChoice(cursor);
    demand(cursor, ':');
    expression = { kind: 'choice', test, then, otherwise: readChoice(cursor) };
  }
  cursor.depth -= 1;
  return expression;
}

function readLevel(cursor: Cursor, level: number): Expression {
  const signs = levels[level];
  if (signs === undefined) return readUnary(cursor);
  let left = readLevel(cursor, level + 1);
  for (let sign = takeSign(cursor, ...signs); sign !== undefined; sign = takeSign(cursor, ...signs)) {
    left = { kind: 'binary', sign, left, right: readLevel(cursor, level + 1) };
  }
  return left;
}

function readUnary(cursor: Cursor): Expression {
  cursor.depth += 1;
  if (cursor.depth > depthLimit) throw new ExpressionError('The expression is too deep');
  const isNot = takeSign(cursor, '!') !== undefined;
  const expression: Expression = isNot ? { kind: 'not', inner: readUnary(cursor) } : readTail(cursor, readAtom(cursor));
  cursor.depth -= 1;
  return expression;
}

function readAtom(cursor: Cursor): Expression {
  const token = cursor.tokens[cursor.place];
  cursor.place += 1;
  if (token === undefined) throw new ExpressionError('The expression ends too early');
  if (token.kind === 'text' || token.kind === 'number') return { kind: 'value', value: token.value };
  if (token.kind === 'name') return readName(cursor, token.value);
  if (token.value === '(') {
    const inner = readChoice(cursor);
    demand(cursor, ')');
    return inner;
  }
  if (token.value === '{') return { kind: 'list', items: readItems(cursor, '}') };
  if (token.value === '-') return { kind: 'binary', sign: '-', left: { kind: 'value', value: 0 }, right: readUnary(cursor) };
  throw new ExpressionError(`Unexpected ${token.value}`);
}

const constants: Record<string, unknown> = { true: true, false: false, null: null };

/** A constant, a path like `user.department`, or a call like `String.startsWith(…)`. */
function readName(cursor: Cursor, first: string): Expression {
  const word = first.toLowerCase();
  if (Object.hasOwn(constants, word)) return { kind: 'value', value: constants[word] };
  const names = [first];
  while (takeSign(cursor, '.') !== undefined) names.push(demandName(cursor));
  if (takeSign(cursor, '(') === undefined) return { kind: 'path', names };
  const args = readItems(cursor, ')');
  const isStatic = names.length === 1 || /^[A-Z]/.test(first);
  const name = names.pop() ?? '';
  if (isStatic) return { kind: 'call', name: [...names, name].join('.'), args };
  return { kind: 'call', name, target: { kind: 'path', names }, args };
}

/** Calls on what a call gave: `user.getGroups(…).contains(…)`. */
function readTail(cursor: Cursor, start: Expression): Expression {
  let target = start;
  while (takeSign(cursor, '.') !== undefined) {
    const name = demandName(cursor);
    demand(cursor, '(');
    target = { kind: 'call', name, target, args: readItems(cursor, ')') };
  }
  return target;
}

function demandName(cursor: Cursor): string {
  const token = cursor.tokens[cursor.place];
  if (token?.kind !== 'name') throw new ExpressionError('Expected a name');
  cursor.place += 1;
  return token.value;
}

function readItems(cursor: Cursor, end: string): Expression[] {
  const items: Expression[] = [];
  if (takeSign(cursor, end) !== undefined) return items;
  do items.push(readChoice(cursor));
  while (takeSign(cursor, ',') !== undefined);
  demand(cursor, end);
  return items;
}
