/** What rows are found by: one value, several, or none (then the row is not in the index). */
type IndexValue = string | readonly string[] | undefined;

/** An index of a table; within one value rows stand by `order`, by default in the order they were added. */
export interface IndexOf<Row> {
  of(row: Readonly<Row>): IndexValue;
  order?(row: Readonly<Row>): string | number;
}

interface Place {
  values: readonly string[];
  order: string | number;
}

/** For each value the keys of its rows, in order. */
export class TableIndex<Row> {
  readonly #shape: IndexOf<Row>;
  readonly #rowOf: (key: string) => Row;
  readonly #lists = new Map<string, string[]>();
  /** When a row was added, where the shape names no order. */
  readonly #ranks = new Map<string, number>();
  #lastRank = 0;

  constructor(shape: IndexOf<Row>, rowOf: (key: string) => Row, rows: ReadonlyMap<string, Row>) {
    this.#shape = shape;
    this.#rowOf = rowOf;
    for (const [key, row] of rows) {
      this.#rank(key);
      for (const value of valuesOf(shape, row)) this.#listOf(value).push(key);
    }
    if (shape.order === undefined) return;
    const compare = (left: string, right: string) => compareOrders(this.#orderAt(left), this.#orderAt(right));
    for (const list of this.#lists.values()) list.sort(compare);
  }

  keys(value: string): readonly string[] {
    return this.#lists.get(value) ?? [];
  }

  seek(value: string, order: string | number): number {
    return placeOf(this.#lists.get(value) ?? [], order, key => this.#orderAt(key), 'before');
  }

  add(key: string, row: Row): void {
    this.#rank(key);
    const order = this.#orderOf(key, row);
    for (const value of valuesOf(this.#shape, row)) {
      const list = this.#listOf(value);
      const place = placeOf(list, order, one => this.#orderAt(one), 'after');
      if (place === list.length) list.push(key);
      else list.splice(place, 0, key);
    }
  }

  remove(key: string, row: Row): void {
    this.#take(key, valuesOf(this.#shape, row));
    this.#ranks.delete(key);
  }

  /** Where a row stands before it is changed; `move` then puts it where it belongs. */
  placeOf(key: string, row: Row): Place {
    return { values: [...valuesOf(this.#shape, row)], order: this.#orderOf(key, row) };
  }

  move(key: string, row: Row, was: Place | undefined): void {
    if (was === undefined) return;
    if (this.#orderOf(key, row) === was.order && isSameList(valuesOf(this.#shape, row), was.values)) return;
    this.#take(key, was.values);
    this.add(key, row);
  }

  #take(key: string, values: readonly string[]): void {
    for (const value of values) {
      const list = this.#lists.get(value);
      // Most changes are to what is new.
      const place = list?.lastIndexOf(key) ?? -1;
      if (place !== -1) list?.splice(place, 1);
      if (list?.length === 0) this.#lists.delete(value);
    }
  }

  #listOf(value: string): string[] {
    const list = this.#lists.get(value) ?? [];
    if (list.length === 0) this.#lists.set(value, list);
    return list;
  }

  #rank(key: string): void {
    if (this.#shape.order !== undefined || this.#ranks.has(key)) return;
    this.#lastRank += 1;
    this.#ranks.set(key, this.#lastRank);
  }

  #orderOf(key: string, row: Row): string | number {
    return this.#shape.order?.(row) ?? this.#ranks.get(key) ?? 0;
  }

  #orderAt(key: string): string | number {
    return this.#orderOf(key, this.#rowOf(key));
  }
}

function valuesOf<Row>(shape: IndexOf<Row>, row: Row): readonly string[] {
  const value = shape.of(row);
  if (value === undefined) return [];
  return typeof value === 'string' ? [value] : [...new Set(value)];
}

function isSameList(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((value, place) => value === right[place]);
}

function compareOrders(left: string | number, right: string | number): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

/** By halves: the first place before, or after, all that have the same order. */
function placeOf(
  list: readonly string[],
  order: string | number,
  orderOf: (key: string) => string | number,
  side: 'before' | 'after',
): number {
  const last = list.at(-1);
  if (last === undefined) return 0;
  const end = compareOrders(orderOf(last), order);
  if (end < 0 || (end === 0 && side === 'after')) return list.length;
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const compared = compareOrders(orderOf(list[middle] ?? ''), order);
    if (compared < 0 || (compared === 0 && side === 'after')) low = middle + 1;
    else high = middle;
  }
  return low;
}
