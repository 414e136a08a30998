/** What a field of a block or an element may hold. `need`: it must be there; `unless`: it must, without these others. */
export type Field = { need?: true; unless?: string[] } & (
  | { kind: 'string'; least?: number; most?: number; oneOf?: string[] }
  | { kind: 'flag' }
  | { kind: 'text'; most: number; plain?: true }
  | { kind: 'object'; fields: Fields }
  | { kind: 'element'; types?: string[] }
  | { kind: 'list'; of: Field; most: number; least?: number }
  /** A text, or an image. */
  | { kind: 'context' }
  | { kind: 'any' }
);

export type Fields = Record<string, Field>;

const need = true;
const ids: Fields = { action_id: { kind: 'string', most: 255 } };
const blockIds: Fields = { block_id: { kind: 'string', most: 255 } };
const flag: Field = { kind: 'flag' };
const any: Field = { kind: 'any' };

const option: Field = {
  kind: 'object',
  fields: {
    text: { kind: 'text', most: 75, need },
    value: { kind: 'string', most: 150, need },
    description: { kind: 'text', most: 75 },
    url: { kind: 'string', most: 3000 },
  },
};
const optionGroup: Field = {
  kind: 'object',
  fields: { label: { kind: 'text', most: 75, plain: true, need }, options: { kind: 'list', of: option, most: 100, need } },
};
const confirm: Field = {
  kind: 'object',
  fields: {
    title: { kind: 'text', most: 100, plain: true, need },
    text: { kind: 'text', most: 300, need },
    confirm: { kind: 'text', most: 30, plain: true },
    deny: { kind: 'text', most: 30, plain: true },
    style: { kind: 'string', oneOf: ['primary', 'danger'] },
  },
};

const menu: Fields = { ...ids, confirm, placeholder: { kind: 'text', most: 150, plain: true }, focus_on_load: flag };
const options = (most: number): Field => ({ kind: 'list', of: option, most, need });
const staticMenu: Fields = {
  ...menu,
  options: { kind: 'list', of: option, most: 100, unless: ['option_groups'] },
  option_groups: { kind: 'list', of: optionGroup, most: 100 },
};
const choices: Fields = { ...ids, confirm, options: options(10), focus_on_load: flag };
const input: Fields = {
  ...ids,
  placeholder: { kind: 'text', most: 150, plain: true },
  initial_value: { kind: 'string', most: 3000 },
};
const image: Fields = {
  image_url: { kind: 'string', most: 3000, unless: ['slack_file'] },
  alt_text: { kind: 'string', most: 2000, need },
};

/** Elements of blocks (Slack docs, "Block elements" reference). */
export const elementTypes: Record<string, Fields> = {
  button: {
    ...ids,
    text: { kind: 'text', most: 75, plain: true, need },
    url: { kind: 'string', most: 3000 },
    value: { kind: 'string', most: 2000 },
    style: { kind: 'string', oneOf: ['primary', 'danger'] },
    confirm,
    accessibility_label: { kind: 'string', most: 75 },
  },
  image,
  overflow: { ...ids, confirm, options: options(5) },
  static_select: staticMenu,
  multi_static_select: staticMenu,
  external_select: menu,
  multi_external_select: menu,
  users_select: menu,
  multi_users_select: menu,
  conversations_select: menu,
  multi_conversations_select: menu,
  channels_select: menu,
  multi_channels_select: menu,
  checkboxes: choices,
  radio_buttons: choices,
  datepicker: menu,
  timepicker: menu,
  datetimepicker: { ...ids, confirm, focus_on_load: flag },
  plain_text_input: { ...input, multiline: flag },
  email_text_input: input,
  url_text_input: input,
  number_input: { ...input, is_decimal_allowed: { kind: 'flag', need } },
  rich_text_input: { ...ids, placeholder: { kind: 'text', most: 150, plain: true } },
  file_input: ids,
  workflow_button: { ...ids, text: { kind: 'text', most: 75, plain: true, need }, workflow: { ...any, need } },
  feedback_buttons: { ...ids, positive_button: { ...any, need }, negative_button: { ...any, need } },
  icon_button: { ...ids, icon: { kind: 'string', need }, text: { kind: 'text', most: 75, plain: true, need } },
};

const inContext: Field = { kind: 'context' };
const inputElements = Object.keys(elementTypes).filter(
  type => !['button', 'image', 'overflow', 'icon_button', 'feedback_buttons'].includes(type),
);
const interactive = Object.keys(elementTypes).filter(
  type => type !== 'image' && !type.endsWith('_input') && type !== 'file_input',
);

/** Blocks (Slack docs, "Blocks" reference). */
export const blockTypes: Record<string, Fields> = {
  section: {
    ...blockIds,
    text: { kind: 'text', most: 3000, unless: ['fields'] },
    fields: { kind: 'list', of: { kind: 'text', most: 2000 }, most: 10 },
    accessory: { kind: 'element' },
    expand: flag,
  },
  divider: blockIds,
  header: { ...blockIds, text: { kind: 'text', most: 150, plain: true, need } },
  context: { ...blockIds, elements: { kind: 'list', of: inContext, most: 10, need } },
  actions: { ...blockIds, elements: { kind: 'list', of: { kind: 'element', types: interactive }, most: 25, need } },
  context_actions: { ...blockIds, elements: { kind: 'list', of: { kind: 'element' }, most: 5, need } },
  image: { ...blockIds, ...image, title: { kind: 'text', most: 2000, plain: true } },
  input: {
    ...blockIds,
    label: { kind: 'text', most: 2000, plain: true, need },
    element: { kind: 'element', types: inputElements, need },
    hint: { kind: 'text', most: 2000, plain: true },
    optional: flag,
    dispatch_action: flag,
  },
  file: { ...blockIds, external_id: { kind: 'string', need }, source: { kind: 'string', oneOf: ['remote'], need } },
  rich_text: { ...blockIds, elements: { kind: 'list', of: any, most: 1000, least: 0, need } },
  video: {
    ...blockIds,
    alt_text: { kind: 'string', need },
    title: { kind: 'text', most: 200, plain: true, need },
    thumbnail_url: { kind: 'string', need },
    video_url: { kind: 'string', need },
  },
  markdown: { ...blockIds, text: { kind: 'string', least: 1, most: 12_000, need } },
  table: { ...blockIds, rows: { kind: 'list', of: any, most: 100, need } },
  call: { ...blockIds, call_id: { kind: 'string', need } },
};
