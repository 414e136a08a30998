import { type Answer, empty, json } from '../../../kit/answer.ts';
import type { Operation } from '../../../kit/plugin.ts';
import { forbidden, invalid, notFound } from '../../errors.ts';
import type { OktaCall } from '../../operation.ts';
import type { Doc, OktaState } from '../../state.ts';
import { findApp } from '../apps/find-app.ts';
import { managed, readBody } from '../call/managed.ts';
import { content, demand, demandUnique } from '../documents/demand.ts';
import { addDocument, type Resource, resourceOperations } from '../documents/resource.ts';
import { newId } from '../ids.ts';
import { asObject, dig, type Json } from '../json.ts';
import { baseAttributes } from './user-attributes.ts';

const path = '/api/v1/meta/schemas';

const userTypes: Resource = {
  kind: 'userTypes',
  path: '/api/v1/meta/types/user',
  noun: 'UserType',
  prefix: 'oty',
  label: 'spec',
  updates: { methods: 'PUT POST', mode: 'merge' },
  create: (call, given) => {
    demand(given, 'name', 'displayName');
    if (!/^[A-Za-z_]\w*$/.test(String(given.name)))
      throw invalid('name', 'name: The name must start with a letter and hold only letters, digits and underscores.');
    demandUnique(call.state, 'userTypes', 'name', given.name);
    const admin = call.state.org.adminId;
    return {
      description: null,
      ...content(given),
      default: false,
      createdBy: admin,
      lastUpdatedBy: admin,
      schemaId: newId(call, 'osc'),
    };
  },
  update: (call, given, { id, body }) => {
    if (given.name !== undefined && given.name !== body.name)
      throw invalid('name', 'name: The name of a user type cannot be changed.');
    demandUnique(call.state, 'userTypes', 'name', body.name, id);
    return { ...body, ...content(given), default: body.default, schemaId: body.schemaId, lastUpdatedBy: call.state.org.adminId };
  },
  mayDelete: (call, { id, body }) => {
    if (body.default === true) throw forbidden();
    if (call.state.users.keysBy('type', id).length > 0)
      throw invalid('userType', 'The user type cannot be deleted because users of it exist.');
  },
  after: (call, verb, { id, body }) => {
    const key = `userSchemas:${id}`;
    if (verb === 'create')
      addDocument(call, 'userSchemas', 'osc', {
        id,
        schemaId: body.schemaId,
        name: body.name,
        title: body.displayName,
        definitions: { custom: { properties: {} } },
      });
    if (verb === 'delete') call.state.documents.delete(key);
  },
  shape: (call, { id, body }) => {
    const { schemaId, ...shown } = body;
    const href = `${call.request.origin}/api/v1/meta/types/user/${id}`;
    const schema = { rel: 'schema', href: `${call.request.origin}${path}/user/${String(schemaId)}`, method: 'GET' };
    return { ...shown, _links: { schema, self: { rel: 'self', href, method: 'GET' } } };
  },
};

export const schemaOperations: Operation<OktaState>[] = [
  ...resourceOperations(userTypes),
  managed({
    name: 'schemas.user',
    method: 'GET',
    path: `${path}/user/:schema`,
    label: 'spec',
    run: call => json(userSchema(call, findUserSchema(call))),
  }),
  managed({ name: 'schemas.update-user', method: 'POST', path: `${path}/user/:schema`, label: 'spec', run: updateUserSchema }),
  managed({
    name: 'schemas.group',
    method: 'GET',
    path: `${path}/group/default`,
    label: 'spec',
    run: call => json(groupSchema(call)),
  }),
  managed({ name: 'schemas.update-group', method: 'POST', path: `${path}/group/default`, label: 'spec', run: updateGroupSchema }),
  managed({
    name: 'schemas.app',
    method: 'GET',
    path: `${path}/apps/:app/default`,
    label: 'spec',
    run: call => json(appSchema(call)),
  }),
  managed({ name: 'schemas.update-app', method: 'POST', path: `${path}/apps/:app/default`, label: 'spec', run: updateAppSchema }),
  managed({
    name: 'linkedObjects.list',
    method: 'GET',
    path: `${path}/user/linkedObjects`,
    label: 'recorded',
    run: call => json(call.state.documents.by('kind', 'linkedObjects').map(doc => linkedShape(call, doc))),
  }),
  managed({
    name: 'linkedObjects.create',
    method: 'POST',
    path: `${path}/user/linkedObjects`,
    label: 'recorded',
    run: createLinked,
  }),
  managed({
    name: 'linkedObjects.get',
    method: 'GET',
    path: `${path}/user/linkedObjects/:linked`,
    label: 'recorded',
    run: call => json(linkedShape(call, findLinked(call, call.params.linked ?? ''))),
  }),
  managed({
    name: 'linkedObjects.delete',
    method: 'DELETE',
    path: `${path}/user/linkedObjects/:linked`,
    label: 'recorded',
    run: removeLinked,
  }),
];

