import { escapeHtml, type Html, html } from '../../../kit/html.ts';
import { asList, asObject, type Loose, optionsOf } from '../../interaction/element.ts';
import type { Channel } from '../../state.ts';
import { conversationsFor, type Look } from '../look.ts';

/** An element of Block Kit as a field or a button. `block` is the block it stands in, `label` names it for those who cannot see. */
export interface Shown {
  look: Look;
  block: Loose;
  element: Loose;
  label: string;
  /** Whether it acts as soon as it is changed; inputs of a form wait for the form. */
  isInput: boolean;
}

type Render = (shown: Shown) => Html;

const dateTypes: Record<string, string> = { datepicker: 'date', timepicker: 'time', datetimepicker: 'datetime-local' };
const textTypes: Record<string, string> = { email_text_input: 'email', url_text_input: 'url', number_input: 'number' };

/** Whatever it is, script finds it by these. */
function marks({ block, element, isInput }: Shown): Html {
  const type = String(element.type);
  const acts = !isInput || asObject(block).dispatch_action === true;
  const confirm = element.confirm === undefined ? '' : ` data-confirm="${escapeHtml(JSON.stringify(element.confirm))}"`;
  const place = `data-block="${escapeHtml(String(block.block_id ?? ''))}" data-action="${escapeHtml(String(element.action_id ?? ''))}"`;
  return { html: `${place} data-type="${escapeHtml(type)}"${acts ? ' data-acts' : ''}${confirm}` };
}

export function renderElement(shown: Shown): Html {
  const type = String(shown.element.type);
  if (type === 'button' || type === 'workflow_button') return button(shown);
  if (type in dateTypes) return dateField(shown);
  if (type in textTypes || type === 'plain_text_input' || type === 'rich_text_input') return textField(shown);
  if (type === 'checkboxes' || type === 'radio_buttons') return choices(shown);
  if (type === 'overflow') return overflow(shown);
  if (type.endsWith('external_select')) return searched(shown);
  if (type.endsWith('_select')) return select(shown);
  if (type === 'image') return picture(shown.element);
  return html`<span class="unknown">[${type}]</span>`;
}

const button: Render = shown => {
  const { element } = shown;
  const kind = element.style === 'primary' ? 'primary' : element.style === 'danger' ? 'danger' : '';
  const url = typeof element.url === 'string' && /^https?:/.test(element.url) ? html` data-url="${element.url}"` : html``;
  const label = typeof element.accessibility_label === 'string' ? html` aria-label="${element.accessibility_label}"` : html``;
  return html`<button type="button" class="button ${kind}" ${marks(shown)}${url}${label}>${textOf(element.text)}</button>`;
};

const dateField: Render = shown => {
  const { element, label } = shown;
  const type = dateTypes[String(element.type)] ?? 'date';
  const given = element.initial_date ?? element.initial_time ?? initialMoment(element.initial_date_time);
  return html`<input type="${type}" class="field" aria-label="${label}" ${marks(shown)} value="${String(given ?? '')}">`;
};

function initialMoment(seconds: unknown): string | undefined {
  return typeof seconds === 'number' ? new Date(seconds * 1000).toISOString().slice(0, 16) : undefined;
}

const textField: Render = shown => {
  const { element, label } = shown;
  const value = typeof element.initial_value === 'string' ? element.initial_value : '';
  const limits = limitsOf(element);
  const common = html`class="field" aria-label="${label}" placeholder="${textOf(element.placeholder)}" ${marks(shown)}${limits}`;
  if (element.multiline === true || element.type === 'rich_text_input')
    return html`<textarea rows="4" ${common}>${value}</textarea>`;
  return html`<input type="${textTypes[String(element.type)] ?? 'text'}" ${common} value="${value}">`;
};

function limitsOf(element: Loose): Html {
  const names = { max_length: 'maxlength', min_length: 'minlength', min_value: 'min', max_value: 'max' };
  const given = Object.entries(names).filter(([name]) => element[name] !== undefined);
  const decimals = element.is_decimal_allowed === true ? [' step="any"'] : [];
  return {
    html: [...given.map(([name, attribute]) => ` ${attribute}="${escapeHtml(String(element[name]))}"`), ...decimals].join(''),
  };
}

