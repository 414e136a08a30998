import type { AdfDocument, AdfMark, AdfNode } from './document.ts';

/** Wiki text as a document: what version 2 of the API is told in (Jira docs, "Text formatting notation"). */
export function wikiToAdf(text: string): AdfDocument {
  const lines = text.replaceAll('\r\n', '\n').split('\n');
  return { type: 'doc', version: 1, content: readBlocks(lines) };
}

/** Reads one block off the front of the lines, or nothing if it is of another kind. */
type Reader = (lines: string[]) => { node: AdfNode; used: number } | undefined;

const readers: Reader[] = [readFenced, readQuoted, readHeading, readRule, readQuoteLine, readList, readTable];

function readBlocks(lines: string[]): AdfNode[] {
  const nodes: AdfNode[] = [];
  let rest = lines;
  while (rest.length > 0) {
    if (rest[0]?.trim() === '') {
      rest = rest.slice(1);
      continue;
    }
    const found = firstOf(rest) ?? readParagraph(rest);
    nodes.push(found.node);
    rest = rest.slice(found.used);
  }
  return nodes;
}

function firstOf(lines: string[]) {
  for (const reader of readers) {
    const found = reader(lines);
    if (found !== undefined) return found;
  }
  return undefined;
}

function readParagraph(lines: string[]) {
  let used = 1;
  while (used < lines.length && lines[used]?.trim() !== '' && firstOf(lines.slice(used, used + 60)) === undefined) used += 1;
  const content = lines
    .slice(0, used)
    .flatMap((line, place): AdfNode[] => [...(place === 0 ? [] : [{ type: 'hardBreak' }]), ...readInline(line)]);
  return { node: { type: 'paragraph', content }, used };
}

/** `{code}` and `{noformat}`, over one or several lines. */
function readFenced(lines: string[]) {
  const open = /^\{(code|noformat)(?::([^}]*))?\}/.exec(lines[0] ?? '');
  if (open === null) return undefined;
  const [start, name, options = ''] = open;
  const closing = `{${name}}`;
  const whole = lines.join('\n').slice(start.length);
  const end = whole.indexOf(closing);
  if (end === -1) return undefined;
  const text = whole.slice(0, end).replace(/^\n|\n$/g, '');
  const language = options.split('|').find(option => !option.includes('='));
  const node: AdfNode = {
    type: 'codeBlock',
    attrs: language === undefined || language === '' ? {} : { language },
    content: text === '' ? [] : [{ type: 'text', text }],
  };
  return { node, used: whole.slice(0, end).split('\n').length };
}

/** `{quote}` and `{panel}` with blocks inside. */
function readQuoted(lines: string[]) {
  const open = /^\{(quote|panel)(?::[^}]*)?\}/.exec(lines[0] ?? '');
  if (open === null) return undefined;
  const [start, name] = open;
  const whole = lines.join('\n').slice(start.length);
  const end = whole.indexOf(`{${name}}`);
  if (end === -1) return undefined;
  const inside = whole.slice(0, end);
  const content = readBlocks(inside.split('\n'));
  const node: AdfNode = {
    type: name === 'quote' ? 'blockquote' : 'panel',
    ...(name === 'panel' ? { attrs: { panelType: 'info' } } : {}),
    content: content.length === 0 ? [{ type: 'paragraph', content: [] }] : content,
  };
  return { node, used: inside.split('\n').length };
}

function readHeading(lines: string[]) {
  const [, level, text] = /^h([1-6])\.\s+(.*)$/.exec(lines[0] ?? '') ?? [];
  if (level === undefined) return undefined;
  return { node: { type: 'heading', attrs: { level: Number(level) }, content: readInline(text ?? '') }, used: 1 };
}

function readRule(lines: string[]) {
  return /^-{4,}\s*$/.test(lines[0] ?? '') ? { node: { type: 'rule' }, used: 1 } : undefined;
}

function readQuoteLine(lines: string[]) {
  const [, text] = /^bq\.\s+(.*)$/.exec(lines[0] ?? '') ?? [];
  if (text === undefined) return undefined;
  return { node: { type: 'blockquote', content: [{ type: 'paragraph', content: readInline(text) }] }, used: 1 };
}

