/** The part of a table that is needed to drop its oldest row. */
interface Store {
  readonly size: number;
  keys(): IterableIterator<string>;
  delete(key: string): boolean;
}

/** Before a row is added: the oldest goes when there are `limit` of them, so that a long run does not fill the memory. */
export function makeRoom(store: Store, limit: number): void {
  const oldest = store.size >= limit ? store.keys().next().value : undefined;
  if (oldest !== undefined) store.delete(oldest);
}