const choices: Render = shown => {
  const { element, label, block } = shown;
  const type = element.type === 'checkboxes' ? 'checkbox' : 'radio';
  const chosen = [...asList(element.initial_options), element.initial_option].map(one => asObject(one).value);
  const group = `${String(block.block_id)} ${String(element.action_id)}`;
  const items = optionsOf(element).map(
    option =>
      html`<label class="choice"><input type="${type}" name="${group}" value="${String(option.value)}" ${flag('checked', chosen.includes(option.value))}><span>${textOf(option.text)}${
        option.description === undefined ? html`` : html`<small>${textOf(option.description)}</small>`
      }</span></label>`,
  );
  return html`<fieldset class="choices" aria-label="${label}" ${marks(shown)}>${items}</fieldset>`;
};

const overflow: Render = shown => {
  const items = optionsOf(shown.element).map(
    option => html`<button type="button" role="menuitem" value="${String(option.value)}">${textOf(option.text)}</button>`,
  );
  return html`<details class="overflow" ${marks(shown)}><summary class="button" aria-label="More options">…</summary><div role="menu">${items}</div></details>`;
};

/** A select that is searched: what the app offers is fetched as one types. */
const searched: Render = shown => {
  const { element, label } = shown;
  const least = typeof element.min_query_length === 'number' ? element.min_query_length : 3;
  return html`<div class="searched" data-least="${least}" ${marks(shown)}><input type="search" class="field" role="combobox" aria-expanded="false" aria-label="${label}" placeholder="${textOf(element.placeholder)}"><div class="chosen"></div><div class="offers" role="listbox" hidden></div></div>`;
};

const select: Render = shown => {
  const { element, label } = shown;
  const isMulti = String(element.type).startsWith('multi_');
  const none = isMulti ? [] : [html`<option value="">${textOf(element.placeholder) || 'Select an item'}</option>`];
  return html`<select class="field" aria-label="${label}" ${marks(shown)} ${flag('multiple', isMulti)}>${[...none, ...selectOptions(shown)]}</select>`;
};

function selectOptions({ look, element }: Shown): Html[] {
  const chosen = new Set(initialValues(element));
  const item = ({ value, text }: { value: string; text: string }) =>
    html`<option value="${value}" ${flag('selected', chosen.has(value))}>${text}</option>`;
  if (!/static/.test(String(element.type))) return offered(look, String(element.type)).map(item);
  const plain = asList(element.options).map(one => item(choiceOf(one)));
  const groups = asList(element.option_groups).map(asObject);
  return [
    ...plain,
    ...groups.map(
      group => html`<optgroup label="${textOf(group.label)}">${asList(group.options).map(one => item(choiceOf(one)))}</optgroup>`,
    ),
  ];
}

function choiceOf(option: unknown): { value: string; text: string } {
  const { value, text } = asObject(option);
  return { value: String(value), text: textOf(text) };
}

function initialValues(element: Loose): string[] {
  const single = [
    element.initial_user,
    element.initial_channel,
    element.initial_conversation,
    asObject(element.initial_option).value,
  ];
  const many = [element.initial_users, element.initial_channels, element.initial_conversations].flatMap(asList);
  const options = asList(element.initial_options).map(one => asObject(one).value);
  return [...single, ...many, ...options].filter(value => typeof value === 'string');
}

/** People or channels to choose from; only so many, since a page has to end. */
function offered(look: Look, type: string): { value: string; text: string }[] {
  const { state } = look;
  const most = 500;
  if (type.includes('users')) {
    const people = [...state.users.values()].filter(user => !user.deleted && user.id !== 'USLACKBOT').slice(0, most);
    return people.map(user => ({ value: user.id, text: user.realName }));
  }
  const kinds: Channel['kind'][] = type.includes('channels') ? ['public'] : ['public', 'private'];
  const channels = conversationsFor(look, kinds)
    .filter(channel => !channel.isArchived)
    .slice(0, most);
  return channels.map(channel => ({ value: channel.id, text: `#${channel.name}` }));
}

/** A picture is never fetched: its place and its words are shown. */
export function picture(element: Loose): Html {
  const words = typeof element.alt_text === 'string' ? element.alt_text : '';
  return html`<span class="picture" role="img" aria-label="${words}"></span>`;
}

function flag(name: string, isSet: boolean): Html {
  return { html: isSet ? name : '' };
}

export function textOf(text: unknown): string {
  return typeof text === 'string' ? text : String(asObject(text).text ?? '');
}
