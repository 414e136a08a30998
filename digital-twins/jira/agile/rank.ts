const alphabet = '0123456789abcdefghijklmnopqrstuvwxyz';

/** A rank between two neighbours, compared as text; without one of them, before or after the other. */
export function rankBetween(low: string | undefined, high: string | undefined): string {
  const left = digitsOf(low);
  const right = high === undefined ? undefined : digitsOf(high);
  let text = '';
  let isBelow = right !== undefined;
  for (let place = 0; ; place += 1) {
    const from = left[place] ?? 0;
    const to = isBelow ? (right?.[place] ?? 0) : alphabet.length;
    if (to - from > 1) return `0|${text}${alphabet[from + ((to - from) >> 1)]}:`;
    text += alphabet[from];
    // One step below the upper neighbour everything that follows is free.
    if (to > from) isBelow = false;
  }
}

function digitsOf(rank: string | undefined): number[] {
  const text = rank?.replace(/^\d\|/, '').replace(/:$/, '') ?? '';
  return [...text].map(character => alphabet.indexOf(character));
}
