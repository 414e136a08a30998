import { isDeepStrictEqual } from 'node:util';
import type { Page } from 'playwright-core';
import type { Label } from '../../kit/coverage.ts';
import type { Product, Reply } from '../product.ts';
import type { Loose } from '../twins-process.ts';

/** One thing that a real client must find as it is at the vendor. It passes when `run` does not throw. */
export interface Check {
  /** Unique in its twin, kebab-case. */
  id: string;
  title: string;
  /** What the expectation itself rests on. */
  label: Label;
  /** The whole seed document; `productUrl` is where the check's product listens. */
  seed?(productUrl: string): unknown;
  run(bench: Bench): Promise<void>;
}

/** What a check works with: a server that is the twin, or one that knows nothing. */
export interface Bench {
  /** Where the server listens: http://localhost:PORT. */
  url: string;
  /** A product of this check's own, which the twin may call. */
  product: Product;
  /** Makes the product answer so from now on. */
  reply(answer: (heard: Product['heard'][number]) => Reply | Promise<Reply>): void;
  /** The twins' admin interface of this check's namespace: `/clock`, `/script`, `/state`, `/journal` … Empty for null servers. */
  admin(method: string, path: string, body?: unknown): Promise<Loose>;
  /** A page of a headless browser, 1280×800, closed after the check. */
  page(): Promise<Page>;
  /** Undoes something after the check, whatever came of it. */
  after(undo: () => unknown): void;
}

/** Throws with `what` unless it holds. */
export function demand(holds: boolean, what: string): asserts holds {
  if (!holds) throw new Error(what);
}

/** Runs what must fail and gives back its error. Throws when it does not fail. */
export async function failure(run: () => Promise<unknown>): Promise<Error & Record<string, unknown>> {
  try {
    await run();
  } catch (error) {
    return error as Error & Record<string, unknown>;
  }
  throw new Error('this was expected to fail, and did not');
}

/** Throws unless both are the same all the way down; says where they first differ. */
export function same(actual: unknown, expected: unknown, what = 'value'): void {
  if (isDeepStrictEqual(actual, expected)) return;
  throw new Error(`${what}: expected ${short(expected)}, got ${short(actual)}`);
}

function short(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
}
