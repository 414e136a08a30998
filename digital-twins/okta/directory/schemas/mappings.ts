import { type Answer, json } from '../../../kit/answer.ts';
import type { Operation } from '../../../kit/plugin.ts';
import { invalid, notFound } from '../../errors.ts';
import type { OktaCall } from '../../operation.ts';
import type { App, OktaState } from '../../state.ts';
import { managed, readBody } from '../call/managed.ts';
import { pageByPlace } from '../call/page.ts';
import { addDocument } from '../documents/resource.ts';
import { asObject, dig, type Json } from '../json.ts';
import { baseAttributes } from './user-attributes.ts';

const path = '/api/v1/mappings';

/** How the profiles of users and of an app's users are made from each other: one mapping each way for every app. */
interface Mapping {
  id: string;
  app: Readonly<App>;
  /** Whether it goes from the app to Okta. */
  isInbound: boolean;
}

export const mappingOperations: Operation<OktaState>[] = [
  managed({ name: 'mappings.list', method: 'GET', path, label: 'recorded', run: list }),
  managed({
    name: 'mappings.get',
    method: 'GET',
    path: `${path}/:mapping`,
    label: 'recorded',
    run: call => json(shape(call, findMapping(call), true)),
  }),
  managed({ name: 'mappings.update', method: 'POST', path: `${path}/:mapping`, label: 'recorded', run: update }),
];

function mappingsOf(call: OktaCall): Mapping[] {
  return call.state.apps.by('all', 'all').flatMap(app => [
    { id: `prm${app.id.slice(3, -1)}1`, app, isInbound: true },
    { id: `prm${app.id.slice(3, -1)}2`, app, isInbound: false },
  ]);
}

function findMapping(call: OktaCall): Mapping {
  const id = call.params.mapping ?? '';
  const found = mappingsOf(call).find(mapping => mapping.id === id);
  if (found === undefined) throw notFound(id, 'ProfileMapping');
  return found;
}

/** Key set and order after recordings of a real org; a list leaves the properties out. */
function shape(call: OktaCall, mapping: Mapping, isWhole: boolean): Json {
  const { origin } = call.request;
  const { app } = mapping;
  const { userTypeId, userSchemaId } = call.state.org;
  const ofApp = {
    id: app.id,
    name: app.name,
    type: 'appuser',
    _links: {
      self: { href: `${origin}/api/v1/apps/${app.id}` },
      schema: { href: `${origin}/api/v1/meta/schemas/apps/${app.id}/default` },
    },
  };
  const ofUser = {
    id: userTypeId,
    name: 'user',
    type: 'user',
    _links: {
      self: { href: `${origin}/api/v1/meta/types/user/${userTypeId}` },
      schema: { href: `${origin}/api/v1/meta/schemas/user/${userSchemaId}` },
    },
  };
  const [source, target] = mapping.isInbound ? [ofApp, ofUser] : [ofUser, ofApp];
  return {
    id: mapping.id,
    source,
    target,
    ...(isWhole ? { properties: propertiesOf(call, mapping) } : {}),
    _links: { self: { href: `${origin}${path}/${mapping.id}` } },
  };
}

function propertiesOf(call: OktaCall, { id, isInbound }: Mapping): Json {
  const own = call.state.documents.get(`mappings:${id}`)?.body.properties;
  const push = { pushStatus: 'DONT_PUSH' };
  if (own !== undefined) return asObject(own);
  return isInbound ? { email: { expression: 'appuser.userName', ...push } } : { email: { expression: 'user.email', ...push } };
}

function list(call: OktaCall): Answer {
  const [source, target] = ['sourceId', 'targetId'].map(name => call.request.query.get(name));
  const all = mappingsOf(call).map(mapping => shape(call, mapping, false));
  const fits = (one: Json) =>
    [null, dig(one, 'source', 'id')].includes(source as string | null) &&
    [null, dig(one, 'target', 'id')].includes(target as string | null);
  const page = { list: 'mappings', limit: 20, most: 200, shape: (one: Json) => one };
  return pageByPlace(call, page, all.filter(fits));
}

/** Properties are set by name, and with null taken away; the target must have them. */
function update(call: OktaCall): Answer {
  const mapping = findMapping(call);
  const given = asObject(readBody(call).properties);
  const next = { ...propertiesOf(call, mapping) };
  for (const [name, value] of Object.entries(given)) {
    const isKnown = mapping.isInbound ? Object.hasOwn(baseAttributes(), name) : Object.hasOwn(targetOf(call, mapping), name);
    if (!isKnown) throw invalid('updateMapping', `Invalid target field ${name}`);
    if (value === null) delete next[name];
    else next[name] = { pushStatus: 'DONT_PUSH', ...asObject(value) };
  }
  call.state.documents.delete(`mappings:${mapping.id}`);
  addDocument(call, 'mappings', 'prm', { id: mapping.id, properties: next });
  return json(shape(call, mapping, true));
}

/** Attributes of an app's users; clients of OpenID Connect have the standard claims. */
function targetOf(call: OktaCall, { app }: Mapping): Json {
  const custom = asObject(dig(call.state.documents.get(`appSchemas:${app.id}`)?.body, 'definitions', 'custom', 'properties'));
  return { userName: {}, ...(app.oauth === undefined ? {} : baseAttributes()), email: {}, ...custom };
}
