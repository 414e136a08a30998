import { JqlError } from './syntax/jql-error.ts';

/** Words Jira's index leaves out (Jira docs, "Search syntax for text fields"). */
const stopWords = new Set(
  'a and are as at be but by for if in into is it no not of on or s such t that the their then there these they this to was will with'.split(
    ' ',
  ),
);

/** Tests a text in lower case. */
export type TextTest = (text: string) => boolean;

type Term = { must: boolean; mustNot: boolean; test: TextTest };

/**
 * Reads what follows `~`: words that must all be there (by their stems), `"phrases"`, `+must`, `-mustNot`, the wildcards
 * `*` and `?`, and fuzzy words (`roam~`). Throws `JqlError`.
 */
export function compileWords(query: string, field: string): TextTest {
  const whole = compileSpread(query, field);
  return text => whole([text]);
}

/** The same for texts that count as one: each word may stand in any of them. */
export function compileSpread(query: string, field: string): (texts: readonly string[]) => boolean {
  const terms = readTerms(query, field);
  if (terms.length === 0) throw new JqlError(`Unable to parse the text '${query}' for field '${field}'.`);
  return texts => terms.every(({ mustNot, test }) => texts.some(test) !== mustNot);
}

const termPattern = /([+-])?(?:"([^"]*)"(?:~\d+)?|(\S+))/g;

function readTerms(query: string, field: string): Term[] {
  const terms = [...query.toLowerCase().matchAll(termPattern)].flatMap(([, sign, phrase, word = '']) => {
    if (phrase === undefined && (word === 'and' || word === 'or')) return [];
    if (phrase === undefined && /^[*?]/.test(word)) {
      throw new JqlError(`The text query '${query}' for field '${field}' is not allowed to start with character '${word[0]}'.`);
    }
    const tests = phrase === undefined ? wordTests(word) : [phraseTest(phrase)];
    return tests.map(one => ({ must: sign === '+', mustNot: sign === '-', ...one }));
  });
  const heavy = terms.filter(term => !term.isStop || term.must || term.mustNot);
  return (heavy.length === 0 ? terms : heavy).filter(term => !term.isNothing);
}

interface Tested {
  test: TextTest;
  isStop: boolean;
  isNothing: boolean;
}

function wordTests(word: string): Tested[] {
  if (/[*?]/.test(word)) return [{ test: wildcardTest(word), isStop: false, isNothing: false }];
  const fuzzy = /^([\p{L}\p{N}]+)~\d?(?:\.\d+)?$/u.exec(word)?.[1];
  if (fuzzy !== undefined) return [{ test: fuzzyTest(fuzzy), isStop: false, isNothing: false }];
  const parts = wordsOf(word);
  if (parts.length > 1) return [phraseTest(parts.join(' '))];
  return parts.map(part => ({ test: stemTest(part), isStop: stopWords.has(part), isNothing: false }));
}

function phraseTest(phrase: string): Tested {
  const wanted = wordsOf(phrase).map(stem);
  const [first = ''] = wanted;
  const test = (text: string) => {
    if (!text.includes(rootOf(first))) return false;
    const found = wordsOf(text).map(stem);
    return found.some((_word, at) => wanted.every((word, place) => found[at + place] === word));
  };
  return { test, isStop: false, isNothing: wanted.length === 0 };
}

/** Looks for the letters first, which is quick, and only then at whole words. */
function stemTest(word: string): TextTest {
  const wanted = stem(word);
  const root = rootOf(wanted);
  return text => text.includes(root) && wordsOf(text).some(found => stem(found) === wanted);
}

function wildcardTest(word: string): TextTest {
  const pattern = word
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*+/g, '[\\p{L}\\p{N}]*')
    .replace(/\?/g, '[\\p{L}\\p{N}]');
  const expression = new RegExp(`(?<![\\p{L}\\p{N}])${pattern}(?![\\p{L}\\p{N}])`, 'u');
  const root = /^[\p{L}\p{N}]*/u.exec(word)?.[0] ?? '';
  return text => text.includes(root) && expression.test(text);
}

function fuzzyTest(word: string): TextTest {
  return text => wordsOf(text).some(found => distance(found, word) <= 2);
}

function wordsOf(text: string): string[] {
  return text.match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** What a stem and every word of it begin with. */
function rootOf(word: string): string {
  return word.length > 3 ? word.slice(0, -1) : word;
}

const hasVowel = /[aeiouy]/;

/** Takes English endings off: plural, past, -ing and a last e, so that `printing` finds `print`. */
export function stem(word: string): string {
  if (word.length < 4 || !/^[a-z]+$/.test(word)) return word;
  let root = word;
  if (/(ss|sh|ch|x)es$/.test(root)) root = root.slice(0, -2);
  else if (root.endsWith('ies')) root = `${root.slice(0, -3)}y`;
  else if (/[^su]s$/.test(root)) root = root.slice(0, -1);
  for (const ending of ['ing', 'ed']) {
    const rest = root.slice(0, -ending.length);
    if (root.endsWith(ending) && rest.length > 2 && hasVowel.test(rest)) {
      root = /([bdgmnprt])\1$/.test(rest) ? rest.slice(0, -1) : rest;
      break;
    }
  }
  return root.length > 3 && root.endsWith('e') ? root.slice(0, -1) : root;
}

function distance(left: string, right: string): number {
  if (Math.abs(left.length - right.length) > 2) return 3;
  let row = Array.from({ length: right.length + 1 }, (_, place) => place);
  for (const [at, letter] of [...left].entries()) {
    const next = [at + 1];
    for (const [place, other] of [...right].entries()) {
      const swap = (row[place] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(swap, (row[place + 1] ?? 0) + 1, (next[place] ?? 0) + 1));
    }
    row = next;
  }
  return row[right.length] ?? 0;
}
