import type { AdfDocument } from './document.ts';

/** How deep a document may be nested; what is deeper is refused rather than walked. */
const depthLimit = 100;

type Loose = Record<string, unknown>;

/** What may stand in a node and which attributes it needs (Atlassian docs, "Document structure" and the node pages). */
interface Rule {
  /** Kinds of children; undefined = a leaf. */
  children?: ReadonlySet<string>;
  /** How many children it needs at least. */
  least?: number;
  attrs?: Record<string, (value: unknown) => boolean>;
}

const isText = (value: unknown) => typeof value === 'string';
const isFilled = (value: unknown) => typeof value === 'string' && value !== '';
const maybe = (check: (value: unknown) => boolean) => (value: unknown) => value === undefined || value === null || check(value);
const oneOf =
  (...values: unknown[]) =>
  (value: unknown) =>
    values.includes(value);
const isNumber = (value: unknown) => typeof value === 'number';

const inline = new Set([
  'text',
  'hardBreak',
  'mention',
  'emoji',
  'inlineCard',
  'date',
  'status',
  'mediaInline',
  'placeholder',
  'inlineExtension',
]);
const list = ['bulletList', 'orderedList'];
const blocks = new Set([
  'paragraph',
  'heading',
  ...list,
  'blockquote',
  'codeBlock',
  'rule',
  'panel',
  'table',
  'mediaGroup',
  'mediaSingle',
  'expand',
  'taskList',
  'decisionList',
  'blockCard',
  'embedCard',
  'extension',
  'bodiedExtension',
  'layoutSection',
]);
const cellBlocks = new Set(
  [...blocks, 'nestedExpand'].filter(one => one !== 'table' && one !== 'expand' && one !== 'layoutSection'),
);

const rules: Record<string, Rule> = {
  paragraph: { children: inline },
  heading: { children: inline, attrs: { level: oneOf(1, 2, 3, 4, 5, 6) } },
  bulletList: { children: new Set(['listItem']), least: 1 },
  orderedList: { children: new Set(['listItem']), least: 1, attrs: { order: maybe(isNumber) } },
  listItem: { children: new Set(['paragraph', ...list, 'codeBlock', 'mediaSingle', 'taskList', 'extension']), least: 1 },
  blockquote: { children: new Set(['paragraph', ...list, 'codeBlock', 'mediaGroup', 'mediaSingle', 'extension']), least: 1 },
  codeBlock: { children: new Set(['text']), attrs: { language: maybe(isText) } },
  rule: {},
  panel: {
    children: new Set([
      'paragraph',
      'heading',
      ...list,
      'blockCard',
      'codeBlock',
      'mediaGroup',
      'mediaSingle',
      'rule',
      'taskList',
      'decisionList',
      'extension',
    ]),
    least: 1,
    attrs: { panelType: oneOf('info', 'note', 'tip', 'warning', 'error', 'success', 'custom') },
  },
  table: { children: new Set(['tableRow']), least: 1 },
  tableRow: { children: new Set(['tableCell', 'tableHeader']) },
  tableCell: { children: cellBlocks, least: 1 },
  tableHeader: { children: cellBlocks, least: 1 },
  mediaGroup: { children: new Set(['media']), least: 1 },
  mediaSingle: { children: new Set(['media', 'caption']), least: 1 },
  caption: { children: inline },
  media: { attrs: { type: oneOf('file', 'link', 'external') } },
  mediaInline: { attrs: { id: isFilled } },
  expand: { children: new Set([...cellBlocks, 'table']), least: 1, attrs: { title: maybe(isText) } },
  nestedExpand: { children: cellBlocks, least: 1, attrs: { title: maybe(isText) } },
  taskList: { children: new Set(['taskItem', 'taskList']), least: 1, attrs: { localId: isText } },
  taskItem: { children: inline, attrs: { localId: isText, state: oneOf('TODO', 'DONE') } },
  decisionList: { children: new Set(['decisionItem']), least: 1, attrs: { localId: isText } },
  decisionItem: { children: inline, attrs: { localId: isText, state: isText } },
  layoutSection: { children: new Set(['layoutColumn']), least: 1 },
  layoutColumn: { children: blocks, least: 1, attrs: { width: isNumber } },
  blockCard: {},
  embedCard: { attrs: { url: isText, layout: isText } },
  extension: { attrs: { extensionKey: isFilled, extensionType: isFilled } },
  bodiedExtension: { children: blocks, attrs: { extensionKey: isFilled, extensionType: isFilled } },
  inlineExtension: { attrs: { extensionKey: isFilled, extensionType: isFilled } },
  hardBreak: { attrs: { text: maybe(oneOf('\n')) } },
  mention: { attrs: { id: isText } },
  emoji: { attrs: { shortName: isText } },
  inlineCard: {},
  date: { attrs: { timestamp: value => typeof value === 'string' && /^-?\d{1,15}$/.test(value) } },
  status: { attrs: { text: isFilled, color: oneOf('neutral', 'purple', 'blue', 'red', 'yellow', 'green') } },
  placeholder: { attrs: { text: isText } },
};

