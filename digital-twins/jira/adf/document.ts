/** A document in the Atlassian Document Format. */
export interface AdfDocument {
  type: 'doc';
  version: 1;
  content: AdfNode[];
}

export interface AdfNode {
  type: string;
  text?: string;
  content?: AdfNode[];
  attrs?: Record<string, unknown>;
  marks?: AdfMark[];
}

export interface AdfMark {
  type: string;
  attrs?: Record<string, unknown>;
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

const inlineParents = new Set(['paragraph', 'heading', 'codeBlock', 'caption', 'taskItem', 'decisionItem']);

function nodeText(node: AdfNode): string {
  if (node.type === 'text') return node.text ?? '';
  if (node.type === 'hardBreak') return '\n';
  if (node.type === 'rule') return '----';
  if (node.type === 'mention' || node.type === 'emoji' || node.type === 'status') return String(node.attrs?.text ?? '');
  if (node.type === 'inlineCard' || node.type === 'blockCard') return String(node.attrs?.url ?? '');
  const bullet = node.type === 'listItem' ? '* ' : '';
  return bullet + (node.content ?? []).map(nodeText).join(inlineParents.has(node.type) ? '' : '\n');
}
