import { type Answer, empty, json } from '../../../kit/answer.ts';
import type { Operation } from '../../../kit/plugin.ts';
import { invalid, notFound } from '../../errors.ts';
import type { OktaCall } from '../../operation.ts';
import type { Doc, OktaState } from '../../state.ts';
import { managed } from '../call/managed.ts';
import { nextSeq } from '../ids.ts';
import type { Json } from '../json.ts';
import { findApp } from './find-app.ts';
import { addKey, located, makeAppKey, newCsr, readCertificate, readYears } from './key-pairs.ts';

const path = '/api/v1/apps/:app/credentials';

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
  managed({ name: 'apps.publish-csr', method: 'POST', path: `${path}/csrs/:csr/lifecycle/publish`, label: 'docs', run: publish }),
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

async function generate(call: OktaCall): Promise<Answer> {
  const app = findApp(call);
  const years = readYears(call);
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
  const body = await newCsr(call, app.id);
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
  const certificate = readCertificate(call);
  const kid = String(csr.body.id);
  const key = addKey(call, csr.parent ?? '', kid, certificate.raw, Date.parse(certificate.validTo));
  call.state.documents.delete(`appCsrs:${csr.id}`);
  return located(call, key.body, `/api/v1/apps/${csr.parent}/credentials/keys/${kid}`);
}
