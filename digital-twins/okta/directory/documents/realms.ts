import { invalid } from '../../errors.ts';
import type { OktaCall } from '../../operation.ts';
import type { Doc } from '../../state.ts';
import { asObject, asText, dig, type Json } from '../json.ts';
import { content, demand, demandUnique } from './demand.ts';
import { hrefOf, type Resource } from './resource.ts';

export const realms: Resource = {
  kind: 'realms',
  path: '/api/v1/realms',
  noun: 'Realm',
  prefix: 'guo',
  label: 'recorded',
  labels: { update: 'spec' },
  create: (call, given) => {
    const profile = asObject(given.profile);
    demand(profile, 'name');
    const other = call.state.documents.by('kind', 'realms').find(doc => dig(doc.body, 'profile', 'name') === profile.name);
    if (other !== undefined) throw invalid('name', 'name: An object with this field already exists in the current organization');
    return { profile: { domains: [], ...profile }, isDefault: false };
  },
  update: (_call, given, before) => ({ ...before.body, profile: asObject(given.profile) }),
  shape: (call, doc) => ({ ...doc.body, _links: { self: { rel: 'self', href: hrefOf(call, realms, doc), method: 'GET' } } }),
};

const inlineUpdate = (call: OktaCall, given: Json, before: Readonly<Doc>): Json => {
  demandUnique(call.state, 'realmAssignments', 'name', given.name, before.id);
  return { ...before.body, ...content(given) };
};

export const realmAssignments: Resource = {
  kind: 'realm-assignments',
  path: '/api/v1/realm-assignments',
  noun: 'RealmAssignment',
  prefix: 'rul',
  label: 'docs',
  lifecycle: 'empty',
  deleteWantsInactive: true,
  update: inlineUpdate,
  create: (_call, given) => {
    demand(given, 'name', 'actions', 'conditions');
    return { status: 'INACTIVE', isDefault: false, domains: [], ...content(given), name: asText(given.name) };
  },
};
