/** JSON with sorted keys and a fixed layout: the same value is always the same bytes, so that its hash means something. */
export function canonicalJson(value: unknown): string {
  return `${JSON.stringify(sorted(value), null, 1)}\n`;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  // `fromEntries` defines, where an assignment to a key named __proto__ would be lost.
  return Object.fromEntries(entries.map(([key, part]) => [key, sorted(part)]));
}