function findUserSchema(call: OktaCall): Readonly<Doc> {
  const wanted = call.params.schema ?? '';
  const doc = call.state.documents
    .by('kind', 'userSchemas')
    .find(({ body }) => body.schemaId === wanted || (wanted === 'default' && body.name === 'user'));
  if (doc === undefined) throw notFound(wanted, 'Schema');
  return doc;
}

const draft = 'http://json-schema.org/draft-04/schema#';

function userSchema(call: OktaCall, { id, body }: Readonly<Doc>): Json {
  const href = `${call.request.origin}${path}/user/${String(body.schemaId)}`;
  return {
    id: href,
    $schema: draft,
    name: body.name,
    title: body.title,
    lastUpdated: body.lastUpdated,
    created: body.created,
    definitions: {
      custom: {
        id: '#custom',
        type: 'object',
        properties: asObject(dig(body, 'definitions', 'custom', 'properties')),
        required: [],
      },
      base: {
        id: '#base',
        type: 'object',
        properties: { ...baseAttributes(), ...asObject(dig(body, 'definitions', 'base')) },
        required: ['login', 'firstName', 'lastName', 'email'],
      },
    },
    type: 'object',
    properties: { profile: { allOf: [{ $ref: '#/definitions/custom' }, { $ref: '#/definitions/base' }] } },
    _links: {
      self: { rel: 'self', href, method: 'GET' },
      type: { rel: 'type', href: `${call.request.origin}/api/v1/meta/types/user/${id}`, method: 'GET' },
    },
  };
}

/** Attributes are added, changed, and with null taken away. */
function newAttributes(before: unknown, given: Json): Json {
  const next: Json = { ...asObject(before) };
  for (const [name, value] of Object.entries(given)) {
    if (!/^[A-Za-z_]\w{0,254}$/.test(name) || name === '__proto__') throw invalid('schema', `Property name ${name} is invalid.`);
    if (value === null) delete next[name];
    else next[name] = completed({ ...asObject(next[name]), ...asObject(value) });
  }
  return next;
}

function completed(attribute: Json): Json {
  demand(attribute, 'title', 'type');
  const permissions = [{ principal: 'SELF', action: 'READ_ONLY' }];
  return { mutability: 'READ_WRITE', scope: 'NONE', permissions, master: { type: 'PROFILE_MASTER' }, ...attribute };
}

function write(call: OktaCall, key: string, given: Json): Readonly<Doc> {
  return call.state.documents.edit(key, row => {
    const properties = newAttributes(
      dig(row.body, 'definitions', 'custom', 'properties'),
      asObject(dig(given, 'definitions', 'custom', 'properties')),
    );
    const base = {
      ...asObject(dig(row.body, 'definitions', 'base')),
      ...asObject(dig(given, 'definitions', 'base', 'properties')),
    };
    row.body = { ...row.body, definitions: { custom: { properties }, base }, lastUpdated: call.clock.iso() };
  });
}

function updateUserSchema(call: OktaCall): Answer {
  const doc = findUserSchema(call);
  const given = readBody(call);
  for (const name of Object.keys(asObject(dig(given, 'definitions', 'custom', 'properties')))) {
    if (Object.hasOwn(baseAttributes(), name))
      throw invalid('schema', `Property name ${name} already exists in the base schema.`);
  }
  return json(userSchema(call, write(call, `userSchemas:${doc.id}`, given)));
}

