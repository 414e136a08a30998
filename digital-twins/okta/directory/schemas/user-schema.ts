import { type Answer, json } from '../../../kit/answer.ts';
import { invalid, notFound } from '../../errors.ts';
import type { OktaCall } from '../../operation.ts';
import type { Doc } from '../../state.ts';
import { readBody } from '../call/managed.ts';
import { asObject, dig, type Json } from '../json.ts';
import { write } from './new-attributes.ts';
import { baseAttributes } from './user-attributes.ts';

export const schemasPath = '/api/v1/meta/schemas';

export function findUserSchema(call: OktaCall): Readonly<Doc> {
  const wanted = call.params.schema ?? '';
  const doc = call.state.documents
    .by('kind', 'userSchemas')
    .find(({ body }) => body.schemaId === wanted || (wanted === 'default' && body.name === 'user'));
  if (doc === undefined) throw notFound(wanted, 'Schema');
  return doc;
}

export const draft = 'http://json-schema.org/draft-04/schema#';

export function userSchema(call: OktaCall, { id, body }: Readonly<Doc>): Json {
  const href = `${call.request.origin}${schemasPath}/user/${String(body.schemaId)}`;
  return {
    id: href,
    $schema: draft,
    name: body.name,
    title: body.title,
    lastUpdated: body.lastUpdated,
    created: body.created,
    definitions: {
      custom: {
        id: '#custom',
        type: 'object',
        properties: asObject(dig(body, 'definitions', 'custom', 'properties')),
        required: [],
      },
      base: {
        id: '#base',
        type: 'object',
        properties: { ...baseAttributes(), ...asObject(dig(body, 'definitions', 'base')) },
        required: ['login', 'firstName', 'lastName', 'email'],
      },
    },
    type: 'object',
    properties: { profile: { allOf: [{ $ref: '#/definitions/custom' }, { $ref: '#/definitions/base' }] } },
    _links: {
      self: { rel: 'self', href, method: 'GET' },
      type: { rel: 'type', href: `${call.request.origin}/api/v1/meta/types/user/${id}`, method: 'GET' },
    },
  };
}

export function updateUserSchema(call: OktaCall): Answer {
  const doc = findUserSchema(call);
  const given = readBody(call);
  for (const name of Object.keys(asObject(dig(given, 'definitions', 'custom', 'properties')))) {
    if (Object.hasOwn(baseAttributes(), name))
      throw invalid('schema', `Property name ${name} already exists in the base schema.`);
  }
  return json(userSchema(call, write(call, `userSchemas:${doc.id}`, given)));
}
