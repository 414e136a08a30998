import type { AppError } from '../base/app-error.ts';
import { byteWindow, itemWindow } from './wire.ts';

/** What has come for one reader and was not read yet. Its size is bounded by the far side's window. */
export type Inbox = {
  put(value: unknown, size: number): void;
  /** No more will come. What is here is still read; then the reader gets the error, or the end. */
  end(error: AppError | null): void;
  /** Forgets what was not read. */
  clear(): void;
  next(): Promise<IteratorResult<unknown>>;
};

type Reader = { resolve(result: IteratorResult<unknown>): void; reject(error: unknown): void };

/** `acknowledge` is told how much was read, in batches: often enough that the far side never stands still for the want of one. */
export function createInbox(kind: 'stream' | 'bytes', acknowledge: (count: number) => void): Inbox {
  const batch = (kind === 'bytes' ? byteWindow.low : itemWindow.low) / 2;
  const values: { value: unknown; size: number }[] = [];
  const readers: Reader[] = [];
  let outcome: { error: AppError | null } | null = null;
  let read = 0;

  const taken = (size: number) => {
    read += size;
    if (read < batch) return;
    acknowledge(read);
    read = 0;
  };

  const settle = (reader: Reader): boolean => {
    const first = values.shift();
    if (first !== undefined) {
      reader.resolve({ done: false, value: first.value });
      taken(first.size);
    } else if (outcome === null) return false;
    else if (outcome.error === null) reader.resolve({ done: true, value: undefined });
    else {
      reader.reject(outcome.error);
      outcome = { error: null };
    }
    return true;
  };

  const serveReaders = () => {
    while (readers.length > 0 && settle(readers[0]!)) readers.shift();
  };

  return {
    put: (value, size) => {
      if (outcome !== null) return;
      values.push({ value, size });
      serveReaders();
    },
    end: error => {
      outcome ??= { error };
      serveReaders();
    },
    clear: () => void values.splice(0),
    next: () =>
      new Promise((resolve, reject) => {
        const reader = { resolve, reject };
        if (readers.length > 0 || !settle(reader)) readers.push(reader);
      }),
  };
}
