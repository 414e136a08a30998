import { type Answer, empty, json } from '../../../kit/answer.ts';
import type { Operation } from '../../../kit/plugin.ts';
import { invalid, OktaRefusal } from '../../errors.ts';
import type { OktaCall } from '../../operation.ts';
import type { Doc, OktaState } from '../../state.ts';
import { managed, readBody } from '../call/managed.ts';
import { demand, demandUnique } from '../documents/demand.ts';
import { addDocument, writeDocument } from '../documents/resource.ts';
import { asTexts, type Json } from '../json.ts';
import { note } from '../log/note.ts';
import { linkTo, pageAfter } from './envelope.ts';
import { findResourceSet } from './find.ts';
import { ornOf } from './orn.ts';
import { addResource } from './resources.ts';

const path = '/api/v1/iam/resource-sets';

/** What custom roles reach (Okta docs, Role Resource Sets). */
export const resourceSetOperations: Operation<OktaState>[] = [
  managed({ name: 'iam.resource-sets.list', method: 'GET', path, label: 'docs', run: list }),
  managed({ name: 'iam.resource-sets.create', method: 'POST', path, label: 'docs', run: create }),
  managed({
    name: 'iam.resource-sets.get',
    method: 'GET',
    path: `${path}/:set`,
    label: 'docs',
    run: call => json(resourceSetShape(call, findResourceSet(call))),
  }),
  managed({ name: 'iam.resource-sets.replace', method: 'PUT', path: `${path}/:set`, label: 'docs', run: replace }),
  managed({ name: 'iam.resource-sets.delete', method: 'DELETE', path: `${path}/:set`, label: 'docs', run: remove }),
  managed({
    name: 'iam.resources.add-many',
    method: 'PATCH',
    path: `${path}/:set/resources`,
    label: 'docs',
    run: addMany,
  }),
];

function resourceSetShape(call: OktaCall, { id, body }: Readonly<Doc>): Json {
  const base = `${path}/${id}`;
  const _links = {
    bindings: linkTo(call, `${base}/bindings`),
    self: linkTo(call, base),
    resources: linkTo(call, `${base}/resources`),
  };
  const { isDefault, ...shown } = body;
  return { ...shown, _links };
}

function list(call: OktaCall): Answer {
  const { rows, next } = pageAfter(call, call.state.documents.by('kind', 'iamResourceSets'));
  return json({ 'resource-sets': rows.map(doc => resourceSetShape(call, doc)), _links: next });
}

function create(call: OktaCall): Answer {
  const given = readBody(call);
  demand(given, 'label', 'description');
  demandUnique(call.state, 'iamResourceSets', 'label', given.label);
  const resources = asTexts(given.resources).map(resource => ornOf(call, resource));
  if (resources.length === 0) throw invalid('resources', 'resources: The field cannot be left blank');
  const doc = addDocument(call, 'iamResourceSets', 'iam', { label: given.label, description: given.description });
  for (const orn of new Set(resources)) addResource(call, doc.id, orn);
  tell(call, doc, 'create', 'Create resource set');
  return json(resourceSetShape(call, doc));
}

function replace(call: OktaCall): Answer {
  const doc = findResourceSet(call);
  const { label = doc.body.label, description = doc.body.description } = readBody(call);
  demandUnique(call.state, 'iamResourceSets', 'label', label, doc.id);
  const changed = writeDocument(call, doc, { ...doc.body, label, description });
  tell(call, changed, 'update', 'Update resource set');
  return json(resourceSetShape(call, changed));
}

/** Roles that were given over the set go with it. */
function remove(call: OktaCall): Answer {
  const doc = findResourceSet(call);
  const { documents, roles } = call.state;
  if (doc.body.isDefault === true)
    throw new OktaRefusal(403, 'E0000022', 'The endpoint does not support the provided HTTP method');
  for (const row of roles.by('type', 'CUSTOM')) if (row.resourceSet === doc.id) roles.delete(row.key);
  for (const kind of ['iamResources', 'iamBindings'])
    for (const { id } of documents.by('parent', `${kind}:${doc.id}`)) documents.delete(`${kind}:${id}`);
  documents.delete(`iamResourceSets:${doc.id}`);
  tell(call, doc, 'delete', 'Delete resource set');
  return empty();
}

function addMany(call: OktaCall): Answer {
  const doc = findResourceSet(call);
  const additions = asTexts(readBody(call).additions);
  if (additions.length === 0) throw invalid('additions', 'additions: The field cannot be left blank');
  for (const orn of additions.map(one => ornOf(call, one))) addResource(call, doc.id, orn);
  return json(resourceSetShape(call, doc));
}

function tell(call: OktaCall, { id, body }: Readonly<Doc>, verb: string, message: string): void {
  const target = [{ id, type: 'RESOURCE_SET', alternateId: 'unknown', displayName: String(body.label) }];
  note(call, { eventType: `iam.resourceset.${verb}`, message, target });
}
