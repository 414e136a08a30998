import { type Answer, empty, json } from '../../../kit/answer.ts';
import type { Operation } from '../../../kit/plugin.ts';
import { invalid, malformed, notFound, OktaRefusal } from '../../errors.ts';
import type { Token } from '../../oauth/state.ts';
import type { OktaCall } from '../../operation.ts';
import type { Doc, OktaState } from '../../state.ts';
import { tokenShape } from '../auth-servers/clients.ts';
import { callerUserId } from '../call/authenticate.ts';
import { managed, readBody, readOptionalBody } from '../call/managed.ts';
import { pageByPlace } from '../call/page.ts';
import { demand } from '../documents/demand.ts';
import { addDocument, writeDocument } from '../documents/resource.ts';
import { asText, type Json } from '../json.ts';
import { findApp } from './find-app.ts';
import { makeAppKey } from './keys.ts';

const path = '/api/v1/apps/:app';

export const appRelatedOperations: Operation<OktaState>[] = [
  managed({
    name: 'apps.grants',
    method: 'GET',
    path: `${path}/grants`,
    label: 'recorded',
    run: call => json(grantsOf(call).map(doc => grantShape(call, doc))),
  }),
  managed({ name: 'apps.grant', method: 'POST', path: `${path}/grants`, label: 'recorded', run: grant }),
  managed({
    name: 'apps.get-grant',
    method: 'GET',
    path: `${path}/grants/:grant`,
    label: 'recorded',
    run: call => json(grantShape(call, findGrant(call))),
  }),
  managed({
    name: 'apps.revoke-grant',
    method: 'DELETE',
    path: `${path}/grants/:grant`,
    label: 'recorded',
    run: call => {
      call.state.documents.delete(`grants:${findGrant(call).id}`);
      return empty();
    },
  }),
  managed({ name: 'apps.tokens', method: 'GET', path: `${path}/tokens`, label: 'recorded', run: tokens }),
  managed({ name: 'apps.revoke-tokens', method: 'DELETE', path: `${path}/tokens`, label: 'recorded', run: revokeAll }),
  managed({
    name: 'apps.token',
    method: 'GET',
    path: `${path}/tokens/:token`,
    label: 'recorded',
    run: call => json(shape(call, findToken(call))),
  }),
  managed({
    name: 'apps.revoke-token',
    method: 'DELETE',
    path: `${path}/tokens/:token`,
    label: 'recorded',
    run: call => {
      call.state.refreshTokens.delete(findToken(call).value);
      return empty();
    },
  }),
  managed({
    name: 'apps.features',
    method: 'GET PUT',
    path: `${path}/features ${path}/features/:feature`,
    label: 'recorded',
    run: features,
  }),
  managed({ name: 'apps.connection', method: 'GET', path: `${path}/connections/default`, label: 'recorded', run: connection }),
  managed({
    name: 'apps.set-connection',
    method: 'POST',
    path: `${path}/connections/default`,
    label: 'spec',
    run: setConnection,
  }),
  managed({ name: 'apps.saml-metadata', method: 'GET', path: `${path}/sso/saml/metadata`, label: 'recorded', run: samlMetadata }),
  managed({ name: 'apps.set-policy', method: 'PUT', path: `${path}/policies/:policy`, label: 'docs', run: setPolicy }),
  managed({
    name: 'apps.federated-claims',
    method: 'GET POST',
    path: `${path}/federated-claims`,
    label: 'recorded',
    run: withoutFeature,
  }),
  managed({ name: 'apps.secrets', method: 'GET', path: `${path}/credentials/secrets`, label: 'spec', run: secrets }),
  managed({ name: 'apps.logo', method: 'POST', path: `${path}/logo`, label: 'spec', run: logo }),
  managed({
    name: 'apps.cwo',
    method: 'GET',
    path: `${path}/cwo/connections`,
    label: 'recorded',
    run: call => json(call.state.documents.by('parent', `cwo:${findApp(call).id}`).map(doc => doc.body)),
  }),
  managed({ name: 'apps.create-cwo', method: 'POST', path: `${path}/cwo/connections`, label: 'recorded', run: createCwo }),
  managed({
    name: 'apps.get-cwo',
    method: 'GET',
    path: `${path}/cwo/connections/:connection`,
    label: 'recorded',
    run: call => json(findCwo(call).body),
  }),
  managed({
    name: 'apps.update-cwo',
    method: 'PATCH',
    path: `${path}/cwo/connections/:connection`,
    label: 'recorded',
    run: updateCwo,
  }),
  managed({
    name: 'apps.delete-cwo',
    method: 'DELETE',
    path: `${path}/cwo/connections/:connection`,
    label: 'recorded',
    run: call => {
      call.state.documents.delete(`cwo:${findCwo(call).id}`);
      return empty();
    },
  }),
];

