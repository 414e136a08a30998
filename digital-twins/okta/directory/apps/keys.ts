import { X509Certificate } from 'node:crypto';
import { type Answer, empty, json } from '../../../kit/answer.ts';
import type { Operation } from '../../../kit/plugin.ts';
import { invalid, malformed, notFound } from '../../errors.ts';
import type { OktaCall } from '../../operation.ts';
import type { Doc, OktaState } from '../../state.ts';
import { managed, readBody } from '../call/managed.ts';
import { nextSeq } from '../ids.ts';
import { asObject, asTexts, type Json } from '../json.ts';
import { selfSigned, signingRequest, thumbprint } from './certificate.ts';
import { findApp } from './find-app.ts';

const path = '/api/v1/apps/:app/credentials';
const year = 365 * 86_400_000;

export const appKeyOperations: Operation<OktaState>[] = [
  managed({
    name: 'apps.keys',
    method: 'GET',
    path: `${path}/keys`,
    label: 'recorded',
    run: async call => json((await keysOf(call, findApp(call).id)).map(doc => doc.body)),
  }),
  managed({ name: 'apps.generate-key', method: 'POST', path: `${path}/keys/generate`, label: 'recorded', run: generate }),
  managed({
    name: 'apps.key',
    method: 'GET',
    path: `${path}/keys/:key`,
    label: 'recorded',
    run: async call => json((await findKey(call)).body),
  }),
  managed({ name: 'apps.clone-key', method: 'POST', path: `${path}/keys/:key/clone`, label: 'recorded', run: clone }),
  managed({
    name: 'apps.csrs',
    method: 'GET',
    path: `${path}/csrs`,
    label: 'recorded',
    run: call => json(csrsOf(call).map(doc => csrShape(call, doc))),
  }),
  managed({ name: 'apps.create-csr', method: 'POST', path: `${path}/csrs`, label: 'recorded', run: createCsr }),
  managed({
    name: 'apps.csr',
    method: 'GET',
    path: `${path}/csrs/:csr`,
    label: 'recorded',
    run: call => json(csrShape(call, findCsr(call))),
  }),
  managed({ name: 'apps.delete-csr', method: 'DELETE', path: `${path}/csrs/:csr`, label: 'recorded', run: deleteCsr }),
  managed({ name: 'apps.publish-csr', method: 'POST', path: `${path}/csrs/:csr/lifecycle/publish`, label: 'spec', run: publish }),
];

/** The keys of an app; each has one from the start. */
async function keysOf(call: OktaCall, appId: string): Promise<Readonly<Doc>[]> {
  const found = call.state.documents.by('parent', `appKeys:${appId}`);
  if (found.length > 0) return found;
  await makeAppKey(call, appId, 10);
  return call.state.documents.by('parent', `appKeys:${appId}`);
}

async function findKey(call: OktaCall): Promise<Readonly<Doc>> {
  const kid = call.params.key ?? '';
  const found = (await keysOf(call, findApp(call).id)).find(doc => doc.body.kid === kid);
  if (found === undefined) throw notFound(kid, 'AppCredentialKey');
  return found;
}

/** A new key pair with a certificate for so many years. */
export async function makeAppKey(call: OktaCall, appId: string, years: number): Promise<Readonly<Doc>> {
  const name = `okta.app.${appId}.${nextSeq(call)}`;
  const key = await call.secrets.signingKey(name);
  const now = call.clock.now();
  const certificate = selfSigned(key, call.state.org.subdomain, now, now + years * year);
  return addKey(call, appId, key.kid, certificate, now + years * year);
}

function addKey(call: OktaCall, appId: string, kid: string, certificate: Buffer, expiresAt: number): Readonly<Doc> {
  const { n, e } = new X509Certificate(certificate).publicKey.export({ format: 'jwk' });
  const now = call.clock.iso();
  const body: Json = {
    kty: 'RSA',
    created: now,
    lastUpdated: now,
    expiresAt: new Date(expiresAt).toISOString(),
    kid,
    use: 'sig',
    x5c: [certificate.toString('base64')],
    'x5t#S256': thumbprint(certificate),
    e,
    n,
  };
  return call.state.documents.add({ kind: 'appKeys', id: `${appId}.${kid}`, seq: nextSeq(call), parent: appId, body });
}

