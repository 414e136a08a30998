import { type Answer, empty, json } from '../../../kit/answer.ts';
import type { Operation } from '../../../kit/plugin.ts';
import { invalid, OktaRefusal } from '../../errors.ts';
import type { OktaCall } from '../../operation.ts';
import type { Doc, OktaState } from '../../state.ts';
import { managed, readBody } from '../call/managed.ts';
import { demand, demandUnique } from '../documents/demand.ts';
import { addDocument, writeDocument } from '../documents/resource.ts';
import { asTexts, type Json } from '../json.ts';
import { note } from '../log/note.ts';
import { linkTo, pageAfter } from './envelope.ts';
import { findCustomRole } from './find.ts';
import { addPermission, checkPermission, deletePermissions } from './permissions.ts';

const path = '/api/v1/iam/roles';

/** Custom admin roles (Okta docs, Role Resource Sets: Roles). */
export const customRoleOperations: Operation<OktaState>[] = [
  managed({ name: 'iam.roles.list', method: 'GET', path, label: 'docs', run: list }),
  managed({ name: 'iam.roles.create', method: 'POST', path, label: 'docs', run: create }),
  managed({
    name: 'iam.roles.get',
    method: 'GET',
    path: `${path}/:role`,
    label: 'docs',
    run: call => json(shape(call, findCustomRole(call))),
  }),
  managed({ name: 'iam.roles.replace', method: 'PUT', path: `${path}/:role`, label: 'docs', run: replace }),
  managed({ name: 'iam.roles.delete', method: 'DELETE', path: `${path}/:role`, label: 'docs', run: remove }),
];

function shape(call: OktaCall, { id, body }: Readonly<Doc>): Json {
  const base = `${path}/${id}`;
  return { ...body, _links: { permissions: linkTo(call, `${base}/permissions`), self: linkTo(call, base) } };
}

function list(call: OktaCall): Answer {
  const { rows, next } = pageAfter(call, call.state.documents.by('kind', 'iamRoles'));
  return json({ roles: rows.map(doc => shape(call, doc)), _links: next });
}

function create(call: OktaCall): Answer {
  const given = readBody(call);
  demand(given, 'label', 'description');
  demandUnique(call.state, 'iamRoles', 'label', given.label);
  const permissions = asTexts(given.permissions);
  if (permissions.length === 0) throw invalid('permissions', 'permissions: The field cannot be left blank');
  for (const permission of permissions) checkPermission(permission);
  const doc = addDocument(call, 'iamRoles', 'cr0', { label: given.label, description: given.description });
  for (const permission of new Set(permissions)) addPermission(call, doc.id, permission);
  tell(call, doc, 'create', 'Create custom admin role');
  return json(shape(call, doc));
}

function replace(call: OktaCall): Answer {
  const doc = findCustomRole(call);
  const given = readBody(call);
  demand(given, 'label', 'description');
  demandUnique(call.state, 'iamRoles', 'label', given.label, doc.id);
  const changed = writeDocument(call, doc, { ...doc.body, label: given.label, description: given.description });
  tell(call, changed, 'update', 'Update custom admin role');
  return json(shape(call, changed));
}

/** A role that somebody has cannot go. */
function remove(call: OktaCall): Answer {
  const doc = findCustomRole(call);
  if (call.state.roles.by('type', 'CUSTOM').some(row => row.role === doc.id)) {
    throw new OktaRefusal(400, 'E0000001', 'Api validation failed: role', [
      'The role is assigned to at least one admin and cannot be deleted.',
    ]);
  }
  deletePermissions(call, doc.id);
  for (const binding of call.state.documents.by('kind', 'iamBindings'))
    if (binding.body.role === doc.id) call.state.documents.delete(`iamBindings:${binding.id}`);
  call.state.documents.delete(`iamRoles:${doc.id}`);
  tell(call, doc, 'delete', 'Delete custom admin role');
  return empty();
}

function tell(call: OktaCall, { id, body }: Readonly<Doc>, verb: string, message: string): void {
  const target = [{ id, type: 'CUSTOM_ROLE', alternateId: 'unknown', displayName: String(body.label) }];
  note(call, { eventType: `iam.role.${verb}`, message, target });
}
