import { type Answer, json } from '../../../kit/answer.ts';
import type { Operation } from '../../../kit/plugin.ts';
import { invalid, notFound } from '../../errors.ts';
import type { OktaCall } from '../../operation.ts';
import type { Doc, OktaState } from '../../state.ts';
import { located, makeAppKey, readYears } from '../apps/key-pairs.ts';
import { managed } from '../call/managed.ts';
import { nextSeq } from '../ids.ts';
import { findIdp } from './find-idp.ts';

const path = '/api/v1/idps/:idp/credentials/keys';

/** Keys that requests to an identity provider are signed with (Okta docs, Identity Provider Signing Keys). */
export const signingKeyOperations: Operation<OktaState>[] = [
  managed({
    name: 'idps.signing-keys',
    method: 'GET',
    path,
    label: 'docs',
    run: async call => json((await keysOf(call)).map(doc => doc.body)),
  }),
  managed({ name: 'idps.active-signing-key', method: 'GET', path: `${path}/active`, label: 'docs', run: active }),
  managed({ name: 'idps.generate-signing-key', method: 'POST', path: `${path}/generate`, label: 'docs', run: generate }),
  managed({
    name: 'idps.signing-key',
    method: 'GET',
    path: `${path}/:key`,
    label: 'docs',
    run: async call => json((await findKey(call)).body),
  }),
  managed({ name: 'idps.clone-signing-key', method: 'POST', path: `${path}/:key/clone`, label: 'docs', run: clone }),
];

/** The keys of an identity provider; each has one from the start. */
async function keysOf(call: OktaCall): Promise<Readonly<Doc>[]> {
  const { id } = findIdp(call);
  const found = call.state.documents.by('parent', `appKeys:${id}`);
  return found.length > 0 ? found : [await makeAppKey(call, id, 10)];
}

async function findKey(call: OktaCall): Promise<Readonly<Doc>> {
  const kid = call.params.key ?? '';
  const found = (await keysOf(call)).find(doc => doc.body.kid === kid);
  if (found === undefined) throw notFound(kid, 'IdpKeyCredential');
  return found;
}

async function active(call: OktaCall): Promise<Answer> {
  const all = await keysOf(call);
  const chosen = all.find(doc => doc.body.kid === findIdp(call).body.signingKid) ?? all[0];
  return json(chosen === undefined ? [] : [chosen.body]);
}

async function generate(call: OktaCall): Promise<Answer> {
  const { id } = findIdp(call);
  return json((await makeAppKey(call, id, readYears(call))).body);
}

/** The same key for another identity provider. */
async function clone(call: OktaCall): Promise<Answer> {
  const { body } = await findKey(call);
  const target = findIdp(call, call.request.query.get('targetIdpId') ?? '');
  const id = `${target.id}.${String(body.kid)}`;
  if (call.state.documents.has(`appKeys:${id}`))
    throw invalid('cloneKey', 'Key already exists in the list of key credentials for the target idp.');
  call.state.documents.add({ kind: 'appKeys', id, seq: nextSeq(call), parent: target.id, body: { ...body } });
  return located(call, body, `/api/v1/idps/${target.id}/credentials/keys/${String(body.kid)}`);
}
