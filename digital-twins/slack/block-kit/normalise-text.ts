/** A control sequence: a link, a mention, a date. */
const control = /<(?:[@#!][^<>\n]*|(?:https?|mailto|tel|slack|ftp):[^<>\n]+)>/;
const address = /(^|[\s(])(https?:\/\/[^\s<>|]+?)(?=[.,;:!?)]*(?:$|[\s)]))/g;

/**
 * Text as Slack keeps it: the three characters escaped where they are not part of a control sequence, and addresses made
 * into links (Slack docs, "Formatting text").
 */
export function normaliseText(text: string, parse: string | undefined): string {
  if (!/[&<>]|:\/\//.test(text)) return text;
  const parts = text.split(new RegExp(`(${control.source})`));
  return parts.map((part, place) => (place % 2 === 1 ? part : plain(part, parse !== 'none'))).join('');
}

function plain(text: string, withLinks: boolean): string {
  const escaped = text
    .replace(/&(?!(?:amp|lt|gt);)/g, '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
  return withLinks ? escaped.replace(address, '$1<$2>') : escaped;
}

/** With `link_names`: `@name` and `#name` become mentions where there is such a user or channel. */
export function linkNames(text: string, find: (mark: '@' | '#', name: string) => string | undefined): string {
  return text.replace(/(^|[\s(])([@#])([\p{L}0-9._-]+)/gu, (whole, before: string, mark: '@' | '#', name: string) => {
    if (mark === '@' && /^(here|channel|everyone)$/.test(name)) return `${before}<!${name}>`;
    const id = find(mark, name.replace(/[.]+$/, ''));
    return id === undefined ? whole : `${before}<${mark}${id}>`;
  });
}
