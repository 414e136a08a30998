import { type Answer, empty, json } from '../../../kit/answer.ts';
import type { Operation } from '../../../kit/plugin.ts';
import { notFound } from '../../errors.ts';
import type { OktaCall } from '../../operation.ts';
import type { Doc, OktaState } from '../../state.ts';
import { managed, readBody } from '../call/managed.ts';
import { demand } from '../documents/demand.ts';
import { addDocument, writeDocument } from '../documents/resource.ts';
import { asObject, type Json } from '../json.ts';
import { note } from '../log/note.ts';
import { linkTo, pageAfter } from './envelope.ts';
import { findResourceSet } from './find.ts';
import { ornOf, pathOfOrn } from './orn.ts';

const path = '/api/v1/iam/resource-sets/:set/resources';
const one = `${path}/:resource`;

/** The members of resource sets (Okta docs, Role Resource Sets: Resources). */
export const resourceOperationsOfSets: Operation<OktaState>[] = [
  managed({ name: 'iam.resources.list', method: 'GET', path, label: 'docs', run: list }),
  managed({ name: 'iam.resources.add', method: 'POST', path, label: 'docs', run: add }),
  managed({
    name: 'iam.resources.get',
    method: 'GET',
    path: one,
    label: 'docs',
    run: call => json(shape(call, findResource(call))),
  }),
  managed({ name: 'iam.resources.replace', method: 'PUT', path: one, label: 'docs', run: replace }),
  managed({ name: 'iam.resources.delete', method: 'DELETE', path: one, label: 'docs', run: remove }),
];

/** Puts something into a set; what is in it already stays as it is, unless there are new conditions. */
export function addResource(call: OktaCall, setId: string, name: string, conditions?: Json): Readonly<Doc> {
  const before = call.state.documents.by('parent', `iamResources:${setId}`).find(doc => doc.body.orn === name);
  const given = { orn: name, ...(conditions === undefined ? {} : { conditions }) };
  if (before !== undefined) return writeDocument(call, before, { ...before.body, ...given });
  const doc = addDocument(call, 'iamResources', 'ire', given, setId);
  const target = [{ id: setId, type: 'RESOURCE_SET', alternateId: 'unknown', displayName: setId }];
  note(call, { eventType: 'iam.resourceset.resources.add', message: 'Add resource to resource set', target });
  return doc;
}

function findResource(call: OktaCall): Readonly<Doc> {
  const set = findResourceSet(call);
  const id = call.params.resource ?? '';
  const found = call.state.documents.get(`iamResources:${id}`);
  if (found === undefined || found.parent !== set.id) throw notFound(id, 'ResourceSetResource');
  return found;
}

function shape(call: OktaCall, { id, parent, body }: Readonly<Doc>): Json {
  const { orn, conditions, created, lastUpdated } = body;
  const path = pathOfOrn(String(orn));
  const self = path === undefined ? {} : { self: linkTo(call, path) };
  const shown = { id, orn, ...(conditions === undefined ? {} : { conditions }), created, lastUpdated };
  return { ...shown, _links: { ...self, resource: linkTo(call, `/api/v1/iam/resource-sets/${parent}/resources/${id}`) } };
}

function list(call: OktaCall): Answer {
  const set = findResourceSet(call);
  const { rows, next } = pageAfter(call, call.state.documents.by('parent', `iamResources:${set.id}`));
  const _links = { 'resource-set': linkTo(call, `/api/v1/iam/resource-sets/${set.id}`), ...next };
  return json({ resources: rows.map(doc => shape(call, doc)), _links });
}

function add(call: OktaCall): Answer {
  const set = findResourceSet(call);
  const given = readBody(call);
  demand(given, 'resourceOrnOrUrl', 'conditions');
  const name = ornOf(call, String(given.resourceOrnOrUrl));
  return json(shape(call, addResource(call, set.id, name, asObject(given.conditions))));
}

function replace(call: OktaCall): Answer {
  const doc = findResource(call);
  const conditions = asObject(readBody(call).conditions);
  return json(shape(call, writeDocument(call, doc, { ...doc.body, conditions })));
}

function remove(call: OktaCall): Answer {
  const { id, parent = '' } = findResource(call);
  call.state.documents.delete(`iamResources:${id}`);
  const target = [{ id: parent, type: 'RESOURCE_SET', alternateId: 'unknown', displayName: parent }];
  note(call, { eventType: 'iam.resourceset.resources.delete', message: 'Delete resource from resource set', target });
  return empty();
}
