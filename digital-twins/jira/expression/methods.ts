import { ExpressionError } from './tokens.ts';
import { type Fn, isMap, typeOf, type Value } from './value.ts';

type Methods<Self> = Record<string, (self: Self, args: Value[]) => Value>;

function fnOf(value: Value | undefined): Fn {
  if (typeof value === 'function') return value;
  throw new ExpressionError('The argument must be a function');
}

const text = (value: Value | undefined) => String(value ?? '');
const truth = (value: Value) => value === true;

function indexOf(value: Value | undefined): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

const ofText: Methods<string> = {
  toUpperCase: self => self.toUpperCase(),
  toLowerCase: self => self.toLowerCase(),
  trim: self => self.trim(),
  includes: (self, [part]) => self.includes(text(part)),
  indexOf: (self, [part]) => self.indexOf(text(part)),
  startsWith: (self, [part]) => self.startsWith(text(part)),
  endsWith: (self, [part]) => self.endsWith(text(part)),
  split: (self, [by]) => self.split(text(by)),
  slice: (self, [from, to]) => self.slice(indexOf(from), indexOf(to)),
  substring: (self, [from, to]) => self.substring(indexOf(from) ?? 0, indexOf(to)),
  replace: (self, [from, to]) => self.replaceAll(text(from), () => text(to)),
};

const ofList: Methods<Value[]> = {
  map: (self, [fn]) => self.map((one, place) => fnOf(fn)(one, place)),
  filter: (self, [fn]) => self.filter((one, place) => truth(fnOf(fn)(one, place))),
  some: (self, [fn]) => self.some((one, place) => truth(fnOf(fn)(one, place))),
  every: (self, [fn]) => self.every((one, place) => truth(fnOf(fn)(one, place))),
  find: (self, [fn]) => self.find((one, place) => truth(fnOf(fn)(one, place))) ?? null,
  flatMap: (self, [fn]) => self.flatMap((one, place) => fnOf(fn)(one, place)),
  flatten: self => self.flat(),
  includes: (self, [part]) => self.includes(part ?? null),
  indexOf: (self, [part]) => self.indexOf(part ?? null),
  join: (self, [by]) => self.map(text).join(by === undefined ? ',' : text(by)),
  slice: (self, [from, to]) => self.slice(indexOf(from), indexOf(to)),
  concat: (self, [other]) => self.concat(other ?? []),
  sort: (self, [fn]) => self.toSorted((left, right) => Number(fnOf(fn)(left, right))),
  reduce: (self, [fn, start]) =>
    start === undefined ? self.reduce((sum, one) => fnOf(fn)(sum, one)) : self.reduce((sum, one) => fnOf(fn)(sum, one), start),
};

/** A property or method that values of the language itself have; undefined for others. */
export function builtIn(self: Value, key: string): Value | undefined {
  if (key === 'length' && (typeof self === 'string' || Array.isArray(self))) return self.length;
  if (typeof self === 'string') return bound(ofText, self, key);
  if (Array.isArray(self)) return bound(ofList, self, key);
  if (isMap(self) && key === 'get') return name => self.map[text(name)] ?? null;
  if (typeof self === 'number' && key === 'toString') return () => String(self);
  return undefined;
}

function bound<Self>(methods: Methods<Self>, self: Self, key: string): Value | undefined {
  const method = Object.hasOwn(methods, key) ? methods[key] : undefined;
  return method === undefined ? undefined : (...args) => method(self, args);
}

export function demandNumber(value: Value): number {
  if (typeof value === 'number') return value;
  throw new ExpressionError(`A number was expected, but ${typeOf(value)} was given`);
}