const itemPattern = /^\s*([*#]+|-)\s+(.*)$/;

function readList(lines: string[]) {
  let used = 0;
  while (used < lines.length && itemPattern.test(lines[used] ?? '')) used += 1;
  if (used === 0) return undefined;
  const items = lines.slice(0, used).map(line => {
    const [, sign = '*', text = ''] = itemPattern.exec(line) ?? [];
    return { depth: sign.length, ordered: sign.endsWith('#'), text };
  });
  return { node: listOf(items, 1), used };
}

interface Item {
  depth: number;
  ordered: boolean;
  text: string;
}

function listOf(items: Item[], depth: number): AdfNode {
  const content: AdfNode[] = [];
  for (let place = 0; place < items.length; place += 1) {
    let end = place + 1;
    while (end < items.length && (items[end]?.depth ?? 0) > depth) end += 1;
    const inner = items.slice(place + 1, end);
    const { text = '' } = items[place] ?? {};
    const children = inner.length === 0 ? [] : [listOf(inner, depth + 1)];
    content.push({ type: 'listItem', content: [{ type: 'paragraph', content: readInline(text) }, ...children] });
    place = end - 1;
  }
  return { type: items[0]?.ordered === true ? 'orderedList' : 'bulletList', content };
}

function readTable(lines: string[]) {
  let used = 0;
  while (used < lines.length && /^\s*\|.*\|\s*$/.test(lines[used] ?? '')) used += 1;
  if (used === 0) return undefined;
  const content = lines.slice(0, used).map(line => ({ type: 'tableRow', content: cellsOf(line.trim()) }));
  return { node: { type: 'table', attrs: { isNumberColumnEnabled: false, layout: 'default' }, content }, used };
}

function cellsOf(line: string): AdfNode[] {
  const isHeader = line.startsWith('||');
  const parts = line.replace(/^\|{1,2}|\|{1,2}$/g, '').split(isHeader ? '||' : '|');
  return parts.map(part => ({
    type: isHeader ? 'tableHeader' : 'tableCell',
    attrs: {},
    content: [{ type: 'paragraph', content: readInline(part.trim()) }],
  }));
}

const signs: Record<string, string> = { '*': 'strong', _: 'em', '-': 'strike', '+': 'underline' };

const inlinePattern =
  /\{\{(?<code>[^}]+)\}\}|\[~accountid:(?<mention>[^\]]+)\]|\[(?<label>[^|\]\n]+)\|(?<href>[^|\]\s]+)(?:\|(?<hint>[^\]]*))?\]|\[(?<bare>(?:https?|mailto|ftp):[^\]\s]+)\]|\{color:(?<color>#[0-9a-fA-F]{6})\}(?<coloured>.*?)\{color\}|(?<![\w\\])(?<sign>[*_+-])(?<marked>\S|\S.{0,500}?\S)\k<sign>(?!\w)|(?<url>https?:\/\/[^\s\]|]+)/gu;

/** How deep marks may stand inside each other; what is deeper stays as it is written. */
const depthLimit = 12;

/** Words with their marks; inner marks come after outer ones. */
function readInline(text: string, marks: AdfMark[] = []): AdfNode[] {
  if (marks.length > depthLimit) return plain(text, marks);
  const nodes: AdfNode[] = [];
  let at = 0;
  for (const found of text.matchAll(inlinePattern)) {
    nodes.push(...plain(text.slice(at, found.index), marks), ...inlineNodes(found.groups ?? {}, marks));
    at = found.index + found[0].length;
  }
  return [...nodes, ...plain(text.slice(at), marks)];
}

function inlineNodes(groups: Record<string, string | undefined>, marks: AdfMark[]): AdfNode[] {
  const { code, mention, label, href, hint, bare, color, coloured, sign, marked, url } = groups;
  if (code !== undefined) return plain(code, [...marks, { type: 'code' }]);
  if (mention !== undefined) return [{ type: 'mention', attrs: { id: mention, text: '', accessLevel: '' } }];
  if (href !== undefined && hint === 'smart-link') return [{ type: 'inlineCard', attrs: { url: href } }];
  if (label !== undefined && href !== undefined) return readInline(label, [...marks, { type: 'link', attrs: { href } }]);
  const link = bare ?? url;
  if (link !== undefined) {
    const isLinked = marks.some(mark => mark.type === 'link');
    return plain(link, isLinked ? marks : [...marks, { type: 'link', attrs: { href: link } }]);
  }
  if (color !== undefined) return readInline(coloured ?? '', [...marks, { type: 'textColor', attrs: { color } }]);
  return readInline(marked ?? '', [...marks, { type: signs[sign ?? ''] ?? 'strong' }]);
}

function plain(text: string, marks: AdfMark[]): AdfNode[] {
  const unescaped = text.replace(/\\([*_+\-{}[\]|!])/g, '$1');
  if (unescaped === '') return [];
  return [{ type: 'text', text: unescaped, ...(marks.length === 0 ? {} : { marks }) }];
}
