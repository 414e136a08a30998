/** What an expression cannot be read or carried out for; `at` counts characters from 0. */
export class ExpressionError extends Error {
  readonly at: number;

  constructor(message: string, at = 0) {
    super(message);
    this.at = at;
  }
}

export interface Token {
  kind: 'number' | 'text' | 'name' | 'sign' | 'end';
  text: string;
  at: number;
}

const pattern =
  /\s*(?:(\d+(?:\.\d+)?)|('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")|([A-Za-z_$][\w$]*)|(=>|==|!=|<=|>=|&&|\|\||\?\?|[-+*/%<>!?:.,()[\]{}=;]))/y;

/** Takes an expression apart. Throws `ExpressionError` at what is not of the language. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  pattern.lastIndex = 0;
  const end = text.trimEnd().length;
  while (pattern.lastIndex < end) {
    const from = pattern.lastIndex;
    const match = pattern.exec(text);
    if (match === null) throw new ExpressionError(`Lexical error: unexpected character '${text.slice(from).trim()[0]}'`, from);
    const [, number, quoted, name, sign = ''] = match;
    const at = pattern.lastIndex - (number ?? quoted ?? name ?? sign).length;
    if (number !== undefined) tokens.push({ kind: 'number', text: number, at });
    else if (quoted !== undefined) tokens.push({ kind: 'text', text: quoted.slice(1, -1).replace(/\\(.)/g, escaped), at });
    else if (name !== undefined) tokens.push({ kind: 'name', text: name, at });
    else tokens.push({ kind: 'sign', text: sign, at });
  }
  return [...tokens, { kind: 'end', text: '', at: end }];
}

function escaped(_all: string, one: string): string {
  return one === 'n' ? '\n' : one === 't' ? '\t' : one;
}
