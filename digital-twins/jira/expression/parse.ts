import { ExpressionError, type Token, tokensOf } from './tokens.ts';

export type Node =
  | { type: 'value'; value: string | number | boolean | null }
  | { type: 'name'; name: string; at: number }
  | { type: 'member'; of: Node; key: Node; at: number }
  | { type: 'call'; callee: Node; args: Node[]; at: number }
  | { type: 'unary'; sign: string; of: Node }
  | { type: 'binary'; sign: string; left: Node; right: Node; at: number }
  | { type: 'choice'; test: Node; yes: Node; no: Node }
  | { type: 'list'; items: Node[] }
  | { type: 'map'; entries: [string, Node][] }
  | { type: 'arrow'; params: string[]; body: Node };

const levels = [['||', '??'], ['&&'], ['==', '!='], ['<', '>', '<=', '>='], ['+', '-'], ['*', '/', '%']];

interface Reader {
  tokens: Token[];
  place: number;
}

/** Reads a Jira expression (Jira docs, "Jira expressions"). Throws `ExpressionError`. */
export function parseExpression(text: string): Node {
  const reader: Reader = { tokens: tokensOf(text), place: 0 };
  const node = expression(reader);
  if (peek(reader).kind !== 'end') throw unexpected(reader);
  return node;
}

function peek({ tokens, place }: Reader, ahead = 0): Token {
  return tokens[place + ahead] ?? { kind: 'end', text: '', at: 0 };
}

function is(reader: Reader, text: string, ahead = 0): boolean {
  const token = peek(reader, ahead);
  return token.kind === 'sign' && token.text === text;
}

function take(reader: Reader, text: string): boolean {
  if (!is(reader, text)) return false;
  reader.place += 1;
  return true;
}

function demand(reader: Reader, text: string): void {
  if (!take(reader, text)) throw unexpected(reader);
}

function unexpected(reader: Reader): ExpressionError {
  const { kind, text, at } = peek(reader);
  return new ExpressionError(kind === 'end' ? 'Unexpected end of the expression' : `Unexpected token: ${text}`, at);
}

function name(reader: Reader): string {
  const token = peek(reader);
  if (token.kind !== 'name') throw unexpected(reader);
  reader.place += 1;
  return token.text;
}

function expression(reader: Reader): Node {
  const params = arrowParams(reader);
  if (params !== undefined) return { type: 'arrow', params, body: expression(reader) };
  const test = binary(reader, 0);
  if (!take(reader, '?')) return test;
  const yes = expression(reader);
  demand(reader, ':');
  return { type: 'choice', test, yes, no: expression(reader) };
}

/** The parameters where a function begins: `x =>` or `(x, y) =>`. */
function arrowParams(reader: Reader): string[] | undefined {
  if (peek(reader).kind === 'name' && is(reader, '=>', 1)) {
    const only = name(reader);
    reader.place += 1;
    return [only];
  }
  if (!is(reader, '(')) return undefined;
  let ahead = 1;
  while (peek(reader, ahead).kind === 'name' || is(reader, ',', ahead)) ahead += 1;
  if (!is(reader, ')', ahead) || !is(reader, '=>', ahead + 1)) return undefined;
  const params = reader.tokens.slice(reader.place, reader.place + ahead).filter(one => one.kind === 'name');
  reader.place += ahead + 2;
  return params.map(one => one.text);
}

function binary(reader: Reader, level: number): Node {
  const signs = levels[level];
  if (signs === undefined) return unary(reader);
  let left = binary(reader, level + 1);
  for (;;) {
    const { kind, text, at } = peek(reader);
    if (kind !== 'sign' || !signs.includes(text)) return left;
    reader.place += 1;
    left = { type: 'binary', sign: text, left, right: binary(reader, level + 1), at };
  }
}

function unary(reader: Reader): Node {
  for (const sign of ['!', '-']) if (take(reader, sign)) return { type: 'unary', sign, of: unary(reader) };
  if (peek(reader).kind === 'name' && peek(reader).text === 'typeof') {
    reader.place += 1;
    return { type: 'unary', sign: 'typeof', of: unary(reader) };
  }
  return postfix(reader, primary(reader));
}

function postfix(reader: Reader, node: Node): Node {
  const { at } = peek(reader);
  if (take(reader, '.')) return postfix(reader, { type: 'member', of: node, key: { type: 'value', value: name(reader) }, at });
  if (take(reader, '[')) {
    const key = expression(reader);
    demand(reader, ']');
    return postfix(reader, { type: 'member', of: node, key, at });
  }
  if (take(reader, '(')) return postfix(reader, { type: 'call', callee: node, args: listed(reader, ')', expression), at });
  return node;
}

function listed<Item>(reader: Reader, end: string, read: (reader: Reader) => Item): Item[] {
  const items: Item[] = [];
  while (!take(reader, end)) {
    if (items.length > 0) demand(reader, ',');
    items.push(read(reader));
  }
  return items;
}

const constants: Record<string, boolean | null> = { true: true, false: false, null: null };

function primary(reader: Reader): Node {
  const token = peek(reader);
  if (take(reader, '(')) {
    const node = expression(reader);
    demand(reader, ')');
    return node;
  }
  if (take(reader, '[')) return { type: 'list', items: listed(reader, ']', expression) };
  if (take(reader, '{')) return { type: 'map', entries: listed(reader, '}', entry) };
  reader.place += 1;
  if (token.kind === 'number') return { type: 'value', value: Number(token.text) };
  if (token.kind === 'text') return { type: 'value', value: token.text };
  const constant = constants[token.text];
  if (token.kind === 'name' && constant !== undefined) return { type: 'value', value: constant };
  if (token.kind === 'name') return { type: 'name', name: token.text, at: token.at };
  reader.place -= 1;
  throw unexpected(reader);
}

function entry(reader: Reader): [string, Node] {
  const token = peek(reader);
  if (token.kind !== 'name' && token.kind !== 'text') throw unexpected(reader);
  reader.place += 1;
  demand(reader, ':');
  return [token.text, expression(reader)];
}
