import { parseJson } from '../../kit/parse-json.ts';
import { asList, asObject, type Element, elementsOf, type Loose, optionsOf } from './element.ts';

/** What a page sends of an element: one value, several, or nothing. A choice of the app's own is its JSON text. */
export type Raw = string | string[] | null | undefined;

/** What was entered, by block id and action id. */
export type RawValues = Record<string, Record<string, Raw>>;

type Read = (element: Loose, raw: Raw) => Loose;

const one = (raw: Raw) => (Array.isArray(raw) ? (raw[0] ?? null) : raw === undefined || raw === '' ? null : raw);
const many = (raw: Raw) => (Array.isArray(raw) ? raw : raw === null || raw === undefined || raw === '' ? [] : [raw]);
const option = (element: Loose, value: string | null) =>
  value === null ? null : (optionsOf(element).find(each => each.value === value) ?? ownOption(value));

/** A choice that the app itself gave for a search. */
function ownOption(text: string): Loose | null {
  try {
    const given = asObject(parseJson(text));
    return typeof given.value === 'string' ? given : null;
  } catch {
    return null;
  }
}

const oneOption: Read = (element, raw) => ({ selected_option: option(element, one(raw)) });
const manyOptions: Read = (element, raw) => ({
  selected_options: many(raw)
    .map(value => option(element, value))
    .filter(each => each !== null),
});
const oneOf =
  (name: string): Read =>
  (_element, raw) => ({ [name]: one(raw) });
const manyOf =
  (name: string): Read =>
  (_element, raw) => ({ [name]: many(raw) });

/** How each kind of element says what was chosen (Slack docs, "Block elements"). */
const reads: Record<string, Read> = {
  plain_text_input: oneOf('value'),
  email_text_input: oneOf('value'),
  url_text_input: oneOf('value'),
  number_input: oneOf('value'),
  rich_text_input: (_element, raw) => ({ rich_text_value: one(raw) === null ? null : richText(one(raw) ?? '') }),
  static_select: oneOption,
  external_select: oneOption,
  radio_buttons: oneOption,
  overflow: oneOption,
  multi_static_select: manyOptions,
  multi_external_select: manyOptions,
  checkboxes: manyOptions,
  users_select: oneOf('selected_user'),
  conversations_select: oneOf('selected_conversation'),
  channels_select: oneOf('selected_channel'),
  multi_users_select: manyOf('selected_users'),
  multi_conversations_select: manyOf('selected_conversations'),
  multi_channels_select: manyOf('selected_channels'),
  datepicker: oneOf('selected_date'),
  timepicker: oneOf('selected_time'),
  datetimepicker: (_element, raw) => ({ selected_date_time: one(raw) === null ? null : Number(one(raw)) }),
};

function richText(text: string): Loose {
  const section = { type: 'rich_text_section', elements: [{ type: 'text', text }] };
  return { type: 'rich_text', elements: [section] };
}

/** The value of an element as payloads carry it: `{ type, value }`, `{ type, selected_option }`, … */
export function chosenValue({ type, element }: Element, raw: Raw): Loose {
  return { type, ...(reads[type]?.(element, raw) ?? {}) };
}

/** What an element holds before anybody touches it, as the page would send it. */
export function initialOf({ element }: Element): Raw {
  const options = asList(element.initial_options).map(each => String(asObject(each).value));
  if (options.length > 0) return options;
  if (element.initial_option !== undefined) return String(asObject(element.initial_option).value);
  const [, value] = Object.entries(element).find(([name]) => name.startsWith('initial_')) ?? [];
  if (Array.isArray(value)) return value.map(String);
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null;
}

/** `state.values` of blocks: every element that holds something, also when it holds nothing yet. */
export function stateValues(blocks: unknown, raw: RawValues): Record<string, Record<string, Loose>> {
  const values: Record<string, Record<string, Loose>> = {};
  for (const each of elementsOf(blocks)) {
    if (each.type === 'overflow' || reads[each.type] === undefined) continue;
    const given = raw[each.blockId]?.[each.actionId];
    const block = values[each.blockId] ?? {};
    values[each.blockId] = block;
    block[each.actionId] = chosenValue(each, given === undefined ? initialOf(each) : given);
  }
  return values;
}
