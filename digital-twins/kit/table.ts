import { type IndexOf, TableIndex } from './table-index.ts';

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

/** Whether a value is a table, which a snapshot saves by itself. */
export function isTable(value: unknown): value is Table<object> {
  return value instanceof RowTable;
}

export function createTable<Row extends object, Name extends string = never>(shape: TableShape<Row, Name>): Table<Row, Name> {
  return new RowTable(shape);
}

/** A class, since a namespace has over a hundred tables: methods are shared, closures would not be. */
class RowTable<Row extends object, Name extends string> implements Table<Row, Name> {
  readonly #shape: TableShape<Row, Name>;
  #rows = new Map<string, Row>();
  /** Whether a snapshot holds the same map; it is copied before the first change then. */
  #isShared = false;
  /** Rows that a snapshot may share; those that are not in it are this table's own. Undefined: there was no snapshot. */
  #own: WeakSet<Row> | undefined;
  /** The indexes that somebody has asked for. */
  #indexes = new Map<string, TableIndex<Row>>();

  constructor(shape: TableShape<Row, Name>) {
    this.#shape = shape;
  }

  get size(): number {
    return this.#rows.size;
  }

  get(key: string): Readonly<Row> | undefined {
    return this.#rows.get(key);
  }

  has(key: string): boolean {
    return this.#rows.has(key);
  }

  keys(): IterableIterator<string> {
    return this.#rows.keys();
  }

  values(): IterableIterator<Readonly<Row>> {
    return this.#rows.values();
  }

  add(row: Row): Readonly<Row> {
    const key = this.#shape.key(row);
    if (this.#rows.has(key)) throw new Error(`the key ${key} is taken`);
    this.#copyIfShared();
    this.#rows.set(key, row);
    this.#own?.add(row);
    for (const index of this.#indexes.values()) index.add(key, row);
    return row;
  }

  edit(key: string, change: (row: Row) => void): Readonly<Row> {
    const before = this.#rows.get(key);
    if (before === undefined) throw new Error(`there is no row ${key}`);
    this.#copyIfShared();
    const indexes = [...this.#indexes.values()];
    const places = indexes.map(index => index.placeOf(key, before));
    const isOwn = this.#own === undefined || this.#own.has(before);
    const row = isOwn ? before : structuredClone(before);
    this.#own?.add(row);
    this.#rows.set(key, row);
    try {
      change(row);
    } finally {
      for (const [place, index] of indexes.entries()) index.move(key, row, places[place]);
      // Those built while the row was being changed may have seen it half done.
      if (this.#indexes.size > indexes.length) this.#forgetIndexes();
    }
    return row;
  }

  delete(key: string): boolean {
    const row = this.#rows.get(key);
    if (row === undefined) return false;
    this.#copyIfShared();
    for (const index of this.#indexes.values()) index.remove(key, row);
    return this.#rows.delete(key);
  }

  by(name: Name, value: string): Readonly<Row>[] {
    return this.keysBy(name, value).map(key => this.#rows.get(key) as Row);
  }

  keysBy(name: Name, value: string): readonly string[] {
    return this.#indexOf(name).keys(value);
  }

  seek(name: Name, value: string, order: string | number): number {
    return this.#indexOf(name).seek(value, order);
  }

  save(): SavedTable {
    this.#own = new WeakSet();
    this.#isShared = true;
    return { rows: this.#rows };
  }

  load(saved: SavedTable): void {
    if (this.#rows === saved.rows) return; // nothing was changed since
    this.#rows = saved.rows as Map<string, Row>;
    this.#isShared = true;
    this.#own = new WeakSet();
    this.#forgetIndexes();
  }

  #copyIfShared(): void {
    if (!this.#isShared) return;
    this.#rows = new Map(this.#rows);
    this.#isShared = false;
  }

  #forgetIndexes(): void {
    this.#indexes = new Map();
  }

  /** Built on first use: a restore costs nothing for indexes that nobody reads. */
  #indexOf(name: Name): TableIndex<Row> {
    const known = this.#indexes.get(name);
    if (known !== undefined) return known;
    const shape = this.#shape.indexes?.[name];
    if (shape === undefined) throw new Error(`there is no index ${name}`);
    const index = new TableIndex(shape, key => this.#rows.get(key) as Row, this.#rows);
    this.#indexes.set(name, index);
    return index;
  }
}
