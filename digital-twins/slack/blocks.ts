import { type Html, html } from '../kit/html.ts';
import { renderText } from './mrkdwn.ts';
import type { SlackState } from './state.ts';

type Loose = Record<string, unknown>;

/** Block Kit as the client shows it; a block it does not know is named, not hidden. */
export function renderBlocks(state: SlackState, blocks: unknown[]): Html {
  return html`${blocks.map(block => renderBlock(state, asObject(block)))}`;
}

function renderBlock(state: SlackState, block: Loose): Html {
  const kind = String(block.type);
  if (kind === 'divider') return html`<hr>`;
  if (kind === 'header') return html`<div class="block header">${textOf(block.text)}</div>`;
  if (kind === 'section') return html`<div class="block text">${sectionTexts(state, block)}</div>`;
  if (kind === 'context') return html`<div class="block context">${renderTexts(state, asList(block.elements))}</div>`;
  if (kind === 'actions') {
    return html`<div class="block">${asList(block.elements).map(one => html`<span class="button">${textOf(asObject(one).text)}</span>`)}</div>`;
  }
  if (kind === 'rich_text') return html`<div class="block text">${richText(block)}</div>`;
  return html`<div class="block context">[${kind}]</div>`;
}

function sectionTexts(state: SlackState, block: Loose): Html {
  const texts = [block.text, ...asList(block.fields)].filter(text => text !== undefined);
  return renderTexts(state, texts);
}

function renderTexts(state: SlackState, texts: unknown[]): Html {
  return html`${texts.map(text => html`<div>${renderText(state, textOf(text))}</div>`)}`;
}

function richText(block: Loose): string {
  if (typeof block.text === 'string') return block.text;
  return asList(block.elements)
    .map(one => richText(asObject(one)))
    .join('');
}

function textOf(text: unknown): string {
  return typeof text === 'string' ? text : String(asObject(text).text ?? '');
}

function asObject(value: unknown): Loose {
  return typeof value === 'object' && value !== null ? (value as Loose) : {};
}

function asList(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
