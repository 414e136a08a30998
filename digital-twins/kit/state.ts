import { isTable, type SavedTable } from './table.ts';

/** A twin's state at one moment: tables share their rows with it, everything else is copied. */
export type SavedState = Record<string, { table: SavedTable } | { value: unknown }>;

type Parts = Record<string, unknown>;

export function saveState(state: unknown): SavedState {
  return Object.fromEntries(
    Object.entries(state as Parts).map(([name, part]) => [
      name,
      isTable(part) ? { table: part.save() } : { value: structuredClone(part) },
    ]),
  );
}

/** Puts a saved state back into the object it came from, which everybody goes on holding. */
export function loadState(state: unknown, saved: SavedState): void {
  const parts = state as Parts;
  for (const name of Object.keys(parts)) if (!(name in saved)) delete parts[name];
  for (const [name, one] of Object.entries(saved)) {
    const part = parts[name];
    if ('value' in one) parts[name] = structuredClone(one.value);
    else if (isTable(part)) part.load(one.table);
  }
}
