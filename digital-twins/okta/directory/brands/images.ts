import { type Answer, bytes, empty, json } from '../../../kit/answer.ts';
import type { Operation } from '../../../kit/plugin.ts';
import { invalid, malformed, notFound } from '../../errors.ts';
import { operation } from '../../open-operation.ts';
import type { OktaCall } from '../../operation.ts';
import type { Doc, OktaState } from '../../state.ts';
import { managed } from '../call/managed.ts';
import { addDocument, writeDocument } from '../documents/resource.ts';
import { writeSettings } from '../settings/settings.ts';

const path = '/api/v1/brands/:brand/themes/:theme';
const kilobyte = 1000;

/** An image of a theme: its field, what an upload answers, and the most bytes it may have (Okta docs, Customization: Themes). */
interface Image {
  word: string;
  field: string;
  status: 200 | 201;
  most: number;
  types: string[];
}

const images: Image[] = [
  { word: 'logo', field: 'logo', status: 200, most: 100 * kilobyte, types: ['png', 'jpeg', 'gif'] },
  { word: 'favicon', field: 'favicon', status: 201, most: 100 * kilobyte, types: ['png', 'ico'] },
  { word: 'background-image', field: 'backgroundImage', status: 201, most: 2000 * kilobyte, types: ['png', 'jpeg', 'gif'] },
];

export const imageOperations: Operation<OktaState>[] = [
  ...images.flatMap(image => [
    managed({
      name: `themes.upload-${image.word}`,
      method: 'POST',
      path: `${path}/${image.word}`,
      label: 'docs',
      run: call => upload(call, image),
    }),
    managed({
      name: `themes.delete-${image.word}`,
      method: 'DELETE',
      path: `${path}/${image.word}`,
      label: 'docs',
      run: call => remove(call, image),
    }),
  ]),
  managed({ name: 'org.upload-logo', method: 'POST', path: '/api/v1/org/logo', label: 'docs', run: uploadOrgLogo }),
  operation({ name: 'images.get', method: 'GET', path: '/fs/bco/:folder/:image', label: 'docs', run: show }),
];

function findTheme(call: OktaCall): Readonly<Doc> {
  const { brand = '', theme = '' } = call.params;
  const { documents } = call.state;
  if (!documents.has(`brands:${brand}`)) throw notFound(brand, 'Brand');
  const found = documents.get(`themes:${theme}`);
  if (found === undefined || found.parent !== brand) throw notFound(theme, 'Theme');
  return found;
}

/** What kind of image the bytes are, by how they begin. */
function typeOf(content: Buffer): string | undefined {
  const starts: [string, string][] = [
    ['png', '89504e47'],
    ['jpeg', 'ffd8ff'],
    ['gif', '47494638'],
    ['ico', '00000100'],
  ];
  const hex = content.subarray(0, 4).toString('hex');
  return starts.find(([, start]) => hex.startsWith(start))?.[0];
}

/** Keeps the image a call brings, and gives its address. Throws `OktaRefusal` 400. */
function keep(call: OktaCall, { most, types }: Pick<Image, 'most' | 'types'>): string {
  const { body } = call.request;
  if (body.kind !== 'multipart') throw malformed();
  const file = body.parts.find(part => part.name === 'file');
  if (file === undefined) throw invalid('file', 'file: The field cannot be left blank');
  const type = typeOf(file.bytes);
  if (type === undefined || !types.includes(type)) throw invalid('file', 'file: The file type is not supported.');
  if (file.bytes.length > most) throw invalid('file', `file: The file may have at most ${most} bytes.`);
  const { id } = addDocument(call, 'images', 'fs0', { type: `image/${type}`, content: file.bytes.toString('base64') });
  return `${call.request.origin}/fs/bco/1/${id}`;
}

function upload(call: OktaCall, image: Image): Answer {
  const theme = findTheme(call);
  const url = keep(call, image);
  writeDocument(call, theme, { ...theme.body, [image.field]: url });
  return json({ url }, image.status);
}

function remove(call: OktaCall, { field }: Image): Answer {
  const theme = findTheme(call);
  const { [field]: _gone, ...rest } = theme.body;
  writeDocument(call, theme, field === 'backgroundImage' ? { ...rest, [field]: null } : rest);
  return empty();
}

/** The logo of the whole org: at most a megabyte (Okta docs, Upload the org logo). */
function uploadOrgLogo(call: OktaCall): Answer {
  const url = keep(call, { most: 1000 * kilobyte, types: ['png', 'jpeg', 'gif'] });
  writeSettings(call, 'org.logo', { url });
  return { ...empty(201), headers: { location: url } };
}

function show(call: OktaCall): Answer {
  const id = call.params.image ?? '';
  const found = call.state.documents.get(`images:${id}`);
  if (found === undefined) throw notFound(id, 'Image');
  return bytes(Buffer.from(String(found.body.content), 'base64'), String(found.body.type));
}
