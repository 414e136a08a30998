import type { Operation } from '../../../kit/plugin.ts';
import { invalid } from '../../errors.ts';
import type { OktaCall } from '../../operation.ts';
import type { OktaState } from '../../state.ts';
import { demand, demandUnique } from '../documents/demand.ts';
import { hrefOf, type Resource, resourceOperations } from '../documents/resource.ts';
import { asObject, type Json } from '../json.ts';

/** Others whose security events the org takes (Okta docs, SSF Receiver). */
const providers: Resource = {
  kind: 'securityEventsProviders',
  path: '/api/v1/security-events-providers',
  noun: 'SecurityEventsProvider',
  prefix: 'sse',
  label: 'docs',
  lifecycle: 'document',
  create: (call, given) => ({ ...readProvider(call, given), status: 'ACTIVE' }),
  update: (call, given, { id, body }) => ({ ...readProvider(call, given, id), status: body.status }),
  shape: (call, doc) => {
    const { created, lastUpdated, ...shown } = doc.body;
    const base = hrefOf(call, providers, doc);
    const step = doc.body.status === 'ACTIVE' ? 'deactivate' : 'activate';
    const self = { href: base, hints: { allow: ['GET', 'PUT', 'DELETE'] } };
    return { ...shown, _links: { self, [step]: { href: `${base}/lifecycle/${step}`, hints: { allow: ['POST'] } } } };
  },
};

/** Either the address of the sender's metadata, or its issuer and keys. Throws `OktaRefusal` 400. */
function readProvider(call: OktaCall, given: Json, selfId?: string): Json {
  demand(given, 'name', 'type', 'settings');
  demandUnique(call.state, 'securityEventsProviders', 'name', given.name, selfId);
  const { well_known_url, issuer, jwks_url } = asObject(given.settings);
  if (well_known_url === undefined) demand({ issuer, jwks_url }, 'issuer', 'jwks_url');
  const addresses = Object.entries({ well_known_url, jwks_url }).filter(([, value]) => value !== undefined);
  for (const [field, value] of addresses)
    if (URL.parse(String(value))?.protocol !== 'https:') throw invalid(field, `${field}: The URL must be an HTTPS URL.`);
  const settings = well_known_url === undefined ? { issuer, jwks_url } : { well_known_url };
  return { name: given.name, type: given.type, settings };
}

export const securityEventsProviderOperations: Operation<OktaState>[] = resourceOperations(providers);
