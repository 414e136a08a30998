import { placeOf, syntaxError } from './jql-error.ts';
import { type Token, tokenize } from './lexer.ts';

/** Goes through the tokens of a query. */
export interface Reader {
  jql: string;
  peek(ahead?: number): Token;
  take(): Token;
  /** Takes the next token if it is this keyword or sign, in any case. */
  accept(...texts: string[]): boolean;
  /** Throws `JqlError` when something else comes. */
  expect(text: string): void;
  /** Enters brackets or a NOT; throws when they are nested without end. */
  deepen(): void;
  rise(): void;
}

/** How deep brackets and NOT may be nested. */
const depthLimit = 200;

/** Throws `JqlError` for what is no token. */
export function createReader(jql: string): Reader {
  const tokens = tokenize(jql);
  const end: Token = { kind: 'end', text: '', raw: '', at: jql.length };
  let place = 0;
  let depth = 0;
  const peek = (ahead = 0) => tokens[place + ahead] ?? end;
  const accept = (...texts: string[]) => {
    const isNext = texts.some(text => isTheWord(peek(), text));
    if (isNext) place += 1;
    return isNext;
  };
  return {
    jql,
    peek,
    take: () => {
      const token = peek();
      place += 1;
      return token;
    },
    accept,
    expect: text => {
      const found = peek();
      if (accept(text)) return;
      throw syntaxError(expected(jql, `'${/^[a-z]+$/.test(text) && text !== 'by' ? text.toUpperCase() : text}'`, found));
    },
    deepen: () => {
      depth += 1;
      if (depth > depthLimit) throw syntaxError('The query is nested too deeply.');
    },
    rise: () => {
      depth -= 1;
    },
  };
}

export function isTheWord(token: Token, word: string): boolean {
  if (token.kind === 'sign') return token.text === word;
  return token.kind === 'word' && token.isKeyword && token.raw.toLowerCase() === word;
}

/** "Expecting X before the end of the query." or "Expecting X but got Y. (line …)". */
export function expected(jql: string, what: string, found: Token): string {
  if (found.kind === 'end') return `Expecting ${what} before the end of the query.`;
  return `Expecting ${what} but got '${found.raw}'. ${placeOf(jql, found.at)}`;
}
