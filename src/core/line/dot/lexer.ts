import { AppError } from '../../../base/app-error.ts';

/**
 * One word of a DOT file. `word` is a bare identifier, number, duration or boolean; `text` is a quoted string with its
 * escapes resolved; `mark` is punctuation or an arrow. `line` counts from 1.
 */
export type Token = { readonly kind: 'word' | 'text' | 'mark' | 'end'; readonly value: string; readonly line: number };

/** A fault in a DOT file as `invalid` / `line.syntax`, with the line in the message. */
export function syntaxFault(message: string, line: number): AppError {
  return new AppError('invalid', 'line.syntax', `line ${line}: ${message}`, {
    hint: `Look at line ${line} of the line's DOT file.`,
  });
}

const blank = /\s+/y;
const comment = /(?:\/\/|#)[^\n]*/y;
const blockComment = /\/\*[\s\S]*?\*\//y;
const arrow = /->/y;
const mark = /[{}[\]=,;]/y;
const quoted = /"[^"\\]*(?:\\[\s\S][^"\\]*)*"/y;
// Bare words may hold dots, dashes, colons and slashes (`human.default_choice`, `gpt-5.2`, `15m`, `@prompts/plan.md`), but no arrow.
const word = /(?:(?!->)[^\s{}[\]=,;"])+/y;

/** Cut a DOT file into tokens; the last one is always `end`. Throws {@link syntaxFault}. */
export function tokensOf(source: string): Token[] {
  const tokens: Token[] = [];
  let at = source.startsWith('\uFEFF') ? 1 : 0;
  let line = 1;
  while (at < source.length) {
    const { kind, raw } = nextPiece(source, at, line);
    if (kind === 'text') tokens.push({ kind, value: unescaped(raw.slice(1, -1)), line });
    else if (kind !== 'blank') tokens.push({ kind, value: raw, line });
    line += raw.split('\n').length - 1;
    at += raw.length;
  }
  tokens.push({ kind: 'end', value: 'the end of the file', line });
  return tokens;
}

type Piece = { readonly kind: 'blank' | 'word' | 'text' | 'mark'; readonly raw: string };

function nextPiece(source: string, at: number, line: number): Piece {
  const blankPiece = matchAt(blank, source, at) ?? matchAt(comment, source, at) ?? matchAt(blockComment, source, at);
  if (blankPiece !== null) return { kind: 'blank', raw: blankPiece };
  if (source.startsWith('/*', at)) throw syntaxFault('a comment is opened with /* and never closed', line);
  const markPiece = matchAt(arrow, source, at) ?? matchAt(mark, source, at);
  if (markPiece !== null) return { kind: 'mark', raw: markPiece };
  if (source[at] === '"') {
    const raw = matchAt(quoted, source, at);
    if (raw === null) throw syntaxFault('a string is opened with " and never closed', line);
    return { kind: 'text', raw };
  }
  return { kind: 'word', raw: matchAt(word, source, at)! };
}

function matchAt(pattern: RegExp, source: string, at: number): string | null {
  pattern.lastIndex = at;
  return pattern.exec(source)?.[0] ?? null;
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '"': '"', '\\': '\\', '\n': '' };

/** An escape that DOT does not know (`\l`, `\N`) is kept as it stands, backslash included. */
function unescaped(text: string): string {
  return text.replace(/\\([\s\S])/g, (whole, char: string) => escapes[char] ?? whole);
}
