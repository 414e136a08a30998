/** A document in the Atlassian Document Format. */
export interface AdfDocument {
  type: 'doc';
  version: 1;
  content: AdfNode[];
}

interface AdfNode {
  type: string;
  text?: string;
  content?: AdfNode[];
  attrs?: Record<string, unknown>;
  marks?: { type: string; attrs?: Record<string, unknown> }[];
}

/** How deep a document may be nested; what is deeper is refused rather than walked. */
const depthLimit = 100;

export function isAdf(value: unknown): value is AdfDocument {
  const doc = asNode(value);
  return doc?.type === 'doc' && doc.version === 1 && Array.isArray(doc.content) && areNodes(doc.content, depthLimit);
}

function areNodes(nodes: unknown[], depth: number): boolean {
  return depth > 0 && nodes.every(node => isNode(node, depth));
}

function isNode(value: unknown, depth: number): boolean {
  const node = asNode(value);
  if (node === undefined || typeof node.type !== 'string' || node.type === 'doc') return false;
  if (node.type === 'text' && (typeof node.text !== 'string' || node.text === '')) return false;
  return node.content === undefined || (Array.isArray(node.content) && areNodes(node.content, depth - 1));
}

function asNode(value: unknown): Record<string, unknown> | undefined {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? (value as Record<string, unknown>) : undefined;
}

/** Plain text as a document: blank lines part paragraphs, other line ends stay line ends. */
export function textToAdf(text: string): AdfDocument {
  const paragraphs = text
    .replaceAll('\r\n', '\n')
    .split(/\n{2,}/)
    .filter(paragraph => paragraph !== '');
  return { type: 'doc', version: 1, content: paragraphs.map(paragraphOf) };
}

function paragraphOf(text: string): AdfNode {
  const lines = text.split('\n');
  const content = lines.flatMap((line, place): AdfNode[] => [
    ...(place === 0 ? [] : [{ type: 'hardBreak' }]),
    ...(line === '' ? [] : [{ type: 'text', text: line }]),
  ]);
  return { type: 'paragraph', content };
}

/** The words of a document, a blank line between blocks. */
export function adfToText(document: AdfDocument | null): string {
  return document === null ? '' : document.content.map(nodeText).join('\n\n').trim();
}

const inlineParents = new Set(['paragraph', 'heading', 'codeBlock']);

function nodeText(node: AdfNode): string {
  if (node.type === 'text') return node.text ?? '';
  if (node.type === 'hardBreak') return '\n';
  if (node.type === 'rule') return '----';
  if (node.type === 'mention' || node.type === 'emoji') return String(node.attrs?.text ?? '');
  if (node.type === 'inlineCard') return String(node.attrs?.url ?? '');
  const bullet = node.type === 'listItem' ? '* ' : '';
  return bullet + (node.content ?? []).map(nodeText).join(inlineParents.has(node.type) ? '' : '\n');
}
