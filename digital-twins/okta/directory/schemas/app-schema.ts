import { type Answer, json } from '../../../kit/answer.ts';
import type { OktaCall } from '../../operation.ts';
import { findApp } from '../apps/find-app.ts';
import { readBody } from '../call/managed.ts';
import { addDocument } from '../documents/resource.ts';
import { asObject, dig, type Json } from '../json.ts';
import { write } from './new-attributes.ts';
import { draft, schemasPath } from './user-schema.ts';

export function appSchema(call: OktaCall): Json {
  const app = findApp(call);
  const body = call.state.documents.get(`appSchemas:${app.id}`)?.body ?? {};
  const href = `${call.request.origin}${schemasPath}/apps/${app.id}/default`;
  const userName = { title: 'Username', type: 'string', required: true, scope: 'NONE', maxLength: 100 };
  return {
    id: href,
    $schema: draft,
    name: app.name,
    title: `${app.label} User`,
    lastUpdated: body.lastUpdated ?? call.clock.iso(),
    created: body.created ?? call.clock.iso(),
    definitions: {
      custom: {
        id: '#custom',
        type: 'object',
        properties: asObject(dig(body, 'definitions', 'custom', 'properties')),
        required: [],
      },
      base: { id: '#base', type: 'object', properties: { userName }, required: ['userName'] },
    },
    type: 'object',
    properties: { profile: { allOf: [{ $ref: '#/definitions/custom' }, { $ref: '#/definitions/base' }] } },
    _links: { self: { href, method: 'GET', rel: 'self' } },
  };
}

export function updateAppSchema(call: OktaCall): Answer {
  const app = findApp(call);
  const given = readBody(call);
  if (!call.state.documents.has(`appSchemas:${app.id}`)) addDocument(call, 'appSchemas', 'osc', { id: app.id, definitions: {} });
  write(call, `appSchemas:${app.id}`, given);
  return json(appSchema(call));
}
