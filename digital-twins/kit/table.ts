/** What rows are found by: one value, several, or none (then the row is not in the index). */
type IndexValue = string | readonly string[] | undefined;

/** An index of a table; within one value rows stand by `order`, by default in the order they were added. */
export interface IndexOf<Row> {
  of(row: Readonly<Row>): IndexValue;
  order?(row: Readonly<Row>): string | number;
}

export interface TableShape<Row, Name extends string> {
  key(row: Readonly<Row>): string;
  indexes?: Record<Name, IndexOf<Row>>;
}

/** Rows at one moment. It costs nothing to take: rows are shared until one side changes them. */
export interface SavedTable {
  rows: Map<string, unknown>;
}

/**
 * Rows by key, in the order they were added, with indexes. Rows that came out of it are never to be changed except in
 * `edit`: they are shared with snapshots.
 */
export interface Table<Row extends object, Name extends string = never> {
  readonly size: number;
  get(key: string): Readonly<Row> | undefined;
  has(key: string): boolean;
  keys(): IterableIterator<string>;
  values(): IterableIterator<Readonly<Row>>;
  /** Throws when the key is taken. */
  add(row: Row): Readonly<Row>;
  /** Changes a row, which may not change its key. Throws when there is none. */
  edit(key: string, change: (row: Row) => void): Readonly<Row>;
  /** Whether there was one. */
  delete(key: string): boolean;
  by(index: Name, value: string): Readonly<Row>[];
  /** The keys that `by` would follow, not copied: for paging through long lists. Not to be changed. */
  keysBy(index: Name, value: string): readonly string[];
  /** The first place in `keysBy` whose order is at least `order`. */
  seek(index: Name, value: string, order: string | number): number;
  save(): SavedTable;
  load(saved: SavedTable): void;
}

const tables = new WeakSet<object>();

/** Whether a value is a table, which a snapshot saves by itself. */
export function isTable(value: unknown): value is Table<object> {
  return typeof value === 'object' && value !== null && tables.has(value);
}

export function createTable<Row extends object, Name extends string = never>(shape: TableShape<Row, Name>): Table<Row, Name> {
  let rows = new Map<string, Row>();
  /** Whether a snapshot holds the same map; it is copied before the first change then. */
  let isShared = false;
  /** Rows no snapshot shares. */
  let own = new WeakSet<Row>();
  const indexes = Object.fromEntries(
    Object.entries<IndexOf<Row>>(shape.indexes ?? {}).map(([name, index]) => [
      name,
      createIndex(index, key => rows.get(key) as Row),
    ]),
  ) as Record<Name, Index<Row>>;
  const all = Object.values<Index<Row>>(indexes);
  const makeOwn = () => {
    if (!isShared) return;
    rows = new Map(rows);
    isShared = false;
  };
  const table: Table<Row, Name> = {
    get size() {
      return rows.size;
    },
    get: key => rows.get(key),
    has: key => rows.has(key),
    keys: () => rows.keys(),
    values: () => rows.values(),
    add: row => {
      const key = shape.key(row);
      if (rows.has(key)) throw new Error(`the key ${key} is taken`);
      makeOwn();
      rows.set(key, row);
      own.add(row);
      for (const index of all) index.add(key, row);
      return row;
    },
    edit: (key, change) => {
      const before = rows.get(key);
      if (before === undefined) throw new Error(`there is no row ${key}`);
      makeOwn();
      const places = all.map(index => index.placeOf(key, before));
      const row = own.has(before) ? before : structuredClone(before);
      own.add(row);
      rows.set(key, row);
      try {
        change(row);
      } finally {
        for (const [place, index] of all.entries()) index.move(key, row, places[place]);
      }
      return row;
    },
    delete: key => {
      const row = rows.get(key);
      if (row === undefined) return false;
      makeOwn();
      for (const index of all) index.remove(key, row);
      return rows.delete(key);
    },
    by: (index, value) => indexes[index].keys(rows, value).map(key => rows.get(key) as Row),
    keysBy: (index, value) => indexes[index].keys(rows, value),
    seek: (index, value, order) => indexes[index].seek(rows, value, order),
    save: () => {
      own = new WeakSet();
      isShared = true;
      return { rows };
    },
    load: saved => {
      if (rows === saved.rows) return; // nothing was changed since
      rows = saved.rows as Map<string, Row>;
      isShared = true;
      own = new WeakSet();
      for (const index of all) index.forget();
    },
  };
  tables.add(table);
  return table;
}

