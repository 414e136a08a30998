import { type Answer, empty, json } from '../../../kit/answer.ts';
import type { Operation } from '../../../kit/plugin.ts';
import { forbidden, invalid, notFound } from '../../errors.ts';
import type { OktaCall } from '../../operation.ts';
import type { Doc, OktaState } from '../../state.ts';
import { managed, readBody } from '../call/managed.ts';
import { demand, demandOneOf, demandUnique } from '../documents/demand.ts';
import { addDocument, writeDocument } from '../documents/resource.ts';
import type { Json } from '../json.ts';
import { note } from '../log/note.ts';

const path = '/api/v1/domains';

/** Addresses of one's own for an org (Okta docs, Custom Domains). */
export const domainOperations: Operation<OktaState>[] = [
  managed({ name: 'domains.list', method: 'GET', path, label: 'docs', run: list }),
  managed({ name: 'domains.create', method: 'POST', path, label: 'docs', run: create }),
  managed({ name: 'domains.get', method: 'GET', path: `${path}/:domain`, label: 'docs', run: get }),
  managed({ name: 'domains.replace', method: 'PUT', path: `${path}/:domain`, label: 'docs', run: replace }),
  managed({ name: 'domains.delete', method: 'DELETE', path: `${path}/:domain`, label: 'docs', run: remove }),
  managed({ name: 'domains.verify', method: 'POST', path: `${path}/:domain/verify`, label: 'docs', run: verify }),
  managed({
    name: 'domains.certificate',
    method: 'PUT',
    path: `${path}/:domain/certificate`,
    label: 'docs',
    run: refuseCertificate,
  }),
];

function findDomain(call: OktaCall): Readonly<Doc> {
  const id = call.params.domain ?? '';
  const found = call.state.documents.get(`domains:${id}`);
  if (found === undefined) throw notFound(id, 'CustomDomain');
  return found;
}

const link = (href: string, ...allow: string[]) => ({ href, hints: { allow } });

function brandLink({ request: { origin } }: OktaCall, brandId: unknown) {
  return link(`${origin}/api/v1/brands/${String(brandId)}`, 'GET', 'PUT', 'DELETE');
}

/** The address that Okta itself gives an org. Key set after recordings of a real org. */
function ownDomain(call: OktaCall): Json {
  const brand = call.state.documents.by('kind', 'brands').find(doc => doc.body.isDefault === true);
  return {
    id: 'default',
    domain: `${call.state.org.subdomain}.okta.com`,
    certificateSourceType: 'OKTA_MANAGED',
    validationStatus: 'COMPLETED',
    brandId: brand?.id,
    _links: { self: link(`${call.request.origin}${path}/default`, 'GET'), brand: brandLink(call, brand?.id) },
  };
}

/** A domain as all lists show it. */
export function domainShape(call: OktaCall, { id, body }: Readonly<Doc>): Json {
  const { created, lastUpdated, ...shown } = body;
  const self = `${call.request.origin}${path}/${id}`;
  const links = {
    self: link(self, 'GET', 'PUT', 'DELETE'),
    verify: link(`${self}/verify`, 'POST'),
    certificate: link(`${self}/certificate`, 'PUT'),
    brand: brandLink(call, body.brandId),
  };
  return { ...shown, _links: links };
}

function list(call: OktaCall): Answer {
  const own = call.state.documents.by('kind', 'domains').map(doc => domainShape(call, doc));
  return json({ domains: [ownDomain(call), ...own] });
}

function get(call: OktaCall): Answer {
  return json(call.params.domain === 'default' ? ownDomain(call) : domainShape(call, findDomain(call)));
}

/** Records that prove whose a domain is; the values are those of this org. */
function recordsOf(call: OktaCall, domain: string): Json[] {
  const verification = call.ids.next('okta.domain', { prefix: '', length: 32, alphabet: '0123456789abcdef' });
  const host = `${call.state.org.subdomain}.customdomains.okta.com`;
  return [
    { recordType: 'TXT', fqdn: `_oktaverification.${domain}`, values: [verification], expiration: null },
    { recordType: 'CNAME', fqdn: domain, values: [host], expiration: null },
  ];
}

function create(call: OktaCall): Answer {
  const given = readBody(call);
  demand(given, 'domain', 'certificateSourceType');
  demandOneOf(given, 'certificateSourceType', ['MANUAL', 'OKTA_MANAGED']);
  const domain = String(given.domain).toLowerCase();
  if (!/^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/.test(domain))
    throw invalid('domain', 'domain: Invalid custom domain name.');
  if (/(^|\.)okta(preview|-emea)?\.com$/.test(domain)) throw invalid('domain', 'domain: Prohibited custom domain name.');
  demandUnique(call.state, 'domains', 'domain', domain);
  const brandId = addBrand(call, domain);
  const body = {
    domain,
    certificateSourceType: given.certificateSourceType,
    validationStatus: 'NOT_STARTED',
    dnsRecords: recordsOf(call, domain),
    brandId,
  };
  const doc = addDocument(call, 'domains', 'OcD', body);
  tell(call, doc, 'system.custom_url_domain.initiate', 'Initiate custom URL domain setup');
  return json(domainShape(call, doc));
}

/** Each custom domain comes with a brand of its own. */
function addBrand(call: OktaCall, domain: string): string | undefined {
  const { documents } = call.state;
  const standard = documents.by('kind', 'brands').find(doc => doc.body.isDefault === true);
  if (standard === undefined) return undefined;
  const { id: _id, created: _created, lastUpdated: _lastUpdated, ...body } = structuredClone(standard.body);
  const brand = addDocument(call, 'brands', 'bnd', { ...body, name: domain, isDefault: false });
  for (const theme of documents.by('parent', `themes:${standard.id}`)) {
    const { id: _own, ...look } = structuredClone(theme.body);
    addDocument(call, 'themes', 'the', look, brand.id);
  }
  return brand.id;
}

function replace(call: OktaCall): Answer {
  const doc = findDomain(call);
  const given = readBody(call);
  demand(given, 'brandId');
  if (!call.state.documents.has(`brands:${String(given.brandId)}`)) throw invalid('brandId', 'brandId: Invalid brand ID.');
  return json(domainShape(call, writeDocument(call, doc, { ...doc.body, brandId: given.brandId })));
}

function remove(call: OktaCall): Answer {
  const doc = findDomain(call);
  call.state.documents.delete(`domains:${doc.id}`);
  tell(call, doc, 'system.custom_url_domain.delete', 'Delete custom URL domain');
  return empty();
}

/** No name server stands behind a twin's domains: looking for their records finds none. */
function verify(call: OktaCall): Answer {
  if (call.params.domain === 'default') throw invalid('id', 'This operation is not supported for this domain');
  const doc = findDomain(call);
  const changed = writeDocument(call, doc, { ...doc.body, validationStatus: 'FAILED_TO_VERIFY' });
  tell(call, changed, 'system.custom_url_domain.verify', 'Verify custom URL domain');
  return json(domainShape(call, changed));
}

/** Certificates are taken for verified domains only, which no domain of a twin ever is. */
function refuseCertificate(call: OktaCall): never {
  findDomain(call);
  demand(readBody(call), 'type', 'privateKey', 'certificate', 'certificateChain');
  throw forbidden();
}

function tell(call: OktaCall, { id, body }: Readonly<Doc>, eventType: string, message: string): void {
  const target = [{ id, type: 'Domain', alternateId: 'unknown', displayName: String(body.domain) }];
  note(call, { eventType, message, target });
}
