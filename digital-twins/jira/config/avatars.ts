import { type Answer, bytes, empty, json } from '../../kit/answer.ts';
import type { Avatar } from '../model/config.ts';
import { findProject, type JiraCall, projectByKey, type RestOperation } from '../operation.ts';
import { asText, type Loose, readBody } from '../reading.ts';
import { JiraRefusal } from '../refusal.ts';
import { api, avatarUrls, viewOf } from '../shapes.ts';

export const avatarOperations: RestOperation[] = [
  {
    name: 'avatar.system',
    method: 'GET',
    path: '/avatar/:type/system',
    label: 'spec',
    run: call => json({ system: system(call, call.params.type ?? '') }),
  },
  { name: 'avatar.list', method: 'GET', path: '/universal_avatar/type/:type/owner/:owner', label: 'spec', run: list },
  {
    name: 'avatar.store',
    method: 'POST',
    path: '/universal_avatar/type/:type/owner/:owner',
    label: 'spec',
    write: true,
    run: call => json(store(call, call.params.type ?? '', ownerOf(call)), 201),
  },
  {
    name: 'avatar.delete',
    method: 'DELETE',
    path: '/universal_avatar/type/:type/owner/:owner/avatar/:avatar',
    label: 'spec',
    write: true,
    run: remove,
  },
  {
    name: 'avatar.image',
    method: 'GET',
    path: '/universal_avatar/view/type/:type/avatar/:avatar',
    label: 'docs',
    anonymous: true,
    run: call => image(call, call.params.avatar ?? ''),
  },
  {
    name: 'avatar.imageOfType',
    method: 'GET',
    path: '/universal_avatar/view/type/:type',
    label: 'docs',
    anonymous: true,
    run: call => image(call, first(call.params.type ?? '')),
  },
  {
    name: 'avatar.imageOfOwner',
    method: 'GET',
    path: '/universal_avatar/view/type/:type/owner/:owner',
    label: 'docs',
    anonymous: true,
    run: imageOfOwner,
  },
  { name: 'project.avatars', method: 'GET', path: '/project/:project/avatars', label: 'spec', run: projectAvatars },
  {
    name: 'project.storeAvatar',
    method: 'POST',
    path: '/project/:project/avatar2',
    label: 'spec',
    write: true,
    run: call => json(store(call, 'project', findProject(call).id), 201),
  },
  {
    name: 'project.setAvatar',
    method: 'PUT',
    path: '/project/:project/avatar',
    label: 'spec',
    write: true,
    run: setProjectAvatar,
  },
  {
    name: 'project.deleteAvatar',
    method: 'DELETE',
    path: '/project/:project/avatar/:avatar',
    label: 'spec',
    write: true,
    run: remove,
  },
  {
    name: 'issuetype.storeAvatar',
    method: 'POST',
    path: '/issuetype/:owner/avatar2',
    label: 'spec',
    write: true,
    admin: true,
    run: call => json(store(call, 'issuetype', ownerOf(call)), 201),
  },
];

/** The first id of the pictures every site has, by what they are for. */
const firsts: Record<string, number> = { project: 10_400, issuetype: 10_300, user: 10_335, priority: 10_500 };
const systemCount = 24;

function first(type: string): string {
  return String(firsts[type] ?? 10_400);
}

function system(call: JiraCall, type: string): Loose[] {
  const start = firsts[type];
  if (start === undefined) return [];
  return Array.from({ length: systemCount }, (_one, place) => shape(call, { id: String(start + place), type, owner: null }));
}

function shape(call: JiraCall, { id, type, owner }: Pick<Avatar, 'id' | 'type' | 'owner'>): Loose {
  const url = `${api(viewOf(call))}/universal_avatar/view/type/${type}/avatar/${id}`;
  return {
    id,
    ...(owner === null ? {} : { owner }),
    isSystemAvatar: owner === null,
    isSelected: false,
    isDeletable: owner !== null,
    fileName: owner === null ? `${type}-${id}.svg` : `${id}.png`,
    urls: avatarUrls(url),
  };
}

