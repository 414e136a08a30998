import { type Html, html } from '../../../kit/html.ts';
import { asList, asObject, type Loose } from '../../interaction/element.ts';
import type { Look } from '../look.ts';
import { picture, renderElement, textOf } from './element.ts';
import { renderText } from './mrkdwn.ts';
import { renderRichText } from './rich-text.ts';
import { renderTable } from './table.ts';

/** Block Kit as the client shows it; a block it does not know is named, not hidden. */
export function renderBlocks(look: Look, blocks: unknown): Html {
  return html`${asList(blocks).map(block => renderBlock(look, asObject(block)))}`;
}

function renderBlock(look: Look, block: Loose): Html {
  switch (block.type) {
    case 'divider':
      return html`<hr>`;
    case 'header':
      return html`<h3 class="block header">${renderText(look, textOf(block.text))}</h3>`;
    case 'section':
      return section(look, block);
    case 'context':
      return html`<div class="block context">${asList(block.elements).map(one => contextPart(look, asObject(one)))}</div>`;
    case 'actions':
    case 'context_actions':
      return html`<div class="block actions">${elementsIn(look, block)}</div>`;
    case 'input':
      return input(look, block);
    case 'image':
      return image(block);
    case 'rich_text':
      return html`<div class="block text">${renderRichText(look, block)}</div>`;
    case 'markdown':
      return html`<div class="block text">${renderText(look, markdownAsMrkdwn(textOf(block.text)))}</div>`;
    case 'table':
      return renderTable(look, block);
    case 'video':
      return html`<div class="block"><strong>${textOf(block.title)}</strong>${picture(block)}</div>`;
    case 'file':
      return html`<div class="block context">File ${String(block.external_id ?? '')}</div>`;
    default:
      return html`<div class="block context">[${String(block.type)}]</div>`;
  }
}

function section(look: Look, block: Loose): Html {
  const accessory =
    block.accessory === undefined
      ? html``
      : html`<div class="accessory">${elementIn(look, block, block.accessory, textOf(block.text))}</div>`;
  const fields = asList(block.fields).map(field => html`<div>${rendered(look, field)}</div>`);
  return html`<div class="block section"><div class="text">${block.text === undefined ? html`` : html`<div>${rendered(look, block.text)}</div>`}${
    fields.length === 0 ? html`` : html`<div class="fields">${fields}</div>`
  }</div>${accessory}</div>`;
}

/** A text object: `plain_text` has no marks. */
function rendered(look: Look, text: unknown): Html {
  return asObject(text).type === 'plain_text' ? html`${textOf(text)}` : renderText(look, textOf(text));
}

function contextPart(look: Look, element: Loose): Html {
  return element.type === 'image' ? picture(element) : html`<span>${rendered(look, element)}</span>`;
}

function elementsIn(look: Look, block: Loose): Html[] {
  return asList(block.elements).map(element => elementIn(look, block, element, ''));
}

function elementIn(look: Look, block: Loose, element: unknown, label: string): Html {
  const given = asObject(element);
  const name = textOf(given.placeholder) || label || String(given.action_id ?? '');
  return renderElement({ look, block, element: given, label: name, isInput: false });
}

function input(look: Look, block: Loose): Html {
  const label = textOf(block.label);
  const optional = block.optional === true ? html` <small>(optional)</small>` : html``;
  const hint = block.hint === undefined ? html`` : html`<p class="hint">${textOf(block.hint)}</p>`;
  return html`<div class="block input" data-input="${String(block.block_id ?? '')}"><div class="label">${label}${optional}</div>${renderElement(
    { look, block, element: asObject(block.element), label, isInput: true },
  )}${hint}<p class="problem" role="alert" hidden></p></div>`;
}

function image(block: Loose): Html {
  const title = block.title === undefined ? html`` : html`<div class="context">${textOf(block.title)}</div>`;
  return html`<div class="block">${title}<span class="picture large" role="img" aria-label="${String(block.alt_text ?? '')}">${String(block.alt_text ?? '')}</span></div>`;
}

/** The marks of Markdown that Slack's own text writes otherwise. */
function markdownAsMrkdwn(text: string): string {
  return text
    .replace(/^#{1,6} (.*)$/gm, '*$1*')
    .replace(/\*\*(.+?)\*\*/g, '*$1*')
    .replace(/\[([^\]]+)\]\((https?:[^)\s]+)\)/g, '<$2|$1>')
    .replace(/^[-*] /gm, '• ');
}
