import { type Answer, empty, json } from '../../../kit/answer.ts';
import type { Operation } from '../../../kit/plugin.ts';
import { invalid, notFound } from '../../errors.ts';
import type { OktaCall } from '../../operation.ts';
import type { Doc, OktaState } from '../../state.ts';
import { keyBody, parseCertificate } from '../apps/key-pairs.ts';
import { managed, readBody } from '../call/managed.ts';
import { pageBySeq, walk } from '../call/page.ts';
import { nextSeq } from '../ids.ts';
import { asTexts } from '../json.ts';

const path = '/api/v1/idps/credentials/keys';
const kind = 'idpKeys';

/** Certificates of identity providers that an org trusts (Okta docs, Identity Provider Keys). */
export const trustedKeyOperations: Operation<OktaState>[] = [
  managed({ name: 'idpKeys.list', method: 'GET', path, label: 'docs', run: list }),
  managed({ name: 'idpKeys.create', method: 'POST', path, label: 'docs', run: create }),
  managed({ name: 'idpKeys.get', method: 'GET', path: `${path}/:kid`, label: 'docs', run: call => json(findKey(call).body) }),
  managed({ name: 'idpKeys.replace', method: 'PUT', path: `${path}/:kid`, label: 'docs', run: replace }),
  managed({ name: 'idpKeys.delete', method: 'DELETE', path: `${path}/:kid`, label: 'docs', run: remove }),
];

function findKey(call: OktaCall): Readonly<Doc> {
  const kid = call.params.kid ?? '';
  const found = call.state.documents.get(`${kind}:${kid}`);
  if (found === undefined) throw notFound(kid, 'IdpKeyCredential');
  return found;
}

function list(call: OktaCall): Answer {
  const { documents } = call.state;
  const page = { list: kind, limit: 20, most: 200, shape: (doc: Readonly<Doc>) => doc.body };
  return pageBySeq(call, page, from => walk(documents, 'kind', kind, from));
}

function readKey(call: OktaCall, kid: string) {
  const [first = ''] = asTexts(readBody(call).x5c);
  if (first === '') throw invalid('x5c', 'x5c: The field cannot be left blank');
  const certificate = parseCertificate(Buffer.from(first));
  return keyBody(call, kid, certificate.raw, Date.parse(certificate.validTo));
}

function create(call: OktaCall): Answer {
  const hex = call.ids.next('okta.idp-key', { prefix: '', length: 32, alphabet: '0123456789abcdef' });
  const kid = hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  const body = readKey(call, kid);
  call.state.documents.add({ kind, id: kid, seq: nextSeq(call), body });
  return json(body);
}

function replace(call: OktaCall): Answer {
  const { id, body: before } = findKey(call);
  const body = { ...readKey(call, id), created: before.created };
  call.state.documents.edit(`${kind}:${id}`, row => {
    row.body = body;
  });
  return json(body);
}

/** A key that an identity provider is verified with cannot go. */
function remove(call: OktaCall): Answer {
  const { id } = findKey(call);
  const isUsed = call.state.documents
    .by('kind', 'idps')
    .some(({ body }) => JSON.stringify(body.protocol ?? {}).includes(`"${id}"`));
  if (isUsed) throw invalid('idpKeyCredential', 'The key is used by an identity provider and cannot be deleted.');
  call.state.documents.delete(`${kind}:${id}`);
  return empty();
}
