import { type Answer, bytes, empty, json, redirect } from '../../kit/answer.ts';
import type { Part } from '../../kit/request.ts';
import { can, canSeeIssue } from '../access/can.ts';
import { emit } from '../emit.ts';
import { changeIssue } from '../issue/change.ts';
import type { Attachment } from '../model/issue.ts';
import { demand, findIssue, type JiraCall, projectOf, type RestOperation } from '../operation.ts';
import { readFlag } from '../reading.ts';
import { JiraRefusal } from '../refusal.ts';
import { viewOf } from '../shapes.ts';
import { attachmentShape } from './shape.ts';

/** Bytes a file may have: Jira Cloud's default. */
const uploadLimit = 1_073_741_824;

export const attachmentOperations: RestOperation[] = [
  { name: 'attachment.add', method: 'POST', path: '/issue/:issue/attachments', label: 'spec', write: true, run: add },
  {
    name: 'attachment.meta',
    method: 'GET',
    path: '/attachment/meta',
    label: 'spec',
    anonymous: true,
    run: () => json({ enabled: true, uploadLimit }),
  },
  { name: 'attachment.get', method: 'GET', path: '/attachment/:attachment', label: 'spec', run: call => json(metadata(call)) },
  { name: 'attachment.delete', method: 'DELETE', path: '/attachment/:attachment', label: 'spec', write: true, run: remove },
  {
    name: 'attachment.content',
    method: 'GET',
    path: '/attachment/content/:attachment',
    label: 'docs',
    run: call => content(call, false),
  },
  {
    name: 'attachment.thumbnail',
    method: 'GET',
    path: '/attachment/thumbnail/:attachment',
    label: 'docs',
    run: call => content(call, true),
  },
  { name: 'attachment.raw', method: 'GET', path: '/attachment/raw/:attachment', label: 'guess', run: call => file(find(call)) },
  {
    name: 'attachment.expandHuman',
    method: 'GET',
    path: '/attachment/:attachment/expand/human',
    label: 'spec',
    run: expandHuman,
  },
  {
    name: 'attachment.expandRaw',
    method: 'GET',
    path: '/attachment/:attachment/expand/raw',
    label: 'spec',
    run: expandRaw,
  },
];

/** Files in a form field called `file`, with the header that says that no browser was tricked into sending them. */
function add(call: JiraCall): Answer {
  const { headers, body } = call.request;
  if (headers['x-atlassian-token'] !== 'no-check' && headers['x-atlassian-token'] !== 'nocheck') return xsrf();
  const issue = findIssue(call);
  demand(call, 'CREATE_ATTACHMENTS', issue, 'You do not have permission to create attachments for this issue.');
  if (body.kind !== 'multipart') throw new JiraRefusal(415, ['The request must be multipart/form-data.']);
  const files = body.parts.filter(part => part.name === 'file' && part.filename !== undefined);
  if (files.length === 0) throw new JiraRefusal(400, ['No file was attached. The multipart form needs a part named "file".']);
  const added = files.map(part => addFile(call, issue.id, part));
  return json(added.map(one => attachmentShape(viewOf(call), one)));
}

function addFile(call: JiraCall, issueId: string, part: Part): Readonly<Attachment> {
  const id = String(call.ids.number('jira.attachment', 10_000));
  const attachment = call.state.attachments.add({
    id,
    issueId,
    author: call.user.accountId,
    name: part.filename ?? 'file',
    type: part.type.split(';')[0] || 'application/octet-stream',
    size: part.bytes.length,
    created: call.clock.now(),
    content: part.bytes.toString('base64'),
  });
  const item = {
    field: 'Attachment',
    fieldId: 'attachment',
    custom: false,
    from: null,
    fromString: null,
    to: id,
    toString: attachment.name,
  };
  changeIssue(call, issueId, {}, { extra: [item] });
  emit(call, { kind: 'attachment', event: 'attachment_created', attachment });
  return attachment;
}

