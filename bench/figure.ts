/** One measured figure. `ratio` is `value` over what it is compared with in the same run; `ok` says that it is within `budget`. */
export type Figure = {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What the ratio is against, in words. */
  readonly against: string;
  readonly ratio: number;
  readonly budget: number;
  readonly ok: boolean;
};

/** A benchmark; it cleans up after itself. */
export type Bench = (onProgress: (message: string) => void) => Promise<readonly Figure[]>;

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

export function rounded(value: number, digits = 1): number {
  return Number(value.toFixed(digits));
}
