/** A condition in Okta's filter language, which is SCIM's (RFC 7644, 3.4.2.2). */
export type Condition =
  | { kind: 'compare'; path: string; operator: Operator; value: Literal }
  | { kind: 'present'; path: string }
  | { kind: 'and' | 'or'; left: Condition; right: Condition }
  | { kind: 'not'; inner: Condition };

export type Operator = 'eq' | 'ne' | 'gt' | 'ge' | 'lt' | 'le' | 'sw' | 'ew' | 'co';
export type Literal = string | number | boolean | null;

/** A filter that cannot be read. */
export class FilterError extends Error {}

type Piece = { kind: 'text'; value: string } | { kind: 'word'; value: string } | { kind: 'sign'; value: string };

const pattern = /\s*(?:"((?:[^"\\]|\\.)*)"|([()])|([^\s()"]+))/y;
const operators: string[] = ['eq', 'ne', 'gt', 'ge', 'lt', 'le', 'sw', 'ew', 'co'];
/** Depth that a real filter never has. */
const depthLimit = 50;

interface Cursor {
  pieces: Piece[];
  place: number;
  depth: number;
}

/** Reads a filter. Throws `FilterError`. */
export function parseFilter(text: string): Condition {
  const cursor: Cursor = { pieces: readPieces(text), place: 0, depth: 0 };
  const condition = readOr(cursor);
  if (cursor.place < cursor.pieces.length) throw new FilterError('Unexpected text after the filter');
  return condition;
}

function readPieces(text: string): Piece[] {
  const source = text.trimEnd();
  const pieces: Piece[] = [];
  pattern.lastIndex = 0;
  while (pattern.lastIndex < source.length) {
    const [whole, quoted, sign, word] = pattern.exec(source) ?? [];
    if (whole === undefined) throw new FilterError('Unreadable filter');
    if (quoted !== undefined) pieces.push({ kind: 'text', value: quoted.replace(/\\(.)/g, '$1') });
    else if (sign !== undefined) pieces.push({ kind: 'sign', value: sign });
    else pieces.push({ kind: 'word', value: word ?? '' });
  }
  return pieces;
}

function takeWord(cursor: Cursor, word: string): boolean {
  const piece = cursor.pieces[cursor.place];
  const isIt = piece?.kind === 'word' && piece.value.toLowerCase() === word;
  if (isIt) cursor.place += 1;
  return isIt;
}

function takeSign(cursor: Cursor, sign: string): boolean {
  const piece = cursor.pieces[cursor.place];
  const isIt = piece?.kind === 'sign' && piece.value === sign;
  if (isIt) cursor.place += 1;
  return isIt;
}

function readOr(cursor: Cursor): Condition {
  cursor.depth += 1;
  if (cursor.depth > depthLimit) throw new FilterError('The filter is too deep');
  let left = readAnd(cursor);
  while (takeWord(cursor, 'or')) left = { kind: 'or', left, right: readAnd(cursor) };
  cursor.depth -= 1;
  return left;
}

function readAnd(cursor: Cursor): Condition {
  let left = readOne(cursor);
  while (takeWord(cursor, 'and')) left = { kind: 'and', left, right: readOne(cursor) };
  return left;
}

function readOne(cursor: Cursor): Condition {
  if (takeWord(cursor, 'not')) {
    cursor.depth += 1;
    if (cursor.depth > depthLimit) throw new FilterError('The filter is too deep');
    const inner = readOne(cursor);
    cursor.depth -= 1;
    return { kind: 'not', inner };
  }
  if (takeSign(cursor, '(')) {
    const inner = readOr(cursor);
    if (!takeSign(cursor, ')')) throw new FilterError('A parenthesis is not closed');
    return inner;
  }
  return readComparison(cursor);
}

function readComparison(cursor: Cursor): Condition {
  const path = cursor.pieces[cursor.place];
  const operator = cursor.pieces[cursor.place + 1];
  if (path?.kind !== 'word' || operator?.kind !== 'word') throw new FilterError('Expected an attribute and an operator');
  const name = operator.value.toLowerCase();
  cursor.place += 2;
  if (name === 'pr') return { kind: 'present', path: path.value };
  if (!operators.includes(name)) throw new FilterError(`Unknown operator ${operator.value}`);
  const value = cursor.pieces[cursor.place];
  if (value === undefined || value.kind === 'sign') throw new FilterError('Expected a value');
  cursor.place += 1;
  const literal = value.kind === 'text' ? value.value : literalOf(value.value);
  return { kind: 'compare', path: path.value, operator: name as Operator, value: literal };
}

function literalOf(word: string): Literal {
  if (word === 'true' || word === 'false') return word === 'true';
  if (word === 'null') return null;
  if (/^-?\d+(\.\d+)?$/.test(word)) return Number(word);
  throw new FilterError(`Unquoted value ${word}`);
}
