import type { AdfDocument, AdfMark, AdfNode } from './document.ts';

/** A document as the wiki text that version 2 of the API speaks (Jira docs, "Text formatting notation"). */
export function adfToWiki(document: AdfDocument | null): string | null {
  return document === null ? null : blocks(document.content, '\n\n');
}

function blocks(nodes: AdfNode[] | undefined, between: string): string {
  return (nodes ?? []).map(block).join(between).replace(/\n+$/, '');
}

const panels: Record<string, string> = {
  info: '#deebff',
  note: '#eae6ff',
  success: '#e3fcef',
  tip: '#e3fcef',
  warning: '#fffae6',
  error: '#ffebe6',
};

function block(node: AdfNode): string {
  switch (node.type) {
    case 'paragraph':
      return inline(node.content);
    case 'heading':
      return `h${String(node.attrs?.level ?? 1)}. ${inline(node.content)}`;
    case 'bulletList':
    case 'orderedList':
      return listLines(node, '').join('\n');
    case 'codeBlock':
      return codeBlock(node);
    case 'blockquote':
      return `{quote}${blocks(node.content, '\n\n')}{quote}`;
    case 'rule':
      return '----';
    case 'panel':
      return `{panel:bgColor=${panels[String(node.attrs?.panelType)] ?? '#deebff'}}\n${blocks(node.content, '\n\n')}\n{panel}`;
    case 'table':
      return (node.content ?? []).map(row).join('\n');
    case 'mediaSingle':
    case 'mediaGroup':
      return (node.content ?? []).map(media).join('\n');
    case 'blockCard':
    case 'embedCard':
      return `[${String(node.attrs?.url ?? '')}]`;
    case 'taskList':
    case 'decisionList':
      return (node.content ?? []).map(item => `* ${inline(item.content)}`).join('\n');
    default:
      return blocks(node.content, '\n\n');
  }
}

function codeBlock(node: AdfNode): string {
  const text = (node.content ?? []).map(child => child.text ?? '').join('');
  const { language } = node.attrs ?? {};
  return typeof language === 'string' && language !== '' ? `{code:${language}}${text}{code}` : `{noformat}${text}{noformat}`;
}

function listLines(list: AdfNode, before: string): string[] {
  const bullets = before + (list.type === 'bulletList' ? '*' : '#');
  return (list.content ?? []).flatMap(item =>
    (item.content ?? []).flatMap((child, place) => {
      if (child.type === 'bulletList' || child.type === 'orderedList') return listLines(child, bullets);
      return [place === 0 ? `${bullets} ${block(child)}` : block(child)];
    }),
  );
}

function row(node: AdfNode): string {
  const cells = node.content ?? [];
  const isHeader = cells.length > 0 && cells.every(cell => cell.type === 'tableHeader');
  const bar = isHeader ? '||' : '|';
  const text = cells.map(cell => {
    const words = blocks(cell.content, '\n') || ' ';
    return cell.type === 'tableHeader' && !isHeader ? `|${words}` : words;
  });
  return `${bar}${text.join(bar)}${bar}`;
}

function media(node: AdfNode): string {
  const { alt, url, id } = node.attrs ?? {};
  return `!${String(url ?? alt ?? id ?? '')}!`;
}

function inline(nodes: AdfNode[] | undefined): string {
  return (nodes ?? []).map(inlineNode).join('');
}

function inlineNode(node: AdfNode): string {
  const { text, url, id, timestamp, shortName } = node.attrs ?? {};
  switch (node.type) {
    case 'text':
      return marked(node.text ?? '', node.marks ?? []);
    case 'hardBreak':
      return '\n';
    case 'mention':
      return `[~accountid:${String(id)}]`;
    case 'emoji':
      return String(text ?? shortName ?? '');
    case 'inlineCard':
      return `[${String(url)}|${String(url)}|smart-link] `;
    case 'date':
      return new Date(Number(timestamp)).toISOString().slice(0, 10);
    case 'status':
      return `*[ ${String(text)} ]*`;
    default:
      return inline(node.content);
  }
}

const signs: Record<string, string> = { strong: '*', em: '_', strike: '-', underline: '+' };

function marked(text: string, marks: AdfMark[]): string {
  const code = marks.some(mark => mark.type === 'code');
  const plain = code ? `{{${text}}}` : text;
  return marks.reduceRight((inner, mark) => wrap(inner, mark), plain);
}

function wrap(inner: string, { type, attrs }: AdfMark): string {
  const sign = signs[type];
  if (sign !== undefined) return `${sign}${inner}${sign}`;
  if (type === 'link') return `[${inner}|${String(attrs?.href)}]`;
  if (type === 'textColor') return `{color:${String(attrs?.color)}}${inner}{color}`;
  if (type === 'subsup') return attrs?.type === 'sub' ? `~${inner}~` : `^${inner}^`;
  return inner;
}
