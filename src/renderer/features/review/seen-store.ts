import { createStore } from 'zustand/vanilla';
import { keep, readKept } from '../../client/storage.ts';

/** The changed pictures that were looked at, by evidence hash: new evidence must be looked at anew. */
export const seenStore = createStore<Readonly<Record<string, readonly string[]>>>(() => ({}));

export function seenOf(all: Readonly<Record<string, readonly string[]>>, hash: string): readonly string[] {
  return all[hash] ?? kept(hash);
}

export function markSeen(hash: string, key: string): void {
  const seen = seenOf(seenStore.getState(), hash);
  if (seen.includes(key)) return;
  const next = [...seen, key];
  seenStore.setState({ [hash]: next });
  keep(`seen.${hash}`, JSON.stringify(next));
}

const cache = new Map<string, readonly string[]>();

/** The same list for the same hash each time, since it is compared by identity when the page is drawn. */
function kept(hash: string): readonly string[] {
  const known = cache.get(hash);
  if (known) return known;
  const read = parse(readKept(`seen.${hash}`));
  cache.set(hash, read);
  return read;
}

function parse(text: string | null): readonly string[] {
  try {
    const value: unknown = text === null ? [] : JSON.parse(text);
    return Array.isArray(value) ? value.filter(each => typeof each === 'string') : [];
  } catch {
    return [];
  }
}
