import { z } from 'zod';

/** How a scenario compares a value: exactly, by a part of its text, or by a regular expression. */
export type Match = string | number | boolean | { readonly contains: string } | { readonly matches: string };

const pattern = z.string().refine(isRegularExpression, { error: 'not a regular expression that can be read' });

export const Match: z.ZodType<Match> = z.union(
  [z.string(), z.number(), z.boolean(), z.strictObject({ contains: z.string().min(1) }), z.strictObject({ matches: pattern })],
  { error: 'expected text, a number, true or false, { contains: text } or { matches: regular expression }' },
);

export function isRegularExpression(text: string): boolean {
  try {
    new RegExp(text, 'u');
    return true;
  } catch {
    return false;
  }
}

/** Numbers and booleans match themselves and the text that looks like them, since forms send everything as text. */
export function isMatch(match: Match, value: unknown): boolean {
  if (typeof match !== 'object')
    return value !== null && value !== undefined && typeof value !== 'object' && String(value) === String(match);
  const text = textOf(value);
  if (text === null) return false;
  return 'contains' in match ? text.includes(match.contains) : new RegExp(match.matches, 'u').test(text);
}

/** For a person: `"text"`, `containing "part"`, `matching /pattern/`. */
export function describeMatch(match: Match): string {
  if (typeof match !== 'object') return JSON.stringify(match);
  return 'contains' in match ? `containing ${JSON.stringify(match.contains)}` : `matching /${match.matches}/`;
}

function textOf(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