const marks: Record<string, Record<string, (value: unknown) => boolean>> = {
  strong: {},
  em: {},
  strike: {},
  code: {},
  underline: {},
  link: { href: isText },
  subsup: { type: oneOf('sub', 'sup') },
  textColor: { color: value => typeof value === 'string' && /^#[0-9a-fA-F]{6}$/.test(value) },
  backgroundColor: { color: value => typeof value === 'string' && /^#[0-9a-fA-F]{6}$/.test(value) },
  annotation: {},
  border: {},
  alignment: { align: oneOf('center', 'end') },
  indentation: { level: oneOf(1, 2, 3, 4, 5, 6) },
  breakout: {},
  dataConsumer: {},
  fragment: {},
};

/** Whether a value claims to be a document: the first thing Jira looks at. */
export function looksLikeAdf(value: unknown): boolean {
  const doc = asNode(value);
  return doc?.type === 'doc' && 'version' in doc && 'content' in doc;
}

/** Whether a value keeps all rules of the format. */
export function isAdf(value: unknown): value is AdfDocument {
  const doc = asNode(value);
  if (doc?.type !== 'doc' || doc.version !== 1 || !Array.isArray(doc.content)) return false;
  if (Object.keys(doc).some(key => key !== 'type' && key !== 'version' && key !== 'content')) return false;
  return doc.content.every(node => isNode(node, blocks, depthLimit));
}

function isNode(value: unknown, allowed: ReadonlySet<string>, depth: number): boolean {
  const node = asNode(value);
  if (node === undefined || depth === 0 || typeof node.type !== 'string' || !allowed.has(node.type)) return false;
  if (!areMarks(node.marks)) return false;
  if (node.type === 'text') return typeof node.text === 'string' && node.text !== '' && node.content === undefined;
  const rule = rules[node.type];
  return rule !== undefined && hasAttrs(node, rule) && hasChildren(node, rule, depth);
}

function hasAttrs(node: Loose, rule: Rule): boolean {
  const attrs = node.attrs === undefined ? {} : asNode(node.attrs);
  if (attrs === undefined) return false;
  return Object.entries(rule.attrs ?? {}).every(([name, check]) => check(attrs[name]));
}

function hasChildren(node: Loose, { children, least = 0 }: Rule, depth: number): boolean {
  const { content } = node;
  if (content === undefined) return least === 0;
  if (!Array.isArray(content)) return false;
  if (children === undefined) return content.length === 0;
  return content.length >= least && content.every(child => isNode(child, children, depth - 1));
}

function areMarks(value: unknown): boolean {
  if (value === undefined) return true;
  return Array.isArray(value) && value.every(isMark);
}

function isMark(value: unknown): boolean {
  const mark = asNode(value);
  const rule = typeof mark?.type === 'string' && Object.hasOwn(marks, mark.type) ? marks[mark.type] : undefined;
  if (rule === undefined) return false;
  const attrs = asNode(mark?.attrs) ?? {};
  return Object.entries(rule).every(([name, check]) => check(attrs[name]));
}

function asNode(value: unknown): Loose | undefined {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? (value as Loose) : undefined;
}
