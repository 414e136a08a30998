import { type Document, isMap, isNode, isPair, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { AppError } from '../../base/app-error.ts';
import { problemText } from './yaml-problem.ts';

/** What is being read: `noun` for sentences ("packet"), the stem of the error codes, and the file's name where there is one. */
export type YamlSource = { readonly noun: string; readonly file?: string | undefined };

const maxYamlBytes = 1024 * 1024;
const maxProblemsShown = 12;

/**
 * Read YAML and check it against a schema. Throws `invalid` with code `NOUN.not-yaml` or `NOUN.invalid`; the message
 * names file, line and field of each problem, and the hint is the fix of the first one.
 */
export function readYaml<S extends z.ZodType>(text: string, schema: S, source: YamlSource): z.output<S> {
  const lines = new LineCounter();
  const document = documentOf(text, lines, source);
  const value = plainValue(document, source);
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.flatMap(issue => problemText(issue, schema, value));
  const shown = problems
    .slice(0, maxProblemsShown)
    .map(problem => `${placeOf(source, lineOf(document, lines, problem.path))}${problem.text}`);
  const more = problems.length > maxProblemsShown ? [`… and ${problems.length - maxProblemsShown} more`] : [];
  throw new AppError('invalid', `${source.noun}.invalid`, [...shown, ...more].join('\n'), {
    hint: problems[0]?.fix ?? `Correct the ${source.noun} and try again.`,
  });
}

function documentOf(text: string, lines: LineCounter, source: YamlSource): Document {
  if (Buffer.byteLength(text) > maxYamlBytes) throw notYaml(source, 1, `a ${source.noun} may have at most 1 MB`);
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const fault = document.errors[0];
  if (fault) throw notYaml(source, lines.linePos(fault.pos[0]).line, fault.message);
  if (!isMap(document.contents)) throw notYaml(source, 1, 'it should be a list of `field: value` lines');
  return document;
}

function plainValue(document: Document, source: YamlSource): unknown {
  try {
    return document.toJS({ maxAliasCount: 50 });
  } catch (error) {
    throw notYaml(source, 1, error instanceof Error ? error.message : String(error));
  }
}

function notYaml(source: YamlSource, line: number, reason: string): AppError {
  const hint = `Look at line ${line}: a missing space after a colon, a tab, or a quote that is not closed are the usual causes.`;
  return new AppError(
    'invalid',
    `${source.noun}.not-yaml`,
    `${placeOf(source, line)}this is not YAML that a ${source.noun} can be read from: ${reason}`,
    { hint },
  );
}

function placeOf(source: YamlSource, line: number): string {
  return `${source.file ?? source.noun}:${line}: `;
}

/** The line of the deepest part of the path that the file really has; a missing field is put at its parent. */
function lineOf(document: Document, lines: LineCounter, path: readonly PropertyKey[]): number {
  for (let depth = path.length; depth > 0; depth--) {
    const offset = offsetAt(document, path.slice(0, depth));
    if (offset !== null) return lines.linePos(offset).line;
  }
  return 1;
}

function offsetAt(document: Document, path: readonly PropertyKey[]): number | null {
  const parent = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
  const key = path.at(-1);
  if (isMap(parent)) {
    const pair = parent.items.find(item => isPair(item) && String(item.key) === String(key));
    if (!pair) return null;
    return isNode(pair.key) ? (pair.key.range?.[0] ?? null) : null;
  }
  const node = document.getIn(path, true);
  return isNode(node) ? (node.range?.[0] ?? null) : null;
}
