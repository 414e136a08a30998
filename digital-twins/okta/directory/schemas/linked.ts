import { type Answer, empty, json } from '../../../kit/answer.ts';
import { invalid, notFound } from '../../errors.ts';
import type { OktaCall } from '../../operation.ts';
import type { Doc } from '../../state.ts';
import { readBody } from '../call/managed.ts';
import { demand } from '../documents/demand.ts';
import { addDocument } from '../documents/resource.ts';
import { asObject, dig, type Json } from '../json.ts';
import { schemasPath } from './user-schema.ts';

export function linkedShape(call: OktaCall, { body }: Readonly<Doc>): Json {
  const { id, created, lastUpdated, ...shown } = body;
  const name = String(dig(body, 'primary', 'name'));
  return { ...shown, _links: { self: { href: `${call.request.origin}${schemasPath}/user/linkedObjects/${name}` } } };
}

/** The definition that has a name on either side. Throws `OktaRefusal` 404. */
export function findLinked(call: OktaCall, name: string): Readonly<Doc> {
  const found = call.state.documents
    .by('kind', 'linkedObjects')
    .find(({ body }) => [dig(body, 'primary', 'name'), dig(body, 'associated', 'name')].includes(name));
  if (found === undefined) throw notFound(name, 'LinkedObjectProperty');
  return found;
}

export function createLinked(call: OktaCall): Answer {
  const given = readBody(call);
  const sides = (['primary', 'associated'] as const).map(side => {
    const one = asObject(given[side]);
    demand(one, 'name', 'title', 'type');
    return [side, { name: one.name, title: one.title, description: one.description ?? null, type: one.type }] as const;
  });
  const names = call.state.documents
    .by('kind', 'linkedObjects')
    .flatMap(({ body }) => [dig(body, 'primary', 'name'), dig(body, 'associated', 'name')]);
  if (sides.some(([, one]) => names.includes(one.name)))
    throw invalid('linkedObject', 'Invalid linked objection definition. Linked object identifier is already in use.');
  const doc = addDocument(call, 'linkedObjects', 'lnk', Object.fromEntries(sides));
  return json(linkedShape(call, doc), 201);
}

export function removeLinked(call: OktaCall): Answer {
  const doc = findLinked(call, call.params.linked ?? '');
  for (const { id } of call.state.documents.by('parent', `links:${doc.id}`)) call.state.documents.delete(`links:${id}`);
  call.state.documents.delete(`linkedObjects:${doc.id}`);
  return empty();
}
