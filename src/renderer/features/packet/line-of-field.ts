/** The line of a YAML text on which a field begins, from 0: `stop.max_minutes` is looked for under `stop`. Null if it is not there. */
export function lineOfField(text: string, field: string): number | null {
  const lines = text.split('\n');
  let from = 0;
  let found: number | null = null;
  for (const part of field.replace(/\[\d+\].*$/, '').split('.')) {
    const at = lines.findIndex((line, index) => index >= from && new RegExp(`^\\s*(?:- )?${literal(part)}\\s*:`).test(line));
    if (at < 0) break;
    found = at;
    from = at + 1;
  }
  return found;
}

/** A text as a regular expression that matches it and nothing else. */
function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
