import type { JqlContext } from './context.ts';
import type { ChoiceField, NumberField } from './fields/field.ts';
import { findFunction } from './functions/functions.ts';
import { JqlError } from './syntax/jql-error.ts';
import type { Single } from './syntax/query.ts';
import { dateFormats, dateOfCall, isDateFunction, parseDate } from './time/dates.ts';

type Call = Extract<Single, { kind: 'call' }>;

function unknownFunction({ name, args }: Call): JqlError {
  return new JqlError(`Unable to find JQL function '${name}(${args.join(', ')})'.`);
}

function wrongFunction({ name }: Call, field: string): JqlError {
  return new JqlError(`A value provided by the function '${name}' is invalid for the field '${field}'.`);
}

/** The ids a value of a choice field stands for. Throws `JqlError` for what the site does not know. */
export function idsOfValue(field: ChoiceField, value: Single, context: JqlContext): readonly string[] {
  if (value.kind === 'empty') return [];
  if (value.kind === 'call') return idsOfCall(field, value, context);
  const ids = field.resolve(value.text);
  if (ids.length > 0) return ids;
  if (field.unknown !== undefined) throw new JqlError(field.unknown(value.text, field.name));
  throw missing(field.name, value.text);
}

function missing(field: string, text: string): JqlError {
  if (/^\d+$/.test(text)) return new JqlError(`A value with ID '${text}' does not exist for the field '${field}'.`);
  return new JqlError(`The value '${text}' does not exist for the field '${field}'.`);
}

function idsOfCall(field: ChoiceField, call: Call, context: JqlContext): readonly string[] {
  const own = field.call?.(call);
  if (own !== undefined) return own;
  const found = findFunction(call.name);
  if (found === undefined) {
    const isOther = isDateFunction(call.name) || ['cascadeoption', 'choiceoption'].includes(call.name.toLowerCase());
    throw isOther ? wrongFunction(call, field.name) : unknownFunction(call);
  }
  checkArguments(call, found.least, found.most);
  if (found.gives !== field.of) throw wrongFunction(call, field.name);
  return found.run(call.args, context);
}

function checkArguments({ name, args }: Call, least: number, most: number): void {
  if (args.length >= least && args.length <= most) return;
  const wanted = least === most ? `'${least}' arguments` : `between '${least}' and '${most}' arguments`;
  throw new JqlError(`Function '${name}' expected ${wanted} but received '${args.length}'.`);
}

/** The ms a value of a date field stands for. */
export function timeOfValue(name: string, value: Exclude<Single, { kind: 'empty' }>, context: JqlContext): number {
  if (value.kind === 'call') return timeOfCall(name, value, context);
  const time = parseDate(value.text, context);
  if (time !== undefined) return time;
  throw new JqlError(`Date value '${value.text}' for field '${name}' is invalid. ${dateFormats}`);
}

function timeOfCall(field: string, call: Call, context: JqlContext): number {
  if (isDateFunction(call.name)) return dateOfCall(call, context);
  throw findFunction(call.name) === undefined ? unknownFunction(call) : wrongFunction(call, field);
}

export function numberOfValue(field: NumberField, value: Exclude<Single, { kind: 'empty' }>): number {
  if (value.kind === 'call') {
    throw findFunction(value.name) === undefined && !isDateFunction(value.name)
      ? unknownFunction(value)
      : wrongFunction(value, field.name);
  }
  const number = field.parse(value.text);
  if (number === undefined) throw new JqlError(field.invalid(value.text));
  return number;
}

/** The words of a text field's value; functions give none. */
export function wordsOfValue(field: string, value: Exclude<Single, { kind: 'empty' }>): string {
  if (value.kind === 'text') return value.text;
  const isKnown = findFunction(value.name) !== undefined || isDateFunction(value.name);
  throw isKnown ? wrongFunction(value, field) : unknownFunction(value);
}
