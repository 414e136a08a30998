import { type Answer, empty, json } from '../../../kit/answer.ts';
import type { Operation } from '../../../kit/plugin.ts';
import { notFound } from '../../errors.ts';
import type { OktaCall } from '../../operation.ts';
import type { Doc, OktaState } from '../../state.ts';
import { managed, readBody } from '../call/managed.ts';
import { content, demand, demandUnique } from '../documents/demand.ts';
import { addDocument, findDoc, hrefOf, type Resource, resourceOperations } from '../documents/resource.ts';
import { asObject, type Json, mergeDeep } from '../json.ts';
import { findUser } from '../users/find-user.ts';

const path = '/api/v1/idps';

const idps: Resource = {
  kind: 'idps',
  path,
  noun: 'IdpAppInstance',
  prefix: '0oa',
  label: 'spec',
  events: 'system.idp.lifecycle',
  lifecycle: 'document',
  fits: (call, { body }) => {
    const [q, type] = [call.request.query.get('q')?.toLowerCase() ?? '', call.request.query.get('type')];
    return String(body.name).toLowerCase().startsWith(q) && (type === null || type === body.type);
  },
  create: (call, given) => {
    demand(given, 'name', 'type', 'protocol', 'policy');
    demandUnique(call.state, 'idps', 'name', given.name);
    return {
      issuerMode: 'ORG_URL',
      status: 'ACTIVE',
      ...content(given),
      policy: mergeDeep(policyDefaults, asObject(given.policy)),
    };
  },
  update: (call, given, before) => {
    demand(given, 'name');
    demandUnique(call.state, 'idps', 'name', given.name, before.id);
    return { ...before.body, ...content(given), status: before.body.status };
  },
  shape: (call, doc) => ({ ...doc.body, _links: links(call, doc) }),
};

const policyDefaults: Json = {
  provisioning: {
    action: 'AUTO',
    profileMaster: false,
    groups: { action: 'NONE' },
    conditions: { deprovisioned: { action: 'NONE' }, suspended: { action: 'NONE' } },
  },
  accountLink: { filter: null, action: 'AUTO' },
  maxClockSkew: 0,
};

function links(call: OktaCall, doc: Readonly<Doc>): Json {
  const base = hrefOf(call, idps, doc);
  const step = doc.body.status === 'ACTIVE' ? 'deactivate' : 'activate';
  return {
    self: { href: base, hints: { allow: ['GET', 'PUT', 'DELETE'] } },
    [step]: { href: `${base}/lifecycle/${step}`, hints: { allow: ['POST'] } },
    users: { href: `${base}/users`, hints: { allow: ['GET'] } },
  };
}

export const idpOperations: Operation<OktaState>[] = [
  ...resourceOperations(idps),
  managed({
    name: 'idps.users',
    method: 'GET',
    path: `${path}/:id/users`,
    label: 'spec',
    run: call => json(call.state.documents.by('parent', `idpUsers:${findDoc(call, idps).id}`).map(doc => linkShape(call, doc))),
  }),
  managed({ name: 'idps.link-user', method: 'POST', path: `${path}/:id/users/:user`, label: 'spec', run: linkUser }),
  managed({
    name: 'idps.user',
    method: 'GET',
    path: `${path}/:id/users/:user`,
    label: 'spec',
    run: call => json(linkShape(call, findLink(call))),
  }),
  managed({
    name: 'idps.unlink-user',
    method: 'DELETE',
    path: `${path}/:id/users/:user`,
    label: 'spec',
    run: call => {
      call.state.documents.delete(`idpUsers:${findLink(call).id}`);
      return empty();
    },
  }),
];

function linkShape({ request: { origin } }: OktaCall, { body, parent }: Readonly<Doc>): Json {
  const { userId, id, ...shown } = body;
  const self = { href: `${origin}${path}/${parent}/users/${String(userId)}`, hints: { allow: ['GET', 'DELETE'] } };
  return {
    id: userId,
    ...shown,
    _links: {
      self,
      idp: { href: `${origin}${path}/${parent}` },
      user: { href: `${origin}/api/v1/users/${String(userId)}`, hints: { allow: ['GET'] } },
    },
  };
}

function linkUser(call: OktaCall): Answer {
  const idp = findDoc(call, idps);
  const user = findUser(call);
  const { externalId } = readBody(call);
  demand({ externalId }, 'externalId');
  call.state.documents.delete(`idpUsers:${idp.id}.${user.id}`);
  const doc = addDocument(
    call,
    'idpUsers',
    'idu',
    { id: `${idp.id}.${user.id}`, userId: user.id, externalId, profile: {} },
    idp.id,
  );
  return json(linkShape(call, doc));
}

function findLink(call: OktaCall): Readonly<Doc> {
  const idp = findDoc(call, idps);
  const user = findUser(call);
  const doc = call.state.documents.get(`idpUsers:${idp.id}.${user.id}`);
  if (doc === undefined) throw notFound(user.id, 'User');
  return doc;
}
