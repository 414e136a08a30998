import { z } from 'zod';
import { describeLocator, Locator } from './locator.ts';
import { describeMatch, isRegularExpression, Match } from './match.ts';
import { type CallMatch, callShape, describeCall } from './twin-match.ts';

/** What a scenario expects to see. Expectations are soft: the replay goes on, so that every one is judged. */
export type Expectation =
  | {
      readonly on: 'page';
      readonly locator: Locator;
      readonly visible: boolean;
      readonly hidden: boolean;
      readonly text: Match | null;
      readonly count: number | null;
      readonly value: Match | null;
      readonly withinViewport: boolean;
    }
  | {
      readonly on: 'twin-calls';
      readonly twin: string;
      readonly calls: CallMatch;
      readonly count: number;
      readonly settleMs: number;
    }
  | { readonly on: 'twin-state'; readonly twin: string; readonly path: string; readonly wanted: StateMatch }
  | { readonly on: 'twins-only'; readonly allow: readonly AllowedCall[]; readonly settleMs: number }
  | { readonly on: 'console' };

/** `equals` compares whole values; `contains` also finds an element in a list. */
export type StateMatch = { readonly equals: unknown } | { readonly matches: string } | { readonly contains: string };
export type AllowedCall = CallMatch & { readonly twin: string };

const common = {
  expect: z.string().regex(/^[a-z0-9][a-z0-9-]*$/, 'an id is lower case letters, digits and dashes'),
  as: z.string().optional(),
  timeout_ms: z.int().min(0).max(60_000).optional(),
};
const settle_ms = z.int().min(0).max(30_000).default(1000);
const pattern = z.string().refine(isRegularExpression, { error: 'not a regular expression that can be read' });

export const pageExpectation = z.strictObject({
  ...common,
  page: Locator,
  visible: z.literal(true).optional(),
  hidden: z.literal(true).optional(),
  text: Match.optional(),
  count: z.int().min(0).optional(),
  value: Match.optional(),
  within_viewport: z.literal(true).optional(),
});
export const callsExpectation = z.strictObject({
  ...common,
  twin: z.string(),
  calls: z.strictObject(callShape),
  count: z.int().min(0),
  settle_ms,
});
export const stateExpectation = z.strictObject({
  ...common,
  twin: z.string(),
  state: z.string().min(1),
  equals: z.unknown().optional(),
  matches: pattern.optional(),
  contains: z.string().optional(),
});
export const onlyExpectation = z.strictObject({
  ...common,
  twins: z.literal('only'),
  allow: z.array(z.strictObject({ twin: z.string(), ...callShape })).default([]),
  settle_ms,
});
export const consoleExpectation = z.strictObject({ ...common, console: z.literal('clean') });

/** Each kind of expectation by the key that tells it from the others. */
export const expectationSchemas = {
  page: pageExpectation,
  calls: callsExpectation,
  state: stateExpectation,
  twins: onlyExpectation,
  console: consoleExpectation,
} as const;
export type ExpectationKind = keyof typeof expectationSchemas;

/** The expectation as the player and the judge read it, or the sentence that says what is wrong with it. */
export function expectationOf(kind: ExpectationKind, raw: unknown): Expectation | string {
  switch (kind) {
    case 'page':
      return pageOf(raw as z.infer<typeof pageExpectation>);
    case 'calls': {
      const { twin, calls, count, settle_ms: settleMs } = raw as z.infer<typeof callsExpectation>;
      return { on: 'twin-calls', twin, calls, count, settleMs };
    }
    case 'state':
      return stateOf(raw as z.infer<typeof stateExpectation>);
    case 'twins': {
      const { allow, settle_ms: settleMs } = raw as z.infer<typeof onlyExpectation>;
      return { on: 'twins-only', allow, settleMs };
    }
    case 'console':
      return { on: 'console' };
  }
}

function pageOf(raw: z.infer<typeof pageExpectation>): Expectation | string {
  const wanted = [raw.visible, raw.hidden, raw.text, raw.count, raw.value, raw.within_viewport].filter(
    part => part !== undefined,
  );
  if (wanted.length === 0) return 'says nothing about the page: add visible, hidden, text, count, value or within_viewport';
  if (raw.hidden && wanted.length > 1) return '`hidden` stands alone: what is hidden has no text, value or place';
  return {
    on: 'page',
    locator: raw.page,
    visible: raw.visible ?? false,
    hidden: raw.hidden ?? false,
    text: raw.text ?? null,
    count: raw.count ?? null,
    value: raw.value ?? null,
    withinViewport: raw.within_viewport ?? false,
  };
}

function stateOf(raw: z.infer<typeof stateExpectation>): Expectation | string {
  const given = (['equals', 'matches', 'contains'] as const).filter(key => Object.hasOwn(raw, key) && raw[key] !== undefined);
  if (given.length !== 1) return 'a state expectation has exactly one of equals, matches, contains';
  const wanted: StateMatch =
    raw.matches !== undefined
      ? { matches: raw.matches }
      : raw.contains !== undefined
        ? { contains: raw.contains }
        : { equals: raw.equals };
  return { on: 'twin-state', twin: raw.twin, path: raw.state, wanted };
}

/** For a person: `row "VPN" is visible`, `slack: exactly 1 × POST /api/chat.postMessage`. */
export function describeExpectation(expectation: Expectation): string {
  switch (expectation.on) {
    case 'page':
      return `${describeLocator(expectation.locator)} ${describePage(expectation)}`;
    case 'twin-calls':
      return `${expectation.twin}: exactly ${expectation.count} × ${describeCall(expectation.calls)}`;
    case 'twin-state':
      return `${expectation.twin}: ${expectation.path} ${describeState(expectation.wanted)}`;
    case 'twins-only':
      return 'nothing else is written to any twin';
    case 'console':
      return 'no errors in the console';
  }
}

function describePage(page: Extract<Expectation, { on: 'page' }>): string {
  const words: string[] = [];
  if (page.visible) words.push('is visible');
  if (page.hidden) words.push('is not to be seen');
  if (page.text !== null) words.push(`has the text ${describeMatch(page.text)}`);
  if (page.count !== null) words.push(`is there ${page.count} ×`);
  if (page.value !== null) words.push(`has the value ${describeMatch(page.value)}`);
  if (page.withinViewport) words.push('stays inside the window and its parent');
  return words.join(' and ');
}

function describeState(wanted: StateMatch): string {
  if ('matches' in wanted) return `matches /${wanted.matches}/`;
  return 'contains' in wanted ? `contains ${JSON.stringify(wanted.contains)}` : `is ${JSON.stringify(wanted.equals)}`;
}
