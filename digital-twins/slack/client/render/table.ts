import { type Html, html } from '../../../kit/html.ts';
import { asList, asObject } from '../../interaction/element.ts';
import type { Look } from '../look.ts';
import { textOf } from './element.ts';
import { renderRichText } from './rich-text.ts';

/** A `table` block: rows of cells, the first one the head (Slack docs, "Table block"). */
export function renderTable(look: Look, block: Record<string, unknown>): Html {
  const [head = [], ...rows] = asList(block.rows).map(asList);
  const cells = (row: unknown[], tag: 'th' | 'td') =>
    row.map(cell => ({ html: `<${tag}>${cellText(look, cell).html}</${tag}>` }));
  return html`<table class="block"><thead><tr>${cells(head, 'th')}</tr></thead><tbody>${rows.map(row => html`<tr>${cells(row, 'td')}</tr>`)}</tbody></table>`;
}

function cellText(look: Look, cell: unknown): Html {
  const given = asObject(cell);
  return given.type === 'rich_text' ? renderRichText(look, given) : html`${textOf(cell)}`;
}
