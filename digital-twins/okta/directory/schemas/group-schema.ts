import { type Answer, json } from '../../../kit/answer.ts';
import type { OktaCall } from '../../operation.ts';
import { readBody } from '../call/managed.ts';
import { asObject, dig, type Json } from '../json.ts';
import { write } from './new-attributes.ts';
import { draft, schemasPath } from './user-schema.ts';

export function groupSchema(call: OktaCall): Json {
  const body = call.state.documents.get('groupSchemas:default')?.body ?? {};
  const text = (name: string, title: string, more: Json) => ({
    title,
    type: 'string',
    ...more,
    mutability: 'READ_WRITE',
    scope: 'NONE',
    permissions: [{ principal: 'SELF', action: 'READ_ONLY' }],
    master: { type: 'PROFILE_MASTER' },
    description: name,
  });
  return {
    $schema: draft,
    _links: { self: { rel: 'self', href: `${call.request.origin}${schemasPath}/group/default`, method: 'GET' } },
    created: body.created,
    definitions: {
      base: {
        id: '#base',
        properties: {
          name: text('name', 'Name', { maxLength: 255 }),
          description: text('description', 'Description', { maxLength: 1024 }),
        },
        required: ['name'],
        type: 'object',
      },
      custom: {
        id: '#custom',
        properties: asObject(dig(body, 'definitions', 'custom', 'properties')),
        required: [],
        type: 'object',
      },
    },
    description: 'Okta group profile template',
    id: `${call.request.origin}${schemasPath}/group/default`,
    lastUpdated: body.lastUpdated,
    name: 'group',
    properties: { profile: { allOf: [{ $ref: '#/definitions/custom' }, { $ref: '#/definitions/base' }] } },
    title: 'Okta group',
    type: 'object',
  };
}

export function updateGroupSchema(call: OktaCall): Answer {
  write(call, 'groupSchemas:default', readBody(call));
  return json(groupSchema(call));
}
