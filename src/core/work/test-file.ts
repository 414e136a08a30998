/** Whether a path holds tests, by the customs of the common languages. */
export function isTestFile(path: string): boolean {
  return (
    /(^|\/)(tests?|__tests__|spec)\//i.test(path) ||
    /[._-](test|spec)\.\w+$/i.test(path) ||
    /(^|\/)test_[^/]+\.py$|_test\.go$/.test(path)
  );
}
