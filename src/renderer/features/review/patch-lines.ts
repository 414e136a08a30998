export type PatchLine =
  | { readonly kind: 'gap'; readonly text: string }
  | {
      readonly kind: 'same' | 'added' | 'removed';
      readonly before: number | null;
      readonly after: number | null;
      readonly text: string;
    }
  | { readonly kind: 'note'; readonly text: string };

const hunk = /^@@ -(\d+)(?:,\d+)? \+(\d+)(?:,\d+)? @@ ?(.*)$/;

/**
 * The lines of one file's unified patch, with their numbers before and after. Headers are left out; what is neither
 * (`\ No newline at end of file`, `Binary files … differ`) comes as a note.
 */
export function patchLines(patch: string): PatchLine[] {
  const lines: PatchLine[] = [];
  let at: { before: number; after: number } | null = null;
  for (const line of patch.replace(/\n$/, '').split('\n')) {
    const start = hunk.exec(line);
    if (start) {
      at = { before: Number(start[1]), after: Number(start[2]) };
      lines.push({ kind: 'gap', text: start[3] || `line ${start[2]}` });
    } else if (at) lines.push(patchLine(line, at));
    else if (line.startsWith('Binary files')) lines.push({ kind: 'note', text: line });
  }
  return lines;
}

function patchLine(line: string, at: { before: number; after: number }): PatchLine {
  const text = line.slice(1);
  switch (line[0]) {
    case '+':
      return { kind: 'added', before: null, after: at.after++, text };
    case '-':
      return { kind: 'removed', before: at.before++, after: null, text };
    case '\\':
      return { kind: 'note', text: text.trim() };
    default:
      return { kind: 'same', before: at.before++, after: at.after++, text };
  }
}
