/** The places of the lines that the other side does not have; equal lines are matched one by one. */
export function withoutCommon(lines: readonly string[], other: readonly string[]): ReadonlySet<number> {
  const left = new Map<string, number>();
  for (const line of other) left.set(line, (left.get(line) ?? 0) + 1);
  const own = new Set<number>();
  lines.forEach((line, at) => {
    const count = left.get(line) ?? 0;
    if (count === 0) own.add(at);
    else left.set(line, count - 1);
  });
  return own;
}