function grantsOf(call: OktaCall): Readonly<Doc>[] {
  return call.state.documents.by('parent', `grants:${findApp(call).id}`);
}

function findGrant(call: OktaCall): Readonly<Doc> {
  const id = call.params.grant ?? '';
  const found = grantsOf(call).find(doc => doc.id === id);
  if (found === undefined) throw notFound(id, 'OAuth2ScopeConsentGrant');
  return found;
}

/** Key set and order after recordings of a real org. */
function grantShape(call: OktaCall, { id, body, parent = '' }: Readonly<Doc>, withScope = false): Json {
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

function grant(call: OktaCall): Answer {
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

function tokensOf(call: OktaCall): Readonly<Token>[] {
  return call.state.refreshTokens.by('client', findApp(call).oauth?.client_id ?? '');
}

function findToken(call: OktaCall): Readonly<Token> {
  const id = call.params.token ?? '';
  const token = tokensOf(call).find(one => one.id === id);
  if (token === undefined) throw notFound(`${call.params.app}.${id}`, 'OAuth2RefreshTokenTx');
  return token;
}

function shape(call: OktaCall, token: Readonly<Token>): Json {
  return tokenShape(call, token, `${call.request.origin}/api/v1/apps/${call.params.app}/tokens/${token.id}`);
}

function tokens(call: OktaCall): Answer {
  const page = {
    list: `tokens ${call.params.app}`,
    limit: 20,
    most: 200,
    showLimit: true,
    shape: (token: Readonly<Token>) => shape(call, token),
  };
  return pageByPlace(call, page, tokensOf(call));
}

function revokeAll(call: OktaCall): Answer {
  for (const token of tokensOf(call)) call.state.refreshTokens.delete(token.value);
  return empty();
}

const featureNames = ['USER_PROVISIONING', 'INBOUND_PROVISIONING'];

/** Apps that provision by SCIM have features; the others say so. */
function features(call: OktaCall): Answer {
  const { feature } = call.params;
  if (feature !== undefined && !featureNames.includes(feature)) throw notFound(feature, 'PublicAppFeatureSetName');
  if (call.request.method === 'PUT' && call.request.body.kind === 'none') throw malformed();
  const app = findApp(call);
  if (app.provisioning === undefined) throw invalid('feature', 'Provisioning is not supported.');
  const status = app.provisioning.isEnabled ? 'ENABLED' : 'DISABLED';
  const lifecycle = { lifecycleCreate: { status }, lifecycleDeactivate: { status } };
  const self = { href: `${call.request.origin}/api/v1/apps/${app.id}/features/USER_PROVISIONING` };
  const shown = {
    name: 'USER_PROVISIONING',
    status,
    description: 'User provisioning settings from Okta to a downstream application',
    capabilities: {
      create: { lifecycleCreate: lifecycle.lifecycleCreate },
      update: {
        profile: { status },
        lifecycleDeactivate: lifecycle.lifecycleDeactivate,
        password: { status: 'DISABLED', seed: 'RANDOM', change: 'KEEP_EXISTING' },
      },
    },
    _links: { self },
  };
  return json(feature === undefined ? [shown] : shown);
}

function connection(call: OktaCall): Answer {
  const app = findApp(call);
  const base = `${call.request.origin}/api/v1/apps/${app.id}/connections/default`;
  const step = app.provisioning?.isEnabled === true ? 'deactivate' : 'activate';
  return json({
    authScheme: 'TOKEN',
    status: app.provisioning?.isEnabled === true ? 'ENABLED' : 'DISABLED',
    _links: {
      self: { href: base, hints: { allow: ['POST', 'GET'] } },
      [step]: { href: `${base}/lifecycle/${step}`, hints: { allow: ['POST'] } },
    },
  });
}

function setConnection(call: OktaCall): Answer {
  const app = findApp(call);
  const body = readOptionalBody(call);
  const profile = (body.profile ?? {}) as Json;
  const baseUrl = asText(body.baseUrl) ?? app.provisioning?.baseUrl;
  if (baseUrl === undefined || URL.parse(baseUrl) === null) throw invalid('connection', 'Provisioning is not supported.');
  const isEnabled = call.request.query.get('activate') === 'true' || app.provisioning?.isEnabled === true;
  call.state.apps.edit(app.id, row => {
    row.provisioning = { baseUrl, authorization: `Bearer ${asText(profile.token) ?? ''}`, isEnabled };
  });
  return connection(call);
}

/** Only apps that sign people in by SAML have metadata; the others answer as recorded. */
async function samlMetadata(call: OktaCall): Promise<Answer> {
  const app = findApp(call);
  if (app.signOnMode !== 'SAML_2_0')
    throw new OktaRefusal(
      400,
      'E0000019',
      'Bad request. Accept and/or Content-Type headers likely do not match supported values.',
    );
  const known = call.state.documents.by('parent', `appKeys:${app.id}`);
  const key = known[0] ?? (await makeAppKey(call, app.id, 10));
  const { origin } = call.request;
  const certificate = String((key.body.x5c as string[])[0]);
  const place = `${origin}/app/${app.name}/${app.id}/sso/saml`;
  const services = ['HTTP-POST', 'HTTP-Redirect'].map(
    binding => `<md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:${binding}" Location="${place}"/>`,
  );
  const xml = `<?xml version="1.0" encoding="UTF-8"?><md:EntityDescriptor entityID="${origin}/${app.id}" xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata"><md:IDPSSODescriptor WantAuthnRequestsSigned="false" protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"><md:KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data><ds:X509Certificate>${certificate}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor><md:NameIDFormat>urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified</md:NameIDFormat>${services.join('')}</md:IDPSSODescriptor></md:EntityDescriptor>`;
  return { status: 200, headers: {}, body: { kind: 'text', type: 'text/xml;charset=utf-8', text: xml } };
}

function setPolicy(call: OktaCall): Answer {
  const app = findApp(call);
  const policyId = call.params.policy ?? '';
  const policy = call.state.documents.get(`policies:${policyId}`);
  if (policy === undefined) throw notFound(policyId, 'Policy');
  call.state.documents.delete(`appPolicies:${app.id}`);
  addDocument(call, 'appPolicies', 'rst', { id: app.id, policyId });
  return empty();
}

/** What a test org without the feature says (recordings of a real org). */
function withoutFeature(): Answer {
  throw new OktaRefusal(401, 'E0000015', 'You do not have permission to access the feature you are requesting');
}

function secrets(call: OktaCall): Answer {
  const app = findApp(call);
  const secret = app.oauth?.client_secret;
  if (secret === undefined) return json([]);
  const id = `ocs${app.id.slice(3)}`;
  const base = `${call.request.origin}/api/v1/apps/${app.id}/credentials/secrets/${id}`;
  const times = { created: new Date(app.created).toISOString(), lastUpdated: new Date(app.lastUpdated).toISOString() };
  const links = { deactivate: { href: `${base}/lifecycle/deactivate`, hints: { allow: ['POST'] } } };
  return json([{ id, ...times, status: 'ACTIVE', client_secret: secret, secret_hash: id.slice(3, 19), _links: links }]);
}

/** Takes a picture, which it does not keep: the twin's pages show none. */
function logo(call: OktaCall): Answer {
  findApp(call);
  const { body } = call.request;
  const picture = body.kind === 'multipart' ? body.parts.find(part => part.filename !== undefined) : undefined;
  if (picture === undefined || !/^image\/(png|gif|jpe?g|svg\+xml)$/.test(picture.type)) {
    throw new OktaRefusal(415, 'E0000021', 'Bad request.  Accept and/or Content-Type headers are likely not set.');
  }
  return empty(201, { location: `${call.request.origin}/assets/img/logos/${call.params.app}.png` });
}

function findCwo(call: OktaCall): Readonly<Doc> {
  const app = findApp(call);
  const id = call.params.connection ?? '';
  const doc = call.state.documents.get(`cwo:${id}`);
  if (doc === undefined || doc.parent !== app.id) throw notFound(id, 'Connection');
  return doc;
}

function createCwo(call: OktaCall): Answer {
  const app = findApp(call);
  const { resourceAppInstanceId } = readBody(call);
  findApp(call, asText(resourceAppInstanceId) ?? '');
  const doc = addDocument(
    call,
    'cwo',
    'con',
    { requestingAppInstanceId: app.id, resourceAppInstanceId, status: 'ACTIVE' },
    app.id,
  );
  return json(doc.body, 201);
}

function updateCwo(call: OktaCall): Answer {
  const doc = findCwo(call);
  const { status } = readBody(call);
  if (status !== 'ACTIVE' && status !== 'INACTIVE') throw invalid('status', 'status: The value is not one of: ACTIVE, INACTIVE');
  return json(writeDocument(call, doc, { ...doc.body, status }).body);
}
