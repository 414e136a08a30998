import { json } from '../../../kit/answer.ts';
import type { Operation } from '../../../kit/plugin.ts';
import { forbidden, invalid } from '../../errors.ts';
import type { OktaState } from '../../state.ts';
import { managed } from '../call/managed.ts';
import { content, demand, demandUnique } from '../documents/demand.ts';
import { addDocument, type Resource, resourceOperations } from '../documents/resource.ts';
import { newId } from '../ids.ts';
import { appSchema, updateAppSchema } from './app-schema.ts';
import { groupSchema, updateGroupSchema } from './group-schema.ts';
import { createLinked, findLinked, linkedShape, removeLinked } from './linked.ts';
import { findUserSchema, schemasPath, updateUserSchema, userSchema } from './user-schema.ts';

const userTypes: Resource = {
  kind: 'userTypes',
  path: '/api/v1/meta/types/user',
  noun: 'UserType',
  prefix: 'oty',
  label: 'spec',
  updates: { methods: 'PUT POST', mode: 'merge' },
  create: (call, given) => {
    demand(given, 'name', 'displayName');
    if (!/^[A-Za-z_]\w*$/.test(String(given.name)))
      throw invalid('name', 'name: The name must start with a letter and hold only letters, digits and underscores.');
    demandUnique(call.state, 'userTypes', 'name', given.name);
    const admin = call.state.org.adminId;
    return {
      description: null,
      ...content(given),
      default: false,
      createdBy: admin,
      lastUpdatedBy: admin,
      schemaId: newId(call, 'osc'),
    };
  },
  update: (call, given, { id, body }) => {
    if (given.name !== undefined && given.name !== body.name)
      throw invalid('name', 'name: The name of a user type cannot be changed.');
    demandUnique(call.state, 'userTypes', 'name', body.name, id);
    return { ...body, ...content(given), default: body.default, schemaId: body.schemaId, lastUpdatedBy: call.state.org.adminId };
  },
  mayDelete: (call, { id, body }) => {
    if (body.default === true) throw forbidden();
    if (call.state.users.keysBy('type', id).length > 0)
      throw invalid('userType', 'The user type cannot be deleted because users of it exist.');
  },
  after: (call, verb, { id, body }) => {
    const key = `userSchemas:${id}`;
    if (verb === 'create')
      addDocument(call, 'userSchemas', 'osc', {
        id,
        schemaId: body.schemaId,
        name: body.name,
        title: body.displayName,
        definitions: { custom: { properties: {} } },
      });
    if (verb === 'delete') call.state.documents.delete(key);
  },
  shape: (call, { id, body }) => {
    const { schemaId, ...shown } = body;
    const href = `${call.request.origin}/api/v1/meta/types/user/${id}`;
    const schema = { rel: 'schema', href: `${call.request.origin}${schemasPath}/user/${String(schemaId)}`, method: 'GET' };
    return { ...shown, _links: { schema, self: { rel: 'self', href, method: 'GET' } } };
  },
};

export const schemaOperations: Operation<OktaState>[] = [
  ...resourceOperations(userTypes),
  managed({
    name: 'schemas.user',
    method: 'GET',
    path: `${schemasPath}/user/:schema`,
    label: 'spec',
    run: call => json(userSchema(call, findUserSchema(call))),
  }),
  managed({
    name: 'schemas.update-user',
    method: 'POST',
    path: `${schemasPath}/user/:schema`,
    label: 'spec',
    run: updateUserSchema,
  }),
  managed({
    name: 'schemas.group',
    method: 'GET',
    path: `${schemasPath}/group/default`,
    label: 'spec',
    run: call => json(groupSchema(call)),
  }),
  managed({
    name: 'schemas.update-group',
    method: 'POST',
    path: `${schemasPath}/group/default`,
    label: 'spec',
    run: updateGroupSchema,
  }),
  managed({
    name: 'schemas.app',
    method: 'GET',
    path: `${schemasPath}/apps/:app/default`,
    label: 'spec',
    run: call => json(appSchema(call)),
  }),
  managed({
    name: 'schemas.update-app',
    method: 'POST',
    path: `${schemasPath}/apps/:app/default`,
    label: 'spec',
    run: updateAppSchema,
  }),
  managed({
    name: 'linkedObjects.list',
    method: 'GET',
    path: `${schemasPath}/user/linkedObjects`,
    label: 'recorded',
    run: call => json(call.state.documents.by('kind', 'linkedObjects').map(doc => linkedShape(call, doc))),
  }),
  managed({
    name: 'linkedObjects.create',
    method: 'POST',
    path: `${schemasPath}/user/linkedObjects`,
    label: 'recorded',
    run: createLinked,
  }),
  managed({
    name: 'linkedObjects.get',
    method: 'GET',
    path: `${schemasPath}/user/linkedObjects/:linked`,
    label: 'recorded',
    run: call => json(linkedShape(call, findLinked(call, call.params.linked ?? ''))),
  }),
  managed({
    name: 'linkedObjects.delete',
    method: 'DELETE',
    path: `${schemasPath}/user/linkedObjects/:linked`,
    label: 'recorded',
    run: removeLinked,
  }),
];
