type Element = Record<string, unknown>;
type Style = Partial<Record<'bold' | 'italic' | 'strike' | 'code', true>>;

/** Slack's text as the `rich_text` block that Slack shows it by; `ts` gives it its id. */
export function richTextOf(text: string, ts: string): Element {
  return { type: 'rich_text', block_id: blockIdOf(ts), elements: sectionsOf(text) };
}

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** Five characters that belong to a time. */
function blockIdOf(ts: string): string {
  let rest = (Number(ts.replace('.', '')) * 7919) % alphabet.length ** 5;
  let id = '';
  for (let place = 0; place < 5; place += 1) {
    id += alphabet[rest % alphabet.length];
    rest = Math.floor(rest / alphabet.length);
  }
  return id;
}

/** Lines that begin with `>` are quotes, what stands between ``` is preformatted, the rest are sections. */
function sectionsOf(text: string): Element[] {
  if (!/[`&<>*_~:\n]/.test(text)) return [{ type: 'rich_text_section', elements: text === '' ? [] : [{ type: 'text', text }] }];
  const parts = text.split(/```\n?([\s\S]*?)\n?```\n?/);
  return parts.flatMap((part, place) => {
    if (place % 2 === 1)
      return [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text: unescapeText(part) }], border: 0 }];
    return part === '' ? [] : proseOf(part);
  });
}

function proseOf(text: string): Element[] {
  const groups: { isQuote: boolean; lines: string[] }[] = [];
  for (const line of text.split('\n')) {
    const isQuote = /^(&gt;|>) ?/.test(line);
    const plain = isQuote ? line.replace(/^(&gt;|>) ?/, '') : line;
    const last = groups.at(-1);
    if (last?.isQuote === isQuote) last.lines.push(plain);
    else groups.push({ isQuote, lines: [plain] });
  }
  return groups.map(({ isQuote, lines }) => ({
    type: isQuote ? 'rich_text_quote' : 'rich_text_section',
    elements: inline(lines.join('\n'), {}),
  }));
}

const tokens = /<([^<>\n]+)>|:([a-z0-9_+'-]+):|`([^`\n]+)`/g;
const marks = { '*': 'bold', _: 'italic', '~': 'strike' } as const;
const marked = /(^|[\s([{])([*_~])(?=\S)([^\n]*?\S)\2(?=$|[\s).,:;!?\]}])/;

function inline(text: string, style: Style): Element[] {
  const match = marked.exec(text);
  if (match !== null) {
    const [whole, before = '', mark = '*', inside = ''] = match;
    const start = match.index + before.length;
    const end = match.index + whole.length;
    const name = marks[mark as keyof typeof marks];
    return [
      ...spans(text.slice(0, start), style),
      ...inline(inside, { ...style, [name]: true }),
      ...inline(text.slice(end), style),
    ];
  }
  return spans(text, style);
}

/** Links, mentions, emoji and code; what is left is text. */
function spans(text: string, style: Style): Element[] {
  const elements: Element[] = [];
  let from = 0;
  for (const match of text.matchAll(tokens)) {
    const [whole, link, emoji, code] = match;
    if (match.index > from) elements.push(textElement(text.slice(from, match.index), style));
    if (link !== undefined) elements.push(withStyle(linkElement(link), style));
    else if (emoji !== undefined) elements.push({ type: 'emoji', name: emoji });
    else if (code !== undefined) elements.push(textElement(code, { ...style, code: true }));
    from = match.index + whole.length;
  }
  if (from < text.length) elements.push(textElement(text.slice(from), style));
  return elements;
}

function textElement(text: string, style: Style): Element {
  return withStyle({ type: 'text', text: unescapeText(text) }, style);
}

function withStyle(element: Element, style: Style): Element {
  return Object.keys(style).length === 0 ? element : { ...element, style };
}

function linkElement(inside: string): Element {
  const [target = '', label] = inside.split('|');
  if (/^@[UW]/.test(target)) return { type: 'user', user_id: target.slice(1) };
  if (/^#[CG]/.test(target)) return { type: 'channel', channel_id: target.slice(1) };
  if (target.startsWith('!subteam^')) return { type: 'usergroup', usergroup_id: target.slice('!subteam^'.length) };
  if (/^!(here|channel|everyone)$/.test(target)) return { type: 'broadcast', range: target.slice(1) };
  if (target.startsWith('!date^')) return { type: 'text', text: unescapeText(label ?? target) };
  return { type: 'link', url: unescapeText(target), ...(label === undefined ? {} : { text: unescapeText(label) }) };
}

/** Senders escape these three and nothing else (Slack docs, "Formatting text"). */
export function unescapeText(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
