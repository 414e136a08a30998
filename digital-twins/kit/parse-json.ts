/**
 * Levels a JSON text may nest: what Jackson, which Jira and Okta read with, allows by default. Much deeper values could
 * be parsed, but not written or copied again.
 */
const depthLimit = 1_000;

/** Reads JSON. Throws for text that is not JSON, and for what nests deeper than any of the services takes. */
export function parseJson(text: string): unknown {
  // Each level takes two characters, so a short text cannot be too deep.
  if (text.length > 2 * depthLimit && isTooDeep(text)) throw new SyntaxError('the JSON nests too deep');
  const value: unknown = JSON.parse(text);
  if (text.includes('toString') || text.includes('\\u')) keepReadable(value);
  return value;
}

/** An object with a value named `toString` would throw when it is taken for a text: this lets it be one again. */
function keepReadable(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  if (Object.hasOwn(value, 'toString')) Object.defineProperty(value, Symbol.toPrimitive, { value: () => '[object Object]' });
  for (const inner of Object.values(value)) keepReadable(inner);
}

function isTooDeep(text: string): boolean {
  let depth = 0;
  for (let place = 0; place < text.length; place += 1) {
    const code = text.charCodeAt(place);
    if (code === 0x22) place = endOfString(text, place);
    else if (code === 0x5b || code === 0x7b) depth += 1;
    else if (code === 0x5d || code === 0x7d) depth -= 1;
    if (depth > depthLimit) return true;
  }
  return false;
}

/** The place of the quote that closes the string that begins at `start`. */
function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (end !== -1 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end === -1 ? text.length : end;
}

function isEscaped(text: string, place: number): boolean {
  let slashes = 0;
  while (text.charCodeAt(place - 1 - slashes) === 0x5c) slashes += 1;
  return slashes % 2 === 1;
}
