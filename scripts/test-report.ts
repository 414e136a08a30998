/** What a run of the tests came to, as the reporter writes it down for `scripts/test.ts`. */
export type TestReport = {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: readonly SkippedTest[];
};
export type SkippedTest = { readonly file: string; readonly name: string; readonly note: string | null };

/** The variable that tells the reporter where to write. */
export const reportVariable = 'ANDON_TEST_REPORT';
