import type { z } from 'zod';
import { nearestWord } from './nearest.ts';

/** One thing that is wrong with a file, in plain words. `path` leads to where; `fix` is the next step. */
export type YamlProblem = { readonly path: readonly PropertyKey[]; readonly text: string; readonly fix: string };

/** Turn what zod says into sentences for a person. A description on a schema (`.describe`) says what a missing field is for. */
export function problemText(issue: z.core.$ZodIssue, schema: z.ZodType, value: unknown): YamlProblem[] {
  const { path } = issue;
  const field = fieldName(path);
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map(key => unknownField([...path, key], keysAt(schema, path)));
    case 'invalid_type':
      return [
        valueAt(value, path) === undefined
          ? missingField(path, describedAt(schema, path))
          : wrongType(path, issue.expected, valueAt(value, path)),
      ];
    case 'invalid_value':
      return [oneOf(path, issue.values.map(String), valueAt(value, path))];
    case 'invalid_union':
      return [valueAt(value, path) === undefined ? missingField(path, describedAt(schema, path)) : inUnion(issue, path, schema)];
    default:
      return [{ path, text: `\`${field}\`: ${issue.message}`, fix: `Correct \`${field}\`.` }];
  }
}

function unknownField(path: readonly PropertyKey[], known: readonly string[]): YamlProblem {
  const name = String(path.at(-1));
  const meant = nearestWord(name, known);
  const fix = meant
    ? `Rename \`${name}\` to \`${meant}\`.`
    : `Remove \`${name}\`${known.length ? `; known here: ${known.join(', ')}` : ''}.`;
  return { path, text: `unknown field \`${fieldName(path)}\`${meant ? `, did you mean \`${meant}\`?` : ''}`, fix };
}

function missingField(path: readonly PropertyKey[], described: string | undefined): YamlProblem {
  const field = fieldName(path);
  return {
    path,
    text: `\`${field}\` is missing${described ? `: ${described}` : ''}`,
    fix: `Add \`${field}\`${described ? ` (${described})` : ''}.`,
  };
}

function wrongType(path: readonly PropertyKey[], expected: string, found: unknown): YamlProblem {
  const field = fieldName(path);
  const fix =
    expected === 'string' ? `Put the value of \`${field}\` in quotes.` : `Make \`${field}\` ${kindNames[expected] ?? expected}.`;
  return { path, text: `\`${field}\` should be ${kindNames[expected] ?? expected}, not ${kindOf(found)}`, fix };
}

function oneOf(path: readonly PropertyKey[], allowed: readonly string[], found: unknown): YamlProblem {
  if (found === undefined) return missingField(path, `one of ${allowed.join(', ')}`);
  const field = fieldName(path);
  const meant = typeof found === 'string' ? nearestWord(found, allowed) : null;
  const text = `\`${field}\` is ${JSON.stringify(found)}; it should be ${allowed.length === 1 ? allowed[0] : `one of ${allowed.join(', ')}`}`;
  return { path, text, fix: `Set \`${field}\` to ${meant ?? allowed.join(' or ')}.` };
}

function inUnion(issue: z.core.$ZodIssueInvalidUnion, path: readonly PropertyKey[], schema: z.ZodType): YamlProblem {
  const field = fieldName(path);
  const described = describedAt(schema, path);
  const inner = issue.errors.flat().find(one => one.path.length > 0) ?? issue.errors.flat()[0];
  const reason = described ?? inner?.message ?? 'none of the forms allowed here';
  return {
    path: [...path, ...(inner?.path ?? [])],
    text: `\`${field}\` has none of the forms allowed here: ${reason}`,
    fix: `Correct \`${field}\`: ${reason}.`,
  };
}

const kindNames: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a group of fields',
  record: 'a group of fields',
};

function kindOf(value: unknown): string {
  if (value === null) return 'empty';
  if (Array.isArray(value)) return 'a list';
  return kindNames[typeof value] ?? typeof value;
}

function fieldName(path: readonly PropertyKey[]): string {
  return (
    path
      .map((part, index) => (typeof part === 'number' ? `[${part + 1}]` : `${index === 0 ? '' : '.'}${String(part)}`))
      .join('') || 'the file'
  );
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (at, key) => (typeof at === 'object' && at !== null ? (at as Record<PropertyKey, unknown>)[key] : undefined),
    value,
  );
}

type Inner = {
  readonly innerType?: z.ZodType;
  readonly shape?: Readonly<Record<string, z.ZodType>>;
  readonly element?: z.ZodType;
  readonly valueType?: z.ZodType;
};

function innerOf(schema: z.ZodType): Inner {
  return schema.def as Inner;
}

/** The schema that stands at a path, with what wraps it; null where the path leads through a union. */
function schemaAt(schema: z.ZodType, path: readonly PropertyKey[]): z.ZodType | null {
  let at: z.ZodType | undefined = schema;
  for (const key of path) {
    at = unwrap(at);
    const { shape, element, valueType }: Inner = innerOf(at);
    at = typeof key === 'number' ? element : (shape?.[String(key)] ?? valueType);
    if (!at) return null;
  }
  return at;
}

function unwrap(schema: z.ZodType): z.ZodType {
  const { innerType } = innerOf(schema);
  return innerType ? unwrap(innerType) : schema;
}

function keysAt(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  const at = schemaAt(schema, path);
  return at ? Object.keys(innerOf(unwrap(at)).shape ?? {}) : [];
}

function describedAt(schema: z.ZodType, path: readonly PropertyKey[]): string | undefined {
  let at = schemaAt(schema, path);
  while (at) {
    if (at.description) return at.description;
    at = innerOf(at).innerType ?? null;
  }
  return undefined;
}
