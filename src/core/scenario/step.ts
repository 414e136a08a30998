import { z } from 'zod';
import { describeExpectation, type Expectation, type ExpectationKind, expectationOf, expectationSchemas } from './expectation.ts';
import { describeLocator, Locator } from './locator.ts';

/** One thing that a person does, a picture that is taken, or something that is expected. Actions are hard: the replay ends where one cannot be done. */
export type Act =
  | { readonly type: 'goto'; readonly url: string }
  | { readonly type: 'click' | 'check' | 'uncheck' | 'hover'; readonly on: Locator }
  | { readonly type: 'fill'; readonly on: Locator; readonly value: string }
  | { readonly type: 'select'; readonly on: Locator; readonly values: readonly string[] }
  | { readonly type: 'press'; readonly key: string; readonly on: Locator | null }
  | { readonly type: 'checkpoint'; readonly name: string; readonly mask: readonly Locator[]; readonly isFullPage: boolean }
  | { readonly type: 'expect'; readonly id: string; readonly expectation: Expectation };

/** `as` is who acts; `what` is the step for a person, with `${references}` left as they were written, so that no password is shown. */
export type Step = Act & { readonly as: string; readonly what: string; readonly line: number; readonly timeoutMs: number | null };

const common = { as: z.string().optional(), timeout_ms: z.int().min(0).max(60_000).optional() };
const text = z.union([z.string(), z.number()], { error: 'expected text' }).transform(String);
const address = z
  .string()
  .regex(
    /^(\/(?!\/)|http:\/\/([a-z0-9-]+\.)+localhost(\/|$))/,
    'an address is a path such as /tickets, or http://NAME.localhost/…',
  );
const name = z.string().regex(/^[a-z0-9][a-z0-9-]*$/, 'a name is lower case letters, digits and dashes');

/** Each action by its verb, which is the key that tells the steps apart. */
export const actionSchemas = {
  goto: z.strictObject({ ...common, goto: address }),
  click: z.strictObject({ ...common, click: Locator }),
  fill: z.strictObject({ ...common, fill: Locator, value: text }),
  select: z.strictObject({ ...common, select: Locator, value: z.union([text, z.array(text).min(1)]) }),
  check: z.strictObject({ ...common, check: Locator }),
  uncheck: z.strictObject({ ...common, uncheck: Locator }),
  hover: z.strictObject({ ...common, hover: Locator }),
  press: z.strictObject({ ...common, press: z.string().min(1), on: Locator.optional() }),
  checkpoint: z.strictObject({
    ...common,
    checkpoint: name,
    mask: z.array(Locator).default([]),
    full: z.boolean().default(false),
  }),
} as const;
export type Verb = keyof typeof actionSchemas;

export const verbs = [...(Object.keys(actionSchemas) as Verb[]), 'expect'] as const;

/** Which schema a raw step is meant for, or the sentence that says why none fits. */
export function schemaOf(
  raw: Readonly<Record<string, unknown>>,
): { readonly kind: Verb | ExpectationKind; readonly schema: z.ZodObject } | string {
  const found = verbs.filter(verb => Object.hasOwn(raw, verb));
  // `check` and `expect` are whole steps, but `expect` also has words of its own, so it goes first.
  if (Object.hasOwn(raw, 'expect')) return expectationSchemaOf(raw);
  if (found.length > 1) return `one step does one thing, but this one has ${found.join(' and ')}`;
  const verb = found[0] as Verb | undefined;
  return verb === undefined ? `a step starts with one of ${verbs.join(', ')}` : { kind: verb, schema: actionSchemas[verb] };
}

function expectationSchemaOf(raw: Readonly<Record<string, unknown>>): ReturnType<typeof schemaOf> {
  const kinds = (Object.keys(expectationSchemas) as ExpectationKind[]).filter(kind => Object.hasOwn(raw, kind));
  const kind = kinds[0];
  if (kind === undefined) return 'an expectation looks at one of page, twin (with calls or state), twins, console';
  return kinds.length > 1
    ? `one expectation looks at one thing, but this one has ${kinds.join(' and ')}`
    : { kind, schema: expectationSchemas[kind] };
}

/** The step as the player reads it, or the sentence that says what is wrong with it. `raw` has passed the schema of `kind`. */
export function actOf(kind: Verb | ExpectationKind, raw: unknown): Act | string {
  if (!(kind in actionSchemas)) {
    const expectation = expectationOf(kind as ExpectationKind, raw);
    return typeof expectation === 'string'
      ? expectation
      : { type: 'expect', id: (raw as { expect: string }).expect, expectation };
  }
  return actionOf(raw as ActionInput);
}

type ActionInput = { [verb in Verb]: z.infer<(typeof actionSchemas)[verb]> }[Verb];

function actionOf(raw: ActionInput): Act {
  if ('goto' in raw) return { type: 'goto', url: raw.goto };
  if ('click' in raw) return { type: 'click', on: raw.click };
  if ('check' in raw) return { type: 'check', on: raw.check };
  if ('uncheck' in raw) return { type: 'uncheck', on: raw.uncheck };
  if ('hover' in raw) return { type: 'hover', on: raw.hover };
  if ('fill' in raw) return { type: 'fill', on: raw.fill, value: raw.value };
  if ('select' in raw) return { type: 'select', on: raw.select, values: Array.isArray(raw.value) ? raw.value : [raw.value] };
  if ('press' in raw) return { type: 'press', key: raw.press, on: raw.on ?? null };
  return { type: 'checkpoint', name: raw.checkpoint, mask: raw.mask, isFullPage: raw.full };
}

/** For a person: `fill field "Title" with "VPN is down"`. */
export function describeAct(act: Act): string {
  switch (act.type) {
    case 'goto':
      return `go to ${act.url}`;
    case 'fill':
      return `fill ${describeLocator(act.on)} with ${JSON.stringify(act.value)}`;
    case 'select':
      return `select ${act.values.map(value => JSON.stringify(value)).join(', ')} in ${describeLocator(act.on)}`;
    case 'press':
      return act.on === null ? `press ${act.key}` : `press ${act.key} on ${describeLocator(act.on)}`;
    case 'checkpoint':
      return `picture "${act.name}"`;
    case 'expect':
      return `expect ${act.id}: ${describeExpectation(act.expectation)}`;
    default:
      return `${act.type} ${describeLocator(act.on)}`;
  }
}
