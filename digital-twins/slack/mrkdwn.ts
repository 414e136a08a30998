import { escapeHtml, type Html } from '../kit/html.ts';
import type { SlackState } from './state.ts';

/** Slack's text with its marks (`*bold*`, `<@U…>`, `<url|text>`) as HTML. Everything else is escaped. */
export function renderText(state: SlackState, text: string): Html {
  const parts = text.split(/(<[^<>\n]+>|`[^`\n]+`)/);
  return { html: parts.map(part => renderPart(state, part)).join('') };
}

function renderPart(state: SlackState, part: string): string {
  if (/^`[^`\n]+`$/.test(part)) return `<code>${escapeHtml(unescapeSlack(part.slice(1, -1)))}</code>`;
  if (/^<[^<>\n]+>$/.test(part)) return renderLink(state, part.slice(1, -1));
  return escapeHtml(unescapeSlack(part))
    .replace(/(^|[\s(])\*([^*\n]+)\*(?=$|[\s).,:;!?])/g, '$1<strong>$2</strong>')
    .replace(/(^|[\s(])_([^_\n]+)_(?=$|[\s).,:;!?])/g, '$1<em>$2</em>')
    .replace(/(^|[\s(])~([^~\n]+)~(?=$|[\s).,:;!?])/g, '$1<s>$2</s>');
}

function renderLink(state: SlackState, inside: string): string {
  const [target = '', label] = inside.split('|');
  if (target.startsWith('@')) return mention(`@${state.users.get(target.slice(1))?.realName ?? label ?? target.slice(1)}`);
  if (target.startsWith('#')) return mention(`#${state.channels.get(target.slice(1))?.name ?? label ?? target.slice(1)}`);
  if (target.startsWith('!')) return mention(`@${label ?? target.slice(1)}`);
  const text = escapeHtml(unescapeSlack(label ?? target));
  return /^(https?|mailto):/.test(target) ? `<a href="${escapeHtml(unescapeSlack(target))}">${text}</a>` : text;
}

function mention(text: string): string {
  return `<span class="mention">${escapeHtml(text)}</span>`;
}

/** Senders escape these three and nothing else. */
function unescapeSlack(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
