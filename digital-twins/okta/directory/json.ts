/** A JSON object whose keys the vendor names. */
export type Json = Record<string, unknown>;

/** The value as an object; anything else is an empty one. */
export function asObject(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
}

export function asList(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The texts of a list; anything else is left out. */
export function asTexts(value: unknown): string[] {
  return asList(value).filter(one => typeof one === 'string');
}

export function asText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** What a path of keys leads to; own keys only. */
export function dig(value: unknown, ...keys: string[]): unknown {
  let found = value;
  for (const key of keys) {
    const inside = asObject(found);
    if (!Object.hasOwn(inside, key)) return undefined;
    found = inside[key];
  }
  return found;
}

/** `given` over `base`, objects key by key to the bottom; lists and texts are replaced. */
export function mergeDeep(base: Json, given: Json): Json {
  const merged: Json = { ...base };
  for (const [key, value] of Object.entries(given)) {
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    const before = Object.hasOwn(base, key) ? base[key] : undefined;
    const next = isObject ? mergeDeep(asObject(before), value as Json) : value;
    Object.defineProperty(merged, key, { value: next, enumerable: true, writable: true, configurable: true });
  }
  return merged;
}
