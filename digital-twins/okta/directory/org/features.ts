import { type Answer, json } from '../../../kit/answer.ts';
import type { Operation } from '../../../kit/plugin.ts';
import { notFound } from '../../errors.ts';
import type { OktaCall } from '../../operation.ts';
import type { Doc, OktaState } from '../../state.ts';
import { managed } from '../call/managed.ts';
import { writeDocument } from '../documents/resource.ts';
import type { Json } from '../json.ts';

const path = '/api/v1/features';

export const featureOperations: Operation<OktaState>[] = [
  managed({
    name: 'features.list',
    method: 'GET',
    path,
    label: 'recorded',
    run: call => json(call.state.documents.by('kind', 'features').map(doc => shape(call, doc))),
  }),
  managed({
    name: 'features.get',
    method: 'GET',
    path: `${path}/:feature`,
    label: 'spec',
    run: call => json(shape(call, findFeature(call))),
  }),
  managed({
    name: 'features.related',
    method: 'GET',
    path: `${path}/:feature/dependencies ${path}/:feature/dependents`,
    label: 'spec',
    run: call => {
      findFeature(call);
      return json([]);
    },
  }),
  managed({ name: 'features.set', method: 'POST', path: `${path}/:feature/:step`, label: 'docs', run: set }),
];

function findFeature(call: OktaCall): Readonly<Doc> {
  const id = call.params.feature ?? '';
  const doc = call.state.documents.get(`features:${id}`);
  if (doc === undefined) throw notFound(id, 'Feature');
  return doc;
}

function shape(call: OktaCall, { id, body }: Readonly<Doc>): Json {
  const { created, lastUpdated, ...shown } = body;
  const self = `${call.request.origin}${path}/${id}`;
  return {
    ...shown,
    _links: { self: { href: self }, dependents: { href: `${self}/dependents` }, dependencies: { href: `${self}/dependencies` } },
  };
}

function set(call: OktaCall): Answer {
  const doc = findFeature(call);
  const { step } = call.params;
  if (step !== 'enable' && step !== 'disable') throw notFound(step ?? '', 'Feature');
  return json(shape(call, writeDocument(call, doc, { ...doc.body, status: step === 'enable' ? 'ENABLED' : 'DISABLED' })));
}