interface Index<Row> {
  keys(rows: Map<string, Row>, value: string): readonly string[];
  seek(rows: Map<string, Row>, value: string, order: string | number): number;
  add(key: string, row: Row): void;
  remove(key: string, row: Row): void;
  /** Where a row stands before it is changed; `move` then puts it where it belongs. Undefined: nobody has asked yet. */
  placeOf(key: string, row: Row): Place | undefined;
  move(key: string, row: Row, was: Place | undefined): void;
  forget(): void;
}

interface Place {
  values: readonly string[];
  order: string | number;
}

/** Built on first use, and again after `forget`: a restore costs nothing for indexes that nobody reads. */
function createIndex<Row>(shape: IndexOf<Row>, rowOf: (key: string) => Row): Index<Row> {
  let lists: Map<string, string[]> | undefined;
  /** When a row was added, where the shape names no order. */
  let ranks = new Map<string, number>();
  let lastRank = 0;
  const orderOf = (key: string, row: Row) => shape.order?.(row) ?? ranks.get(key) ?? 0;
  const insert = (key: string, row: Row) => {
    if (shape.order === undefined && !ranks.has(key)) ranks.set(key, ++lastRank);
    const order = orderOf(key, row);
    for (const value of valuesOf(shape, row)) {
      const list = lists?.get(value);
      if (list === undefined) lists?.set(value, [key]);
      else
        list.splice(
          placeOf(list, order, one => orderOf(one, rowOf(one)), 'after'),
          0,
          key,
        );
    }
  };
  const take = (key: string, { values }: Place) => {
    for (const value of values) {
      const list = lists?.get(value);
      // Most changes are to what is new.
      const place = list?.lastIndexOf(key) ?? -1;
      if (place !== -1) list?.splice(place, 1);
      if (list?.length === 0) lists?.delete(value);
    }
  };
  const build = (rows: Map<string, Row>) => {
    if (lists !== undefined) return lists;
    lists = new Map();
    for (const [key, row] of rows) {
      if (shape.order === undefined && !ranks.has(key)) ranks.set(key, ++lastRank);
      for (const value of valuesOf(shape, row)) {
        const list = lists.get(value);
        if (list === undefined) lists.set(value, [key]);
        else list.push(key);
      }
    }
    const compare = (left: string, right: string) => compareOrders(orderOf(left, rowOf(left)), orderOf(right, rowOf(right)));
    if (shape.order !== undefined) for (const list of lists.values()) list.sort(compare);
    return lists;
  };
  return {
    keys: (rows, value) => build(rows).get(value) ?? [],
    seek: (rows, value, order) => {
      const list = build(rows).get(value) ?? [];
      return placeOf(list, order, key => orderOf(key, rowOf(key)), 'before');
    },
    add: (key, row) => {
      if (lists !== undefined) insert(key, row);
    },
    remove: (key, row) => {
      if (lists === undefined) return;
      take(key, { values: valuesOf(shape, row), order: 0 });
      ranks.delete(key);
    },
    placeOf: (key, row) => (lists === undefined ? undefined : { values: [...valuesOf(shape, row)], order: orderOf(key, row) }),
    move: (key, row, was) => {
      if (lists === undefined) return;
      if (was === undefined) {
        // It was built while the row was being changed, and may have seen it half done.
        lists = undefined;
        return;
      }
      if (orderOf(key, row) === was.order && isSameList(valuesOf(shape, row), was.values)) return;
      take(key, was);
      insert(key, row);
    },
    forget: () => {
      lists = undefined;
      ranks = new Map();
      lastRank = 0;
    },
  };
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
