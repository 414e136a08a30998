import { X509Certificate } from 'node:crypto';
import { type Answer, json } from '../../../kit/answer.ts';
import { invalid, malformed } from '../../errors.ts';
import type { OktaCall } from '../../operation.ts';
import type { Doc } from '../../state.ts';
import { readBody } from '../call/managed.ts';
import { nextSeq } from '../ids.ts';
import { asObject, asTexts, type Json } from '../json.ts';
import { selfSigned, signingRequest, thumbprint } from './certificate.ts';

const year = 365 * 86_400_000;

/** A new key pair with a certificate for so many years. */
export async function makeAppKey(call: OktaCall, appId: string, years: number): Promise<Readonly<Doc>> {
  const name = `okta.app.${appId}.${nextSeq(call)}`;
  const key = await call.secrets.signingKey(name);
  const now = call.clock.now();
  const certificate = selfSigned(key, call.state.org.subdomain, now, now + years * year);
  return addKey(call, appId, key.kid, certificate, now + years * year);
}

/** Keeps a key by its certificate, in DER; `appId` is the app or identity provider it signs for. */
export function addKey(call: OktaCall, appId: string, kid: string, certificate: Buffer, expiresAt: number): Readonly<Doc> {
  const body = keyBody(call, kid, certificate, expiresAt);
  return call.state.documents.add({ kind: 'appKeys', id: `${appId}.${kid}`, seq: nextSeq(call), parent: appId, body });
}

/** A key as it is shown. */
export function keyBody(call: OktaCall, kid: string, certificate: Buffer, expiresAt: number): Json {
  const { n, e } = new X509Certificate(certificate).publicKey.export({ format: 'jwk' });
  const now = call.clock.iso();
  return {
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
}

/** 201 and where it is found. */
export function located(call: OktaCall, body: unknown, location: string): Answer {
  return json(body, 201, { location: `${call.request.origin}${location}` });
}

/** How long a new key shall live. Throws `OktaRefusal` 400. */
export function readYears(call: OktaCall): number {
  const years = Number(call.request.query.get('validityYears'));
  if (!Number.isInteger(years) || years < 2 || years > 10) {
    throw invalid('generateKey', 'Validity years out of range. It should be 2 - 10 years.');
  }
  return years;
}

/** A request for a certificate over a new key, after what the body asks. */
export async function newCsr(call: OktaCall, ownerId: string): Promise<Json & { id: string }> {
  const given = readBody(call);
  const subject = Object.fromEntries(Object.entries(asObject(given.subject)).map(([name, value]) => [name, String(value)]));
  const names = asTexts(asObject(given.subjectAltNames).dnsNames);
  const key = await call.secrets.signingKey(`okta.csr.${ownerId}.${nextSeq(call)}`);
  const csr = signingRequest(key, subject, names).toString('base64');
  return { id: key.kid.padEnd(43, 'A').slice(0, 43), created: call.clock.iso(), csr, kty: 'RSA' };
}

/** The certificate a call brings. Throws `OktaRefusal` 400. */
export function readCertificate(call: OktaCall): X509Certificate {
  const { body } = call.request;
  const bytes = body.kind === 'other' ? body.bytes : undefined;
  if (bytes === undefined) throw malformed();
  return parseCertificate(bytes);
}

/** In PEM, DER or bare base64. Throws `OktaRefusal` 400. */
export function parseCertificate(bytes: Buffer): X509Certificate {
  for (const attempt of [bytes, Buffer.from(bytes.toString('latin1'), 'base64')]) {
    try {
      return new X509Certificate(attempt);
    } catch {
      // Not in this form.
    }
  }
  throw invalid('certificate', "The certificate doesn't match the CSR.");
}
