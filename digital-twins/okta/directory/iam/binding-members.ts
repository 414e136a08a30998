import { type Answer, empty, json } from '../../../kit/answer.ts';
import type { Operation } from '../../../kit/plugin.ts';
import { notFound } from '../../errors.ts';
import type { OktaCall } from '../../operation.ts';
import type { OktaState, RoleAssignment } from '../../state.ts';
import { managed } from '../call/managed.ts';
import { iso } from '../ids.ts';
import type { Json } from '../json.ts';
import { findBinding } from './bindings.ts';
import { linkTo, pageAfter } from './envelope.ts';
import { membersOf, pathOfMember } from './members.ts';

const path = '/api/v1/iam/resource-sets/:set/bindings/:role/members';

/** The members of bindings (Okta docs, Role Resource Sets: Members). */
export const bindingMemberOperations: Operation<OktaState>[] = [
  managed({ name: 'iam.members.list', method: 'GET', path, label: 'docs', run: list }),
  managed({
    name: 'iam.members.get',
    method: 'GET',
    path: `${path}/:member`,
    label: 'docs',
    run: call => json(shape(call, findMember(call))),
  }),
  managed({ name: 'iam.members.remove', method: 'DELETE', path: `${path}/:member`, label: 'docs', run: remove }),
];

function shape(call: OktaCall, row: Readonly<RoleAssignment>): Json {
  const self = linkTo(call, pathOfMember({ id: row.assignee, type: row.assignmentType }));
  return { id: row.id, created: iso(row.created), lastUpdated: iso(row.lastUpdated), _links: { self } };
}

function list(call: OktaCall): Answer {
  const { set, role } = findBinding(call);
  const { rows, next } = pageAfter(call, membersOf(call, set, role));
  const base = `/api/v1/iam/resource-sets/${set}/bindings/${role}`;
  const _links = { self: linkTo(call, `${base}/members`), binding: linkTo(call, base), ...next };
  return json({ members: rows.map(row => shape(call, row)), _links });
}

function findMember(call: OktaCall): Readonly<RoleAssignment> {
  const { set, role } = findBinding(call);
  const id = call.params.member ?? '';
  const found = membersOf(call, set, role).find(row => row.id === id);
  if (found === undefined) throw notFound(id, 'RoleResourceSetBindingMember');
  return found;
}

/** The binding stays when its last member goes, so that others can join it. */
function remove(call: OktaCall): Answer {
  call.state.roles.delete(findMember(call).key);
  return empty();
}
