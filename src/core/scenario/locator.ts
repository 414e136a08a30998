import { z } from 'zod';
import { describeMatch, Match } from './match.ts';

const ways = ['role', 'label', 'testId', 'text', 'placeholder', 'css'] as const;

/** How a step finds one thing on a page: exactly one way, as a person would name it; `nth` counts from 0 and is the last resort. */
export type Locator = {
  readonly role?: string | undefined;
  readonly label?: Match | undefined;
  readonly testId?: string | undefined;
  readonly text?: Match | undefined;
  readonly placeholder?: Match | undefined;
  readonly css?: string | undefined;
  readonly name?: Match | undefined;
  readonly exact?: boolean | undefined;
  readonly nth?: number | undefined;
  readonly within?: Locator | undefined;
};

export const locatorShape = {
  role: z.string().min(1).optional(),
  label: Match.optional(),
  testId: z.string().min(1).optional(),
  text: Match.optional(),
  placeholder: Match.optional(),
  css: z.string().min(1).optional(),
  name: Match.optional(),
  exact: z.boolean().optional(),
  nth: z.int().optional(),
  within: z.lazy((): z.ZodType<Locator> => Locator).optional(),
};

export const Locator: z.ZodType<Locator> = z
  .strictObject(locatorShape)
  .refine(locator => ways.filter(way => locator[way] !== undefined).length === 1, {
    error: `a locator has exactly one of ${ways.join(', ')}`,
  })
  .refine(locator => locator.name === undefined || locator.role !== undefined, { error: '`name` goes with `role` only' });

/** For a person: `button "Save" in row "T-1"`. */
export function describeLocator(locator: Locator): string {
  const nth = locator.nth === undefined ? '' : ` no. ${locator.nth + 1}`;
  const within = locator.within === undefined ? '' : ` in ${describeLocator(locator.within)}`;
  return `${describeWay(locator)}${nth}${within}`;
}

function describeWay(locator: Locator): string {
  if (locator.role !== undefined)
    return locator.name === undefined ? locator.role : `${locator.role} ${describeMatch(locator.name)}`;
  if (locator.label !== undefined) return `field ${describeMatch(locator.label)}`;
  if (locator.text !== undefined) return `text ${describeMatch(locator.text)}`;
  if (locator.placeholder !== undefined) return `field with placeholder ${describeMatch(locator.placeholder)}`;
  return locator.testId === undefined ? `element ${locator.css}` : `element ${JSON.stringify(locator.testId)}`;
}
