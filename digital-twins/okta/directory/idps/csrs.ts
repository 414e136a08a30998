import { type Answer, empty, json } from '../../../kit/answer.ts';
import type { Operation } from '../../../kit/plugin.ts';
import { notFound } from '../../errors.ts';
import type { OktaCall } from '../../operation.ts';
import type { Doc, OktaState } from '../../state.ts';
import { addKey, located, newCsr, readCertificate } from '../apps/key-pairs.ts';
import { managed } from '../call/managed.ts';
import { nextSeq } from '../ids.ts';
import type { Json } from '../json.ts';
import { findIdp } from './find-idp.ts';

const path = '/api/v1/idps/:idp/credentials/csrs';

/** Requests for certificates of signing keys (Okta docs, Identity Provider Signing Keys). */
export const csrOperations: Operation<OktaState>[] = [
  managed({
    name: 'idps.csrs',
    method: 'GET',
    path,
    label: 'docs',
    run: call => json(csrsOf(call).map(doc => shape(call, doc))),
  }),
  managed({ name: 'idps.create-csr', method: 'POST', path, label: 'docs', run: create }),
  managed({
    name: 'idps.csr',
    method: 'GET',
    path: `${path}/:csr`,
    label: 'docs',
    run: call => json(shape(call, findCsr(call))),
  }),
  managed({ name: 'idps.delete-csr', method: 'DELETE', path: `${path}/:csr`, label: 'docs', run: remove }),
  managed({ name: 'idps.publish-csr', method: 'POST', path: `${path}/:csr/lifecycle/publish`, label: 'docs', run: publish }),
];

function csrsOf(call: OktaCall): Readonly<Doc>[] {
  return call.state.documents.by('parent', `idpCsrs:${findIdp(call).id}`);
}

function findCsr(call: OktaCall): Readonly<Doc> {
  const id = call.params.csr ?? '';
  const found = csrsOf(call).find(doc => doc.body.id === id);
  if (found === undefined) throw notFound(id, 'Csr');
  return found;
}

function placeOf({ body, parent }: Readonly<Doc>): string {
  return `/api/v1/idps/${parent}/credentials/csrs/${String(body.id)}`;
}

function shape(call: OktaCall, doc: Readonly<Doc>): Json {
  const base = `${call.request.origin}${placeOf(doc)}`;
  const publish = { href: `${base}/lifecycle/publish`, hints: { allow: ['POST'] } };
  return { ...doc.body, _links: { self: { href: base, hints: { allow: ['GET', 'DELETE'] } }, publish } };
}

async function create(call: OktaCall): Promise<Answer> {
  const { id } = findIdp(call);
  const body = await newCsr(call, id);
  const doc = call.state.documents.add({ kind: 'idpCsrs', id: `${id}.${body.id}`, seq: nextSeq(call), parent: id, body });
  return located(call, shape(call, doc), placeOf(doc));
}

function remove(call: OktaCall): Answer {
  call.state.documents.delete(`idpCsrs:${findCsr(call).id}`);
  return empty();
}

/** The certificate that came of the request becomes a key of the identity provider. */
function publish(call: OktaCall): Answer {
  const csr = findCsr(call);
  const certificate = readCertificate(call);
  const [kid, idp = ''] = [String(csr.body.id), csr.parent];
  const key = addKey(call, idp, kid, certificate.raw, Date.parse(certificate.validTo));
  call.state.documents.delete(`idpCsrs:${csr.id}`);
  return located(call, key.body, `/api/v1/idps/${idp}/credentials/keys/${kid}`);
}
