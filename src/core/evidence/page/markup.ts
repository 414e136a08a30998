/** HTML that was built here. Everything else that goes into a page is text, and stays text. */
export type Markup = { readonly markup: string };
type Part = Markup | string | number | null | readonly (Markup | null)[];

const maxText = 20_000;

/** Characters that make text look like other text: direction overrides, invisible ones, and controls other than line breaks and tabs. */
const deceptive =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]/gu;
const meaning: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** A template whose values are escaped unless they are markup themselves. Attribute values must stand in double quotes. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return { markup: strings.map((text, index) => text + (index < parts.length ? written(parts[index] ?? null) : '')).join('') };
}

/** Escaped, of bounded length, and with deceptive characters written out, as `⟨U+202E⟩`. */
export function escaped(text: string, max = maxText): string {
  const cut = text.length <= max ? text : `${text.slice(0, max)}… (${text.length - max} characters more)`;
  return cut
    .replace(deceptive, character => `⟨U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}⟩`)
    .replace(/[&<>"']/g, character => meaning[character]!);
}

function written(part: Part): string {
  if (part === null) return '';
  if (typeof part === 'string') return escaped(part);
  if (typeof part === 'number') return String(part);
  return 'markup' in part ? part.markup : part.map(one => one?.markup ?? '').join('');
}
