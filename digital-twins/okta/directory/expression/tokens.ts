/** A piece of an expression. */
export type Token =
  | { kind: 'text'; value: string }
  | { kind: 'number'; value: number }
  | { kind: 'name'; value: string }
  | { kind: 'sign'; value: string };

/** An expression that Okta would refuse. */
export class ExpressionError extends Error {}

const pattern =
  /\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|(\d+(?:\.\d+)?)|([A-Za-z_]\w*)|(==|!=|>=|<=|&&|\|\||\?:|[()[\]{},.?:+\-*/%<>!]))/y;

const words: Record<string, string> = {
  and: '&&',
  or: '||',
  not: '!',
  eq: '==',
  ne: '!=',
  neq: '!=',
  gt: '>',
  ge: '>=',
  lt: '<',
  le: '<=',
};

/** Cuts an expression into pieces. Throws `ExpressionError` where it cannot. */
export function readTokens(text: string): Token[] {
  const tokens: Token[] = [];
  const source = text.trimEnd();
  pattern.lastIndex = 0;
  while (pattern.lastIndex < source.length) {
    const at = pattern.lastIndex;
    const found = pattern.exec(source);
    if (found === null) throw new ExpressionError(`Invalid expression at ${at}`);
    tokens.push(tokenOf(found));
  }
  return tokens;
}

function tokenOf([, double, single, number, name, sign]: RegExpExecArray): Token {
  const quoted = double ?? single;
  if (quoted !== undefined) return { kind: 'text', value: quoted.replace(/\\(.)/g, '$1') };
  if (number !== undefined) return { kind: 'number', value: Number(number) };
  const word = name?.toLowerCase() ?? '';
  if (name !== undefined && Object.hasOwn(words, word)) return { kind: 'sign', value: words[word] ?? '' };
  return name === undefined ? { kind: 'sign', value: sign ?? '' } : { kind: 'name', value: name };
}
