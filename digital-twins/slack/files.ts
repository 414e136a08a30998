import type { World } from '../kit/plugin.ts';
import type { SlackState } from './state.ts';
import type { StoredFile } from './state-content.ts';

/** What a file is made from. */
interface NewFile {
  id: string;
  name: string;
  title: string;
  user: string;
  /** s since the epoch. */
  created: number;
  bytes: Uint8Array;
  altText?: string;
  /** The name of a language makes it a snippet. */
  snippetType?: string;
}

/** Keeps a file and its bytes. */
export function storeFile(state: SlackState, { secrets }: Pick<World, 'secrets'>, given: NewFile): Readonly<StoredFile> {
  const { bytes, altText, snippetType, ...rest } = given;
  const type = typeOf(given.name, snippetType);
  state.contents.add({ id: given.id, bytes });
  return state.files.add({
    ...rest,
    ...type,
    ...(altText === undefined ? {} : { altText }),
    size: bytes.length,
    mode: snippetType === undefined ? 'hosted' : 'snippet',
    isShared: false,
    publicSecret: secrets.token(6).replaceAll(/[_-]/g, '0'),
    shares: [],
  });
}

type FileType = Pick<StoredFile, 'filetype' | 'mimetype' | 'prettyType'>;

/** Slack's own names of the types met most (Slack docs, "File types"). */
const types: Record<string, [mimetype: string, prettyType: string]> = {
  text: ['text/plain', 'Plain Text'],
  csv: ['text/csv', 'CSV'],
  json: ['application/json', 'JSON'],
  javascript: ['text/javascript', 'JavaScript'],
  typescript: ['text/plain', 'TypeScript'],
  python: ['text/x-python', 'Python'],
  html: ['text/html', 'HTML'],
  css: ['text/css', 'CSS'],
  markdown: ['text/markdown', 'Markdown'],
  yaml: ['text/yaml', 'YAML'],
  xml: ['application/xml', 'XML'],
  png: ['image/png', 'PNG'],
  jpg: ['image/jpeg', 'JPEG'],
  gif: ['image/gif', 'GIF'],
  svg: ['image/svg+xml', 'SVG'],
  pdf: ['application/pdf', 'PDF'],
  zip: ['application/zip', 'Zip'],
  mp4: ['video/mp4', 'MPEG 4 Video'],
  mp3: ['audio/mpeg', 'MP3'],
  docx: ['application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'Word Document'],
  xlsx: ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'Excel Spreadsheet'],
  pptx: ['application/vnd.openxmlformats-officedocument.presentationml.presentation', 'PowerPoint Presentation'],
  binary: ['application/octet-stream', 'Binary'],
};

/** Endings that are not the name of their type. */
const endings: Record<string, string> = {
  ...{ txt: 'text', log: 'text', js: 'javascript', mjs: 'javascript', ts: 'typescript', py: 'python', htm: 'html' },
  ...{ md: 'markdown', yml: 'yaml', jpeg: 'jpg', bin: 'binary' },
};

function typeOf(name: string, snippetType: string | undefined): FileType {
  const ending = /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '';
  const wanted = snippetType ?? (Object.hasOwn(endings, ending) ? endings[ending] : ending) ?? '';
  const filetype = Object.hasOwn(types, wanted) ? wanted : snippetType === undefined ? 'binary' : 'text';
  const [mimetype, prettyType] = types[filetype] ?? ['application/octet-stream', 'Binary'];
  return { filetype, mimetype, prettyType };
}
