/**
 * A script for every new document that makes `Math.random` repeat itself between replays (the mulberry32 generator).
 * The seed takes in the address and the length of the history, so that two pages of one replay do not draw the
 * same numbers: a product that makes ids of them would see clashes that no customer ever has.
 */
export function seededRandom(seed: string): string {
  return `(() => {
  let text = ${JSON.stringify(seed)} + location.href + history.length;
  let state = 2166136261;
  for (let i = 0; i < text.length; i++) state = Math.imul(state ^ text.charCodeAt(i), 16777619);
  Math.random = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
})();`;
}
