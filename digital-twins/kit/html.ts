/** Text made safe for a page, inside an element or a quoted attribute. */
export function escapeHtml(text: string): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
  return text.replace(/[&<>"']/g, character => entities[character] ?? character);
}

/** Marks text that is already HTML, so that `html` leaves it as it is. */
export interface Html {
  readonly html: string;
}

type Part = string | number | Html | Html[];

/** A template that escapes what is put into it, except `Html` and lists of it. */
export function html(strings: TemplateStringsArray, ...parts: Part[]): Html {
  return { html: String.raw({ raw: strings }, ...parts.map(renderPart)) };
}

function renderPart(part: Part): string {
  if (Array.isArray(part)) return part.map(one => one.html).join('');
  return typeof part === 'object' ? part.html : escapeHtml(String(part));
}

/** A whole page with its own style sheet and nothing else; the empty icon keeps browsers from asking for one. */
export function document(title: string, css: string, body: Html): string {
  return html`<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><link rel="icon" href="data:,"><title>${title}</title><style>${{ html: css }}</style></head><body>${body}</body></html>`
    .html;
}
