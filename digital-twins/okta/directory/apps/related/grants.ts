import { type Answer, json } from '../../../../kit/answer.ts';
import { invalid, notFound } from '../../../errors.ts';
import type { OktaCall } from '../../../operation.ts';
import type { Doc } from '../../../state.ts';
import { callerUserId } from '../../call/authenticate.ts';
import { readBody } from '../../call/managed.ts';
import { demand } from '../../documents/demand.ts';
import { addDocument } from '../../documents/resource.ts';
import { asText, type Json } from '../../json.ts';
import { findApp } from '../find-app.ts';

export function grantsOf(call: OktaCall): Readonly<Doc>[] {
  return call.state.documents.by('parent', `grants:${findApp(call).id}`);
}

export function findGrant(call: OktaCall): Readonly<Doc> {
  const id = call.params.grant ?? '';
  const found = grantsOf(call).find(doc => doc.id === id);
  if (found === undefined) throw notFound(id, 'OAuth2ScopeConsentGrant');
  return found;
}

/** Key set and order after recordings of a real org. */
export function grantShape(call: OktaCall, { id, body, parent = '' }: Readonly<Doc>, withScope = false): Json {
  const { origin } = call.request;
  const app = call.state.apps.get(parent);
  const { clientId, scopeId, source, created, lastUpdated, status, createdBy } = body;
  return {
    id,
    status,
    created,
    createdBy: { id: createdBy ?? call.state.org.adminId, type: 'User' },
    lastUpdated,
    issuer: origin,
    clientId,
    scopeId,
    source,
    ...(withScope || call.request.query.get('expand') === 'scope' ? { _embedded: { scope: { id: scopeId } } } : {}),
    _links: {
      app: { href: `${origin}/api/v1/apps/${parent}`, title: app?.label },
      self: { href: `${origin}/api/v1/apps/${parent}/grants/${id}`, hints: { allow: ['GET', 'DELETE'] } },
      client: { href: `${origin}/oauth2/v1/clients/${String(clientId)}`, title: app?.label },
    },
  };
}

export function grant(call: OktaCall): Answer {
  const app = findApp(call);
  const body = readBody(call);
  demand(body, 'scopeId', 'issuer');
  const scopeId = asText(body.scopeId) ?? '';
  if (!/^okta\.[A-Za-z.]+$/.test(scopeId)) throw invalid('scopeId', 'scopeId: The scope is not a valid Okta scope.');
  const before = grantsOf(call).find(doc => doc.body.scopeId === scopeId);
  if (before !== undefined) return json(grantShape(call, before, true));
  const doc = addDocument(
    call,
    'grants',
    'oag',
    { status: 'ACTIVE', clientId: app.oauth?.client_id ?? app.id, scopeId, source: 'ADMIN', createdBy: callerUserId(call) },
    app.id,
  );
  return json(grantShape(call, doc, true));
}
