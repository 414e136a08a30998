import { type Answer, json } from '../../../kit/answer.ts';
import type { Operation } from '../../../kit/plugin.ts';
import type { OktaCall } from '../../operation.ts';
import type { OktaState } from '../../state.ts';
import { managed } from '../call/managed.ts';
import { linkTo, pageAfter } from './envelope.ts';
import { orn } from './orn.ts';

/** Who has a role at all (Okta docs, List all users with role assignments). */
export const assigneeOperations: Operation<OktaState>[] = [
  managed({ name: 'iam.assignees', method: 'GET', path: '/api/v1/iam/assignees/users', label: 'docs', run: list }),
];

function list(call: OktaCall): Answer {
  const rows = [...call.state.roles.values()].filter(row => row.assignmentType === 'USER');
  const { rows: shown, next } = pageAfter(
    call,
    [...new Set(rows.map(row => row.assignee))].map(id => ({ id })),
  );
  const value = shown.map(({ id }) => {
    const self = `/api/v1/users/${id}`;
    const _links = { self: linkTo(call, self), roles: linkTo(call, `${self}/roles`) };
    return { id, orn: orn(call, 'directory', `users:${id}`), _links };
  });
  return json({ value, _links: next });
}
