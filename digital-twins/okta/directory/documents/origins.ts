import { invalid, OktaRefusal } from '../../errors.ts';
import type { OktaCall } from '../../operation.ts';
import type { Doc } from '../../state.ts';
import { asList, asObject, type Json } from '../json.ts';
import { content, demand, demandOneOf, demandUnique } from './demand.ts';
import { hrefOf, type Resource } from './resource.ts';

/** Links of something that can be switched on and off. */
function switchLinks(call: OktaCall, resource: Pick<Resource, 'path'>, doc: Readonly<Doc>): Json {
  const base = hrefOf(call, resource, doc);
  const step = doc.body.status === 'ACTIVE' ? 'deactivate' : 'activate';
  return {
    self: { href: base, hints: { allow: ['GET', 'PUT', 'DELETE'] } },
    [step]: { href: `${base}/lifecycle/${step}`, hints: { allow: ['POST'] } },
  };
}

export const trustedOrigins: Resource = {
  kind: 'trustedOrigins',
  path: '/api/v1/trustedOrigins',
  noun: 'TrustedOrigin',
  prefix: 'tos',
  label: 'spec',
  events: 'security.trusted_origin',
  // `type` is that of its scopes (Okta docs, List all trusted origins).
  filterValue: ({ body }, path) => (path === 'type' ? asList(body.scopes).map(scope => asObject(scope).type) : undefined),
  lifecycle: 'document',
  create: (call, given) => {
    demand(given, 'name', 'origin', 'scopes');
    checkOrigin(given);
    demandUnique(call.state, 'trustedOrigins', 'name', given.name);
    demandUnique(call.state, 'trustedOrigins', 'origin', given.origin);
    return { status: 'ACTIVE', ...content(given), createdBy: call.state.org.adminId, lastUpdatedBy: call.state.org.adminId };
  },
  update: (call, given, before) => {
    checkOrigin({ ...before.body, ...given });
    return { ...before.body, ...content(given), lastUpdatedBy: call.state.org.adminId };
  },
  shape: (call, doc) => ({ ...doc.body, _links: switchLinks(call, trustedOrigins, doc) }),
};

function checkOrigin({ origin }: Json): void {
  const url = URL.parse(String(origin));
  if (url === null || url.origin === 'null')
    throw invalid('origin', "origin: Invalid 'origin' URL. Origin must include scheme and host.");
}

export const zones: Resource = {
  kind: 'zones',
  path: '/api/v1/zones',
  noun: 'NetworkZone',
  prefix: 'nzo',
  label: 'spec',
  events: 'zone',
  lifecycle: 'document',
  create: (call, given) => {
    demand(given, 'name', 'type');
    demandOneOf(given, 'type', ['IP', 'DYNAMIC', 'DYNAMIC_V2']);
    demandUnique(call.state, 'zones', 'name', given.name);
    return { status: 'ACTIVE', usage: 'POLICY', system: false, ...content(given) };
  },
  mayDelete: (_call, { body }) => {
    if (body.system === true) throw new OktaRefusal(403, 'E0000022', 'The endpoint does not support the provided HTTP method');
  },
  shape: (call, doc) => ({ ...doc.body, _links: switchLinks(call, zones, doc) }),
};

export const behaviors: Resource = {
  kind: 'behaviors',
  path: '/api/v1/behaviors',
  noun: 'BehaviorRule',
  prefix: 'bhv',
  label: 'spec',
  lifecycle: 'document',
  create: (call, given) => {
    demand(given, 'name', 'type');
    demandUnique(call.state, 'behaviors', 'name', given.name);
    return { ...content(given), status: 'ACTIVE' };
  },
  shape: (call, doc) => ({ ...doc.body, _link: undefined, _links: switchLinks(call, behaviors, doc) }),
};