function groupSchema(call: OktaCall): Json {
  const body = call.state.documents.get('groupSchemas:default')?.body ?? {};
  const text = (name: string, title: string, more: Json) => ({
    title,
    type: 'string',
    ...more,
    mutability: 'READ_WRITE',
    scope: 'NONE',
    permissions: [{ principal: 'SELF', action: 'READ_ONLY' }],
    master: { type: 'PROFILE_MASTER' },
    description: name,
  });
  return {
    $schema: draft,
    _links: { self: { rel: 'self', href: `${call.request.origin}${path}/group/default`, method: 'GET' } },
    created: body.created,
    definitions: {
      base: {
        id: '#base',
        properties: {
          name: text('name', 'Name', { maxLength: 255 }),
          description: text('description', 'Description', { maxLength: 1024 }),
        },
        required: ['name'],
        type: 'object',
      },
      custom: {
        id: '#custom',
        properties: asObject(dig(body, 'definitions', 'custom', 'properties')),
        required: [],
        type: 'object',
      },
    },
    description: 'Okta group profile template',
    id: `${call.request.origin}${path}/group/default`,
    lastUpdated: body.lastUpdated,
    name: 'group',
    properties: { profile: { allOf: [{ $ref: '#/definitions/custom' }, { $ref: '#/definitions/base' }] } },
    title: 'Okta group',
    type: 'object',
  };
}

function updateGroupSchema(call: OktaCall): Answer {
  write(call, 'groupSchemas:default', readBody(call));
  return json(groupSchema(call));
}

function appSchema(call: OktaCall): Json {
  const app = findApp(call);
  const body = call.state.documents.get(`appSchemas:${app.id}`)?.body ?? {};
  const href = `${call.request.origin}${path}/apps/${app.id}/default`;
  const userName = { title: 'Username', type: 'string', required: true, scope: 'NONE', maxLength: 100 };
  return {
    id: href,
    $schema: draft,
    name: app.name,
    title: `${app.label} User`,
    lastUpdated: body.lastUpdated ?? call.clock.iso(),
    created: body.created ?? call.clock.iso(),
    definitions: {
      custom: {
        id: '#custom',
        type: 'object',
        properties: asObject(dig(body, 'definitions', 'custom', 'properties')),
        required: [],
      },
      base: { id: '#base', type: 'object', properties: { userName }, required: ['userName'] },
    },
    type: 'object',
    properties: { profile: { allOf: [{ $ref: '#/definitions/custom' }, { $ref: '#/definitions/base' }] } },
    _links: { self: { href, method: 'GET', rel: 'self' } },
  };
}

function updateAppSchema(call: OktaCall): Answer {
  const app = findApp(call);
  const given = readBody(call);
  if (!call.state.documents.has(`appSchemas:${app.id}`)) addDocument(call, 'appSchemas', 'osc', { id: app.id, definitions: {} });
  write(call, `appSchemas:${app.id}`, given);
  return json(appSchema(call));
}

function linkedShape(call: OktaCall, { body }: Readonly<Doc>): Json {
  const { id, created, lastUpdated, ...shown } = body;
  const name = String(dig(body, 'primary', 'name'));
  return { ...shown, _links: { self: { href: `${call.request.origin}${path}/user/linkedObjects/${name}` } } };
}

/** The definition that has a name on either side. Throws `OktaRefusal` 404. */
export function findLinked(call: OktaCall, name: string): Readonly<Doc> {
  const found = call.state.documents
    .by('kind', 'linkedObjects')
    .find(({ body }) => [dig(body, 'primary', 'name'), dig(body, 'associated', 'name')].includes(name));
  if (found === undefined) throw notFound(name, 'LinkedObjectProperty');
  return found;
}

function createLinked(call: OktaCall): Answer {
  const given = readBody(call);
  const sides = (['primary', 'associated'] as const).map(side => {
    const one = asObject(given[side]);
    demand(one, 'name', 'title', 'type');
    return [side, { name: one.name, title: one.title, description: one.description ?? null, type: one.type }] as const;
  });
  const names = call.state.documents
    .by('kind', 'linkedObjects')
    .flatMap(({ body }) => [dig(body, 'primary', 'name'), dig(body, 'associated', 'name')]);
  if (sides.some(([, one]) => names.includes(one.name)))
    throw invalid('linkedObject', 'Invalid linked objection definition. Linked object identifier is already in use.');
  const doc = addDocument(call, 'linkedObjects', 'lnk', Object.fromEntries(sides));
  return json(linkedShape(call, doc), 201);
}

function removeLinked(call: OktaCall): Answer {
  const doc = findLinked(call, call.params.linked ?? '');
  for (const { id } of call.state.documents.by('parent', `links:${doc.id}`)) call.state.documents.delete(`links:${id}`);
  call.state.documents.delete(`linkedObjects:${doc.id}`);
  return empty();
}
