import { type Answer, empty, json } from '../../../../kit/answer.ts';
import { notFound, OktaRefusal } from '../../../errors.ts';
import type { OktaCall } from '../../../operation.ts';
import { addDocument } from '../../documents/resource.ts';
import { findApp } from '../find-app.ts';
import { makeAppKey } from '../key-pairs.ts';

/** Only apps that sign people in by SAML have metadata; the others answer as recorded. */
export async function samlMetadata(call: OktaCall): Promise<Answer> {
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

export function setPolicy(call: OktaCall): Answer {
  const app = findApp(call);
  const policyId = call.params.policy ?? '';
  const policy = call.state.documents.get(`policies:${policyId}`);
  if (policy === undefined) throw notFound(policyId, 'Policy');
  call.state.documents.delete(`appPolicies:${app.id}`);
  addDocument(call, 'appPolicies', 'rst', { id: app.id, policyId });
  return empty();
}

export function secrets(call: OktaCall): Answer {
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
export function logo(call: OktaCall): Answer {
  findApp(call);
  const { body } = call.request;
  const picture = body.kind === 'multipart' ? body.parts.find(part => part.filename !== undefined) : undefined;
  if (picture === undefined || !/^image\/(png|gif|jpe?g|svg\+xml)$/.test(picture.type)) {
    throw new OktaRefusal(415, 'E0000021', 'Bad request.  Accept and/or Content-Type headers are likely not set.');
  }
  return empty(201, { location: `${call.request.origin}/assets/img/logos/${call.params.app}.png` });
}