function ownerOf(call: JiraCall): string {
  const owner = call.params.owner ?? '';
  const type = call.params.type ?? 'issuetype';
  const isThere =
    type === 'project'
      ? projectByKey(call.state, owner) !== undefined
      : type === 'issuetype'
        ? call.state.issueTypes.has(owner)
        : true;
  if (!isThere) throw new JiraRefusal(404, [`The ${type} with id '${owner}' does not exist.`]);
  return type === 'project' ? (projectByKey(call.state, owner)?.id ?? owner) : owner;
}

function custom(call: JiraCall, type: string, owner: string): Loose[] {
  return [...call.state.avatars.values()].filter(one => one.type === type && one.owner === owner).map(one => shape(call, one));
}

function list(call: JiraCall): Answer {
  const type = call.params.type ?? '';
  if (firsts[type] === undefined) return json({ system: [], custom: [] });
  const owner = call.params.owner ?? '';
  return json({ system: system(call, type), custom: custom(call, type, projectByKey(call.state, owner)?.id ?? owner) });
}

function projectAvatars(call: JiraCall): Answer {
  return json({ system: system(call, 'project'), custom: custom(call, 'project', findProject(call).id) });
}

const signatures: [type: string, bytes: number[]][] = [
  ['image/png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['image/jpeg', [0xff, 0xd8, 0xff]],
  ['image/gif', [0x47, 0x49, 0x46, 0x38]],
];

/** Reads the picture in the body. What cannot be decoded is refused. */
function store(call: JiraCall, type: string, owner: string): Loose {
  const { body } = call.request;
  const content = body.kind === 'other' ? body.bytes : Buffer.alloc(0);
  const found = signatures.find(([, start]) => start.every((byte, place) => content[place] === byte));
  if (found === undefined || content.length < 24) throw new JiraRefusal(400, ['The file is not a supported image format.']);
  const id = String(call.ids.number('jira.avatar', 10_800));
  return shape(call, call.state.avatars.add({ id, type, owner, content: content.toString('base64'), contentType: found[0] }));
}

function remove(call: JiraCall): Answer {
  const avatar = call.state.avatars.get(call.params.avatar ?? '');
  if (avatar === undefined) throw new JiraRefusal(404, ['The avatar does not exist.']);
  if (avatar.owner === null) throw new JiraRefusal(403, ['System avatars cannot be deleted.']);
  call.state.avatars.delete(avatar.id);
  return empty();
}

const placeholder =
  '<svg xmlns="http://www.w3.org/2000/svg" width="48" height="48" viewBox="0 0 48 48"><rect width="48" height="48" rx="4" fill="#4c9aff"/><circle cx="24" cy="24" r="12" fill="#fff"/></svg>';

function image(call: JiraCall, id: string): Answer {
  const avatar = call.state.avatars.get(id);
  if (avatar !== undefined && avatar.content !== '') return bytes(Buffer.from(avatar.content, 'base64'), avatar.contentType);
  const start = firsts[call.params.type ?? ''] ?? 10_400;
  const isSystem = Number(id) >= start && Number(id) < start + systemCount;
  if (!isSystem) throw new JiraRefusal(404, ['The avatar does not exist.']);
  return bytes(Buffer.from(placeholder), 'image/svg+xml;charset=UTF-8');
}

function imageOfOwner(call: JiraCall): Answer {
  const owner = ownerOf(call);
  const own = call.state.projects.get(owner)?.avatarId;
  return image(call, call.params.type === 'project' && own !== undefined ? own : first(call.params.type ?? ''));
}

function setProjectAvatar(call: JiraCall): Answer {
  const id = asText(readBody(call).id) ?? '';
  const project = findProject(call);
  call.state.projects.edit(project.id, row => {
    row.avatarId = id;
  });
  return empty();
}
