import { escapeHtml } from '../../kit/html.ts';
import type { AdfDocument, AdfMark, AdfNode } from './document.ts';

/** A document as Jira renders it: safe markup, everything that is text escaped. */
export function adfToHtml(document: AdfDocument | null): string {
  return document === null ? '' : all(document.content);
}

function all(nodes: AdfNode[] | undefined): string {
  return (nodes ?? []).map(node).join('');
}

const containers: Record<string, string> = {
  paragraph: 'p',
  bulletList: 'ul',
  orderedList: 'ol',
  listItem: 'li',
  blockquote: 'blockquote',
  table: 'table',
  tableRow: 'tr',
  tableCell: 'td',
  tableHeader: 'th',
};

function node(one: AdfNode): string {
  const name = containers[one.type];
  if (name !== undefined) return `<${name}>${all(one.content)}</${name}>`;
  const { level, panelType, url, text, id, timestamp, shortName } = one.attrs ?? {};
  switch (one.type) {
    case 'text':
      return (one.marks ?? []).reduceRight(wrap, escapeHtml(one.text ?? ''));
    case 'hardBreak':
      return '<br/>';
    case 'rule':
      return '<hr />';
    case 'heading':
      return `<h${Number(level)}>${all(one.content)}</h${Number(level)}>`;
    case 'codeBlock':
      return `<div class="code panel"><pre>${all(one.content)}</pre></div>`;
    case 'panel':
      return `<div class="panel panel-${escapeHtml(String(panelType))}">${all(one.content)}</div>`;
    case 'mention':
      return `<span class="user-hover" data-account-id="${escapeHtml(String(id))}">${escapeHtml(String(text ?? `@${String(id)}`))}</span>`;
    case 'emoji':
      return escapeHtml(String(text ?? shortName ?? ''));
    case 'status':
      return `<span class="status">${escapeHtml(String(text))}</span>`;
    case 'date':
      return `<time>${new Date(Number(timestamp)).toISOString().slice(0, 10)}</time>`;
    case 'inlineCard':
    case 'blockCard':
    case 'embedCard':
      return anchor(String(url ?? ''), escapeHtml(String(url ?? '')));
    default:
      return `<div>${all(one.content)}</div>`;
  }
}

const signs: Record<string, string> = { strong: 'b', em: 'em', strike: 'del', underline: 'ins', code: 'tt' };

function wrap(inner: string, { type, attrs }: AdfMark): string {
  const name = signs[type];
  if (name !== undefined) return `<${name}>${inner}</${name}>`;
  if (type === 'link') return anchor(String(attrs?.href), inner);
  if (type === 'subsup') return attrs?.type === 'sub' ? `<sub>${inner}</sub>` : `<sup>${inner}</sup>`;
  if (type === 'textColor') return `<font color="${escapeHtml(String(attrs?.color))}">${inner}</font>`;
  return inner;
}

/** Links lead only where a browser runs nothing. */
function anchor(url: string, inner: string): string {
  if (!/^(https?:|mailto:|\/|#)/i.test(url)) return inner;
  return `<a href="${escapeHtml(url)}" class="external-link" rel="nofollow noreferrer">${inner}</a>`;
}
