import { escapeHtml } from '../../../kit/html.ts';

/** A text as HTML with the part somebody typed set in bold. */
export function inBold(text: string, wanted: string): string {
  const at = wanted === '' ? -1 : text.toLowerCase().indexOf(wanted.toLowerCase());
  if (at === -1) return escapeHtml(text);
  const end = at + wanted.length;
  return `${escapeHtml(text.slice(0, at))}<b>${escapeHtml(text.slice(at, end))}</b>${escapeHtml(text.slice(end))}`;
}
