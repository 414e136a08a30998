import { type Answer, empty, json } from '../../../kit/answer.ts';
import type { Operation } from '../../../kit/plugin.ts';
import { invalid, notFound, OktaRefusal } from '../../errors.ts';
import type { OktaCall } from '../../operation.ts';
import type { OktaState } from '../../state.ts';
import { managed, readBody } from '../call/managed.ts';
import { addDocument } from '../documents/resource.ts';
import { asText, asTexts, type Json } from '../json.ts';
import { linkTo, pageAfter } from './envelope.ts';
import { findCustomRole, findResourceSet } from './find.ts';
import { addMember, membersOf, readMember } from './members.ts';

const path = '/api/v1/iam/resource-sets/:set/bindings';

/** Who has which custom role over a resource set (Okta docs, Role Resource Sets: Bindings). */
export const bindingOperations: Operation<OktaState>[] = [
  managed({ name: 'iam.bindings.list', method: 'GET', path, label: 'docs', run: list }),
  managed({ name: 'iam.bindings.create', method: 'POST', path, label: 'docs', run: create }),
  managed({ name: 'iam.bindings.get', method: 'GET', path: `${path}/:role`, label: 'docs', run: get }),
  managed({ name: 'iam.bindings.delete', method: 'DELETE', path: `${path}/:role`, label: 'docs', run: remove }),
  managed({
    name: 'iam.members.add',
    method: 'PATCH',
    path: `${path}/:role/members`,
    label: 'docs',
    run: addMany,
  }),
];

/** The binding of the set and the role a path names. Throws `OktaRefusal` 404. */
export function findBinding(call: OktaCall): { set: string; role: string } {
  const set = findResourceSet(call).id;
  const role = findCustomRole(call).id;
  if (!isBound(call, set, role)) throw notFound(role, 'RoleResourceSetBinding');
  return { set, role };
}

function isBound(call: OktaCall, set: string, role: string): boolean {
  return call.state.documents.has(`iamBindings:${set}.${role}`) || membersOf(call, set, role).length > 0;
}

function basesOf(set: string, role: string): { set: string; binding: string } {
  const base = `/api/v1/iam/resource-sets/${set}`;
  return { set: base, binding: `${base}/bindings/${role}` };
}

/** Roles bound by a binding, or by giving them to somebody directly. */
function rolesOver(call: OktaCall, set: string): string[] {
  const bound = call.state.documents.by('parent', `iamBindings:${set}`).map(doc => String(doc.body.role));
  const given = call.state.roles.by('type', 'CUSTOM').filter(row => row.resourceSet === set);
  return [...new Set([...bound, ...given.map(row => row.role ?? '')])];
}

function list(call: OktaCall): Answer {
  const set = findResourceSet(call).id;
  const { rows, next } = pageAfter(
    call,
    rolesOver(call, set).map(id => ({ id })),
  );
  const shapeOf = ({ id }: { id: string }): Json => {
    const members = linkTo(call, `${basesOf(set, id).binding}/members`);
    return { id, _links: { self: linkTo(call, `/api/v1/iam/roles/${id}`), members } };
  };
  const base = basesOf(set, '').set;
  const _links = { self: linkTo(call, `${base}/bindings`), 'resource-set': linkTo(call, base), ...next };
  return json({ roles: rows.map(shapeOf), _links });
}

function editShape(call: OktaCall, set: string, role: string): Json {
  const bases = basesOf(set, role);
  return {
    _links: {
      self: linkTo(call, bases.binding),
      bindings: linkTo(call, `${bases.set}/bindings`),
      'resource-set': linkTo(call, bases.set),
    },
  };
}

function create(call: OktaCall): Answer {
  const set = findResourceSet(call).id;
  const given = readBody(call);
  const wanted = asText(given.role) ?? '';
  if (wanted === '') throw invalid('role', 'role: The field cannot be left blank');
  const role = findCustomRole(call, wanted).id;
  if (call.state.documents.has(`iamBindings:${set}.${role}`)) {
    throw new OktaRefusal(409, 'E0000090', 'Duplicate role assignment exception.', [
      'The role specified is already bound to the resource set.',
    ]);
  }
  const members = asTexts(given.members).map(member => readMember(call, member));
  addDocument(call, 'iamBindings', 'irb', { id: `${set}.${role}`, role }, set);
  for (const member of members) addMember(call, set, role, member);
  return json(editShape(call, set, role));
}

function get(call: OktaCall): Answer {
  const { set, role } = findBinding(call);
  const bases = basesOf(set, role);
  const _links = {
    self: linkTo(call, bases.binding),
    members: linkTo(call, `${bases.binding}/members`),
    'resource-set': linkTo(call, bases.set),
  };
  return json({ id: role, _links });
}

function remove(call: OktaCall): Answer {
  const { set, role } = findBinding(call);
  for (const { key } of membersOf(call, set, role)) call.state.roles.delete(key);
  call.state.documents.delete(`iamBindings:${set}.${role}`);
  return empty();
}

function addMany(call: OktaCall): Answer {
  const { set, role } = findBinding(call);
  const members = asTexts(readBody(call).additions).map(member => readMember(call, member));
  if (members.length === 0) throw invalid('additions', 'additions: The field cannot be left blank');
  for (const member of members) addMember(call, set, role, member);
  return json(editShape(call, set, role));
}