function located(call: OktaCall, body: unknown, location: string): Answer {
  return json(body, 201, { location: `${call.request.origin}${location}` });
}

async function generate(call: OktaCall): Promise<Answer> {
  const app = findApp(call);
  const years = Number(call.request.query.get('validityYears'));
  if (!Number.isInteger(years) || years < 2 || years > 10) {
    throw invalid('generateKey', 'Validity years out of range. It should be 2 - 10 years.');
  }
  const { body } = await makeAppKey(call, app.id, years);
  return located(call, body, `/api/v1/apps/${app.id}/credentials/keys/${String(body.kid)}`);
}

/** The same key for another app. */
async function clone(call: OktaCall): Promise<Answer> {
  const key = await findKey(call);
  const target = findApp(call, call.request.query.get('targetAid') ?? '');
  const id = `${target.id}.${String(key.body.kid)}`;
  if (call.state.documents.has(`appKeys:${id}`))
    throw invalid('cloneKey', 'Key already exists in the list of key credentials for the target app.');
  call.state.documents.add({ kind: 'appKeys', id, seq: nextSeq(call), parent: target.id, body: { ...key.body } });
  return located(call, key.body, `/api/v1/apps/${target.id}/credentials/keys/${String(key.body.kid)}`);
}

function csrsOf(call: OktaCall): Readonly<Doc>[] {
  return call.state.documents.by('parent', `appCsrs:${findApp(call).id}`);
}

function findCsr(call: OktaCall): Readonly<Doc> {
  const id = call.params.csr ?? '';
  const found = csrsOf(call).find(doc => doc.body.id === id);
  if (found === undefined) throw notFound(id, 'Csr');
  return found;
}

function csrShape(call: OktaCall, { body, parent }: Readonly<Doc>): Json {
  const base = `${call.request.origin}/api/v1/apps/${parent}/credentials/csrs/${String(body.id)}`;
  const links = {
    publish: { href: `${base}/lifecycle/publish`, hints: { allow: ['POST'] } },
    self: { href: base, hints: { allow: ['GET', 'DELETE'] } },
  };
  return { ...body, _links: links };
}

async function createCsr(call: OktaCall): Promise<Answer> {
  const app = findApp(call);
  const given = readBody(call);
  const subject = asObject(given.subject) as Record<string, string>;
  const names = asTexts(asObject(given.subjectAltNames).dnsNames);
  const key = await call.secrets.signingKey(`okta.csr.${app.id}.${nextSeq(call)}`);
  const csr = signingRequest(key, subject, names).toString('base64');
  const body = { id: key.kid.padEnd(43, 'A').slice(0, 43), created: call.clock.iso(), csr, kty: 'RSA' };
  const doc = call.state.documents.add({ kind: 'appCsrs', id: `${app.id}.${body.id}`, seq: nextSeq(call), parent: app.id, body });
  return located(call, csrShape(call, doc), `/api/v1/apps/${app.id}/credentials/csrs/${body.id}`);
}

function deleteCsr(call: OktaCall): Answer {
  call.state.documents.delete(`appCsrs:${findCsr(call).id}`);
  return empty();
}

/** The certificate that came of the request becomes a key of the app. */
function publish(call: OktaCall): Answer {
  const csr = findCsr(call);
  const { body } = call.request;
  const bytes = body.kind === 'other' ? body.bytes : undefined;
  if (bytes === undefined) throw malformed();
  const certificate = readCertificate(bytes);
  const kid = String(csr.body.id);
  const key = addKey(call, csr.parent ?? '', kid, certificate.raw, Date.parse(certificate.validTo));
  call.state.documents.delete(`appCsrs:${csr.id}`);
  return located(call, key.body, `/api/v1/apps/${csr.parent}/credentials/keys/${kid}`);
}

/** In PEM, DER or bare base64. Throws `OktaRefusal` 400. */
function readCertificate(bytes: Buffer): X509Certificate {
  for (const attempt of [bytes, Buffer.from(bytes.toString('latin1'), 'base64')]) {
    try {
      return new X509Certificate(attempt);
    } catch {
      // Not in this form.
    }
  }
  throw invalid('certificate', "The certificate doesn't match the CSR.");
}
