import { type Answer, empty, json } from '../../../kit/answer.ts';
import type { Operation } from '../../../kit/plugin.ts';
import { invalid, notFound } from '../../errors.ts';
import { publicJwk } from '../../oauth/server-keys.ts';
import type { OktaCall } from '../../operation.ts';
import type { Doc, OktaState } from '../../state.ts';
import { managed, readBody } from '../call/managed.ts';
import { demand, demandUnique } from '../documents/demand.ts';
import { addDocument, writeDocument } from '../documents/resource.ts';
import { nextSeq } from '../ids.ts';
import type { Json } from '../json.ts';

const path = '/api/v1/hook-keys';

/** Keys that inline hooks sign their requests' tokens with (Okta docs, Hook Keys). */
export const hookKeyOperations: Operation<OktaState>[] = [
  managed({ name: 'hookKeys.list', method: 'GET', path, label: 'docs', run: list }),
  managed({ name: 'hookKeys.create', method: 'POST', path, label: 'docs', run: create }),
  managed({ name: 'hookKeys.public', method: 'GET', path: `${path}/public/:kid`, label: 'docs', run: readPublic }),
  managed({ name: 'hookKeys.get', method: 'GET', path: `${path}/:key`, label: 'docs', run: call => json(shape(findKey(call))) }),
  managed({ name: 'hookKeys.replace', method: 'PUT', path: `${path}/:key`, label: 'docs', run: replace }),
  managed({ name: 'hookKeys.delete', method: 'DELETE', path: `${path}/:key`, label: 'docs', run: remove }),
];

const limit = 50;

function findKey(call: OktaCall): Readonly<Doc> {
  const id = call.params.key ?? '';
  const found = call.state.documents.get(`hookKeys:${id}`);
  if (found === undefined) throw notFound(id, 'HookKey');
  return found;
}

function shape({ body }: Readonly<Doc>): Json {
  const { id, keyId, name, created, lastUpdated, isUsed } = body;
  return { id, keyId, name, created, lastUpdated, isUsed };
}

function list({ state }: OktaCall): Answer {
  return json(state.documents.by('kind', 'hookKeys').map(shape));
}

function readName(call: OktaCall, selfId?: string): string {
  const given = readBody(call);
  demand(given, 'name');
  const name = String(given.name);
  if (name.length > 255) throw invalid('name', 'name: The field is too long');
  demandUnique(call.state, 'hookKeys', 'name', name, selfId);
  return name;
}

/** The key pair of a document: made once for its name, never part of the state. */
async function publicKey(call: OktaCall, { body }: Readonly<Doc>): Promise<Json> {
  const key = await call.secrets.signingKey(`okta.hook-key.${String(body.pair)}`);
  const { e, n } = publicJwk(key);
  return { kty: 'RSA', alg: 'RSA', kid: body.keyId, use: null, e, n };
}

async function create(call: OktaCall): Promise<Answer> {
  const name = readName(call);
  const { documents } = call.state;
  if (documents.keysBy('kind', 'hookKeys').length >= limit)
    throw invalid('keys', `keys: An org can have at most ${limit} hook keys.`);
  const hex = call.ids.next('okta.hook-key', { prefix: '', length: 32, alphabet: '0123456789abcdef' });
  const keyId = hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  const doc = addDocument(call, 'hookKeys', 'HKY', { keyId, name, isUsed: false, pair: nextSeq(call) });
  return json({ ...shape(doc), _embedded: await publicKey(call, doc) });
}

async function replace(call: OktaCall): Promise<Answer> {
  const doc = findKey(call);
  const changed = writeDocument(call, doc, { ...doc.body, name: readName(call, doc.id) });
  return json({ ...shape(changed), _embedded: await publicKey(call, changed) });
}

function remove(call: OktaCall): Answer {
  const { id, body } = findKey(call);
  if (body.isUsed === true) throw invalid('hookKey', 'The key is in use by an inline hook and cannot be deleted.');
  call.state.documents.delete(`hookKeys:${id}`);
  return empty();
}

async function readPublic(call: OktaCall): Promise<Answer> {
  const kid = call.params.kid ?? '';
  const found = call.state.documents.by('kind', 'hookKeys').find(doc => doc.body.keyId === kid);
  if (found === undefined) throw notFound(kid, 'HookKey');
  return json(await publicKey(call, found));
}
