import { type Answer, empty, json } from '../../../kit/answer.ts';
import type { Operation } from '../../../kit/plugin.ts';
import { invalid, notFound, OktaRefusal } from '../../errors.ts';
import type { OktaCall } from '../../operation.ts';
import type { Doc, OktaState } from '../../state.ts';
import { managed, readBody } from '../call/managed.ts';
import { demand } from '../documents/demand.ts';
import { addDocument, writeDocument } from '../documents/resource.ts';
import type { Json } from '../json.ts';

const path = '/api/v1/email-domains';
const one = `${path}/:domain`;

/** Senders of one's own for an org's mails (Okta docs, Email Domains). */
export const emailDomainOperations: Operation<OktaState>[] = [
  managed({ name: 'emailDomains.list', method: 'GET', path, label: 'docs', run: list }),
  managed({ name: 'emailDomains.create', method: 'POST', path, label: 'docs', run: create }),
  managed({
    name: 'emailDomains.get',
    method: 'GET',
    path: one,
    label: 'docs',
    run: call => json(shape(call, findDomain(call))),
  }),
  managed({ name: 'emailDomains.replace', method: 'PUT', path: one, label: 'docs', run: replace }),
  managed({ name: 'emailDomains.delete', method: 'DELETE', path: one, label: 'docs', run: remove }),
  managed({ name: 'emailDomains.verify', method: 'POST', path: `${one}/verify`, label: 'docs', run: verify }),
];

function findDomain(call: OktaCall): Readonly<Doc> {
  const id = call.params.domain ?? '';
  const found = call.state.documents.get(`emailDomains:${id}`);
  if (found === undefined) throw notFound(id, 'EmailDomain');
  return found;
}

/** `expand=brands` also shows the brands that send by it. */
function shape(call: OktaCall, { body }: Readonly<Doc>): Json {
  const { created, lastUpdated, brandId, ...shown } = body;
  if (call.request.query.get('expand') !== 'brands') return shown;
  const {
    created: _created,
    lastUpdated: _lastUpdated,
    ...brand
  } = call.state.documents.get(`brands:${String(brandId)}`)?.body ?? {};
  return { ...shown, _embedded: { brands: brand.id === undefined ? [] : [brand] } };
}

function list(call: OktaCall): Answer {
  return json(call.state.documents.by('kind', 'emailDomains').map(doc => shape(call, doc)));
}

/** Records that the domain's name server must hold. */
function recordsOf(call: OktaCall, domain: string, subdomain: string): Json[] {
  const value = call.ids.next('okta.email-domain', { prefix: '', length: 32, alphabet: '0123456789abcdef' });
  const sender = `u${call.ids.number('okta.email-sender', 22_224_444)}.wl024.sendgrid.net`;
  const key = `t02.domainkey.${sender}`;
  return [
    { recordType: 'TXT', fqdn: `_oktaverification.${domain}`, verificationValue: value },
    { recordType: 'CNAME', fqdn: `${subdomain}.${domain}`, verificationValue: sender },
    { recordType: 'CNAME', fqdn: `t02._domainkey.${domain}`, verificationValue: key },
    { recordType: 'CNAME', fqdn: `t022._domainkey.${domain}`, verificationValue: key },
  ];
}

function create(call: OktaCall): Answer {
  const given = readBody(call);
  demand(given, 'brandId', 'domain', 'displayName', 'userName');
  const { documents } = call.state;
  if (!documents.has(`brands:${String(given.brandId)}`)) throw invalid('brandId', 'brandId: Invalid brand ID.');
  const domain = String(given.domain).toLowerCase();
  if (
    documents
      .by('kind', 'emailDomains')
      .some(doc => doc.body.validationStatus !== 'DELETED' && doc.body.domain === domain && doc.body.userName === given.userName)
  )
    throw new OktaRefusal(409, 'E0000197', 'Email domain already exists.');
  const validationSubdomain = typeof given.validationSubdomain === 'string' ? given.validationSubdomain : 'mail';
  const doc = addDocument(call, 'emailDomains', 'OeD', {
    validationStatus: 'NOT_STARTED',
    displayName: given.displayName,
    userName: given.userName,
    domain,
    validationSubdomain,
    dnsValidationRecords: recordsOf(call, domain, validationSubdomain),
    brandId: given.brandId,
  });
  return json(shape(call, doc));
}

function replace(call: OktaCall): Answer {
  const doc = findDomain(call);
  const { displayName, userName } = readBody(call);
  demand({ displayName, userName }, 'displayName', 'userName');
  return json(shape(call, writeDocument(call, doc, { ...doc.body, displayName, userName })));
}

/** What was deleted stays in the list and says so (Okta's SDK counts on it). */
function remove(call: OktaCall): Answer {
  const doc = findDomain(call);
  writeDocument(call, doc, { ...doc.body, validationStatus: 'DELETED' });
  return empty();
}

/** No name server stands behind a twin's domains: looking for their records finds none. */
function verify(call: OktaCall): never {
  findDomain(call);
  throw new OktaRefusal(400, 'E0000218', "Email domain couldn't be verified by mail provider.");
}
