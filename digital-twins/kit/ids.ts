import { createHash } from 'node:crypto';

/**
 * Ids that come out the same for the same seed and the same calls, in every namespace: pictures and journals of two
 * sides can then be compared. They are names, never secrets; what must not be guessed comes from `secrets.ts`.
 */
export interface Ids {
  /** An id of `length` characters of `alphabet`, the next of its kind. */
  next(kind: string, shape: IdShape): string;
  /** The next number of its kind, from `from` on. */
  number(kind: string, from: number): number;
  /** The id that belongs to a name: the same name always has the same one. */
  named(kind: string, name: string, shape: IdShape): string;
  save(): Record<string, number>;
  load(counters: Record<string, number>): void;
}

interface IdShape {
  prefix: string;
  length: number;
  alphabet: string;
}

export const upperAlphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
export const mixedAlphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
export const hexAlphabet = '0123456789abcdef';

function spell(text: string, shape: IdShape): string {
  const digest = createHash('sha512').update(text).digest();
  let id = shape.prefix;
  for (let place = 0; id.length < shape.length; place += 1) {
    id += shape.alphabet[(digest[place % digest.length] ?? 0) % shape.alphabet.length];
  }
  return id;
}

export function createIds(): Ids {
  let counters: Record<string, number> = Object.create(null);
  const count = (kind: string, from: number) => {
    const value = counters[kind] ?? from;
    counters[kind] = value + 1;
    return value;
  };
  return {
    next: (kind, shape) => spell(`${kind}#${count(kind, 1)}`, shape),
    number: count,
    named: (kind, name, shape) => spell(`${kind}:${name}`, shape),
    save: () => ({ ...counters }),
    load: saved => {
      counters = { ...saved };
    },
  };
}
