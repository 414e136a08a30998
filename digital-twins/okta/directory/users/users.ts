import { json } from '../../../kit/answer.ts';
import type { Operation } from '../../../kit/plugin.ts';
import type { OktaState } from '../../state.ts';
import { managed } from '../call/managed.ts';
import { createUser } from './create-user.ts';
import { credentialOperations } from './credentials.ts';
import { findUser } from './find-user.ts';
import { lifecycleOperations } from './lifecycle.ts';
import { listUsers } from './list-users.ts';
import { updateUser } from './update-user.ts';
import { userShape } from './user-shape.ts';

const path = '/api/v1/users';

export const userOperations: Operation<OktaState>[] = [
  managed({ name: 'users.list', method: 'GET', path, label: 'recorded', run: listUsers }),
  managed({ name: 'users.create', method: 'POST', path, label: 'recorded', run: createUser }),
  managed({
    name: 'users.get',
    method: 'GET',
    path: `${path}/:user`,
    label: 'recorded',
    run: call => json(userShape(call.state, findUser(call), call.request.origin, 'full')),
  }),
  managed({
    name: 'users.update',
    method: 'POST',
    path: `${path}/:user`,
    label: 'recorded',
    run: call => updateUser(call, 'merge'),
  }),
  managed({
    name: 'users.replace',
    method: 'PUT',
    path: `${path}/:user`,
    label: 'recorded',
    run: call => updateUser(call, 'replace'),
  }),
  ...lifecycleOperations,
  ...credentialOperations,
];
