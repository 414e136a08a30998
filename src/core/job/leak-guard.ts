/** What must never be seen in a station: one holdout. `texts` are the words of its steps and assertions. */
export type Holdout = { readonly id: string; readonly title: string; readonly canary: string; readonly texts: readonly string[] };

/** Shorter text is too likely to be everyday language (a button's name, a path) to call it a leak. */
const minVerbatimLength = 24;
const minVerbatimWords = 4;

/**
 * Look for holdouts in anything that is about to go to a station: packet, prompt, context, notes, review findings.
 * Answers one sentence per leak; the sentences name scenarios and so are for the host only. Finds canaries in any case
 * and with invisible characters between, ids of two words or more as whole words, and long text word for word.
 */
export function leaksIn(text: string, holdouts: readonly Holdout[]): string[] {
  const words = normal(text);
  const letters = squeezed(text);
  return holdouts.flatMap(holdout => leaksOf(holdout, words, letters));
}

function leaksOf(holdout: Holdout, words: string, letters: string): string[] {
  const leaks: string[] = [];
  if (holdout.canary && letters.includes(squeezed(holdout.canary)))
    leaks.push(`The canary of the scenario ${holdout.id} is in it.`);
  if (namesId(words, holdout.id)) leaks.push(`It names the scenario ${holdout.id}.`);
  if (isTelling(holdout.title) && words.includes(normal(holdout.title)))
    leaks.push(`It has the title of the scenario ${holdout.id}.`);
  const verbatim = holdout.texts.find(text => isTelling(text) && words.includes(normal(text)));
  if (verbatim !== undefined) leaks.push(`It has words of the scenario ${holdout.id}: "${verbatim.slice(0, 60)}".`);
  return leaks;
}

/** An id of one plain word ("login") cannot be told from the word, so only compound ids count. */
function namesId(words: string, id: string): boolean {
  if (!/[-_.]/.test(id)) return false;
  const escaped = id.toLowerCase().replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(?<![a-z0-9_-])${escaped}(?![a-z0-9_-])`).test(words);
}

function isTelling(text: string): boolean {
  const plain = normal(text);
  return plain.length >= minVerbatimLength && plain.split(' ').length >= minVerbatimWords;
}

function normal(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .trim();
}

function squeezed(text: string): string {
  return normal(text).replace(/[^\p{L}\p{N}]+/gu, '');
}
