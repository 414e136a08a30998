import { placeOf, syntaxError } from './jql-error.ts';
import { isKeyword, isReserved } from './reserved-words.ts';

/** A piece of a query; `at` counts from 0. `raw` is what was written. */
export type Token =
  | { kind: 'word'; text: string; raw: string; at: number; isKeyword: boolean }
  | { kind: 'quoted'; text: string; raw: string; at: number }
  | { kind: 'sign'; text: string; raw: string; at: number }
  | { kind: 'end'; text: ''; raw: ''; at: number };

const signs = ['!=', '!~', '>=', '<=', '&&', '||', '=', '~', '<', '>', '!', '(', ')', ',', '[', ']', '&', '|'];
const reservedSigns = new Set('{}*/%+^$#@?;');
const wordEnd = /[\s"'=!<>()~,[\]|&{}*/%+^$#@?;]/;
const escapes: Record<string, string> = { t: '\t', n: '\n', r: '\r', "'": "'", '"': '"', '\\': '\\', ' ': ' ' };
const validEscapes = `The valid escape sequences are \\', \\", \\t, \\n, \\r, \\\\, '\\ ' and \\uXXXX.`;

/** Cuts a query into tokens, the last one the end. Throws `JqlError`. */
export function tokenize(jql: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < jql.length) {
    if (/\s/.test(jql[at] ?? '')) {
      at += 1;
      continue;
    }
    const token = readToken(jql, at);
    tokens.push(token);
    at += token.raw.length;
  }
  tokens.push({ kind: 'end', text: '', raw: '', at });
  return tokens;
}

function readToken(jql: string, at: number): Token {
  const first = jql[at] ?? '';
  if (first === '"' || first === "'") return readQuoted(jql, at, first);
  const sign = signs.find(one => jql.startsWith(one, at));
  if (sign !== undefined) return { kind: 'sign', text: sign, raw: sign, at };
  refuseCharacter(jql, at);
  return readWord(jql, at);
}

function readQuoted(jql: string, from: number, quote: string): Token {
  let text = '';
  let at = from + 1;
  while (at < jql.length) {
    const character = jql[at] ?? '';
    if (character === quote) return { kind: 'quoted', text, raw: jql.slice(from, at + 1), at: from };
    if (character === '\n' || character === '\r') break;
    refuseControl(jql, at);
    const piece = character === '\\' ? readEscape(jql, at) : { text: character, length: 1 };
    text += piece.text;
    at += piece.length;
  }
  const shown = jql.slice(from + 1).replace(/[\r\n]/g, ' ');
  const named = shown === '' ? 'The quoted string' : `The quoted string '${shown}'`;
  throw syntaxError(`${named} has not been completed. ${placeOf(jql, from)}`);
}

function readWord(jql: string, from: number): Token {
  let text = '';
  let at = from;
  while (at < jql.length && !wordEnd.test(jql[at] ?? '')) {
    refuseControl(jql, at);
    const piece = jql[at] === '\\' ? readEscape(jql, at) : { text: jql[at] ?? '', length: 1 };
    text += piece.text;
    at += piece.length;
  }
  // What ends a word may be a sign that means nothing: it is told at its own place.
  if (at < jql.length && reservedSigns.has(jql[at] ?? '')) refuseCharacter(jql, at);
  const raw = jql.slice(from, at);
  if (isReserved(raw)) {
    const advice = 'You must surround it in quotation marks to use it in a query.';
    throw syntaxError(`'${raw}' is a reserved JQL word. ${advice} ${placeOf(jql, from)}`);
  }
  return { kind: 'word', text, raw, at: from, isKeyword: isKeyword(raw) };
}

function readEscape(jql: string, at: number): { text: string; length: number } {
  const next = jql[at + 1];
  if (next === undefined) throw syntaxError(`The escape sequence has not been completed. ${validEscapes} ${placeOf(jql, at)}`);
  const plain = escapes[next];
  if (plain !== undefined) return { text: plain, length: 2 };
  const code = /^\\u([0-9a-f]{4})/i.exec(jql.slice(at, at + 6))?.[1];
  if (code !== undefined) return { text: String.fromCharCode(Number.parseInt(code, 16)), length: 6 };
  const shown = next === 'u' ? jql.slice(at, at + 3) : `\\${next}`;
  throw syntaxError(`'${shown}' is an illegal JQL escape sequence. ${validEscapes} ${placeOf(jql, at)}`);
}

function refuseCharacter(jql: string, at: number): void {
  const character = jql[at] ?? '';
  if (!reservedSigns.has(character)) return;
  const advice = `You must enclose it in a string or use the escape '${escapeOf(character)}' instead.`;
  throw syntaxError(`The character '${character}' is a reserved JQL character. ${advice} ${placeOf(jql, at)}`);
}

function refuseControl(jql: string, at: number): void {
  const code = jql.charCodeAt(at);
  const isControl = code < 32 ? code !== 9 : code === 127 || (code >= 0xfdd0 && code <= 0xfdef) || code >= 0xfffe;
  if (!isControl) return;
  const shown = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
  const place = placeOf(jql, at);
  const [, line, position] = /line (\d+), character (\d+)/.exec(place) ?? [];
  const advice = escapeOf(jql[at] ?? '');
  throw syntaxError(
    `The character '${shown}' on line ${line} at position ${position} must be escaped. Use the escape '${advice}' instead. ${place}`,
  );
}

function escapeOf(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