function xsrf(): Answer {
  return { status: 403, headers: {}, body: { kind: 'text', type: 'text/plain; charset=utf-8', text: 'XSRF check failed' } };
}

function find(call: JiraCall): Readonly<Attachment> {
  const id = call.params.attachment ?? '';
  const attachment = call.state.attachments.get(id);
  const issue = call.state.issues.get(attachment?.issueId ?? '');
  if (attachment !== undefined && issue !== undefined && canSeeIssue(call.state, call.user, issue)) return attachment;
  throw new JiraRefusal(404, [`The attachment with id '${id}' does not exist`]);
}

/** Asked for by itself, an attachment has a number for its id, as its schema says. */
function metadata(call: JiraCall): Record<string, unknown> {
  const shape = attachmentShape(viewOf(call), find(call));
  return { ...shape, id: Number(shape.id) };
}

function remove(call: JiraCall): Answer {
  const attachment = find(call);
  const { state, user } = call;
  const issue = findIssue(call, attachment.issueId);
  const project = projectOf(state, issue);
  const own = attachment.author === user.accountId && can(state, user, 'DELETE_OWN_ATTACHMENTS', project, issue);
  if (!own && !can(state, user, 'DELETE_ALL_ATTACHMENTS', project, issue)) {
    throw new JiraRefusal(403, [`You do not have permission to delete attachment with id: ${attachment.id}`]);
  }
  state.attachments.delete(attachment.id);
  const { id, name } = attachment;
  const item = {
    field: 'Attachment',
    fieldId: 'attachment',
    custom: false,
    from: id,
    fromString: name,
    to: null,
    toString: null,
  };
  changeIssue(call, issue.id, {}, { extra: [item] });
  emit(call, { kind: 'attachment', event: 'attachment_deleted', attachment });
  return empty();
}

/** A redirect to where the bytes are, unless the client asks for them themselves. */
function content(call: JiraCall, isThumbnail: boolean): Answer {
  const attachment = find(call);
  if (isThumbnail && !attachment.type.startsWith('image/'))
    throw new JiraRefusal(404, [`The attachment with id '${attachment.id}' has no thumbnail`]);
  if (readFlag(call, 'redirect') === false) return partOf(file(attachment), call.request.headers.range);
  const location = `/rest/api/${call.version}/attachment/raw/${attachment.id}`;
  return { ...redirect(location), status: 303 };
}

/** The bytes a `Range` header asks for (one range; RFC 9110, 14). Refuses one that is malformed or beyond the end. */
function partOf(answer: Answer, range: string | string[] | undefined): Answer {
  const { body } = answer;
  if (typeof range !== 'string' || body.kind !== 'bytes') return answer;
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(range) ?? [];
  if (from === '' && to === '') throw new JiraRefusal(400, ['The range is malformed.']);
  const size = body.bytes.length;
  const start = from === '' ? Math.max(0, size - Number(to)) : Number(from);
  const end = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1);
  if (start > end) throw new JiraRefusal(416, ['The range is beyond the end of the file.']);
  const headers = { ...answer.headers, 'content-range': `bytes ${start}-${end}/${size}` };
  return { status: 206, headers, body: { ...body, bytes: body.bytes.subarray(start, end + 1) } };
}

function file({ content: base64, type, name }: Readonly<Attachment>): Answer {
  const safe = encodeURIComponent(name);
  return bytes(Buffer.from(base64, 'base64'), type, {
    'content-disposition': `attachment; filename="${safe}"; filename*=UTF-8''${safe}`,
  });
}

function expandHuman(call: JiraCall): Answer {
  const { id, name, type } = find(call);
  return json({ id: Number(id), name, entries: [], totalEntryCount: 0, mediaType: type });
}

/** No archive is looked into, so there is nothing inside. */
function expandRaw(call: JiraCall): Answer {
  find(call);
  return json({ entries: [], totalEntryCount: 0 });
}
