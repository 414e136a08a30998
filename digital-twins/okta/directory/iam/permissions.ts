import { type Answer, empty, json } from '../../../kit/answer.ts';
import type { Operation } from '../../../kit/plugin.ts';
import { invalid, notFound } from '../../errors.ts';
import type { OktaCall } from '../../operation.ts';
import type { Doc, OktaState } from '../../state.ts';
import { managed, readOptionalBody } from '../call/managed.ts';
import { addDocument, writeDocument } from '../documents/resource.ts';
import { asObject, type Json } from '../json.ts';
import { note } from '../log/note.ts';
import { linkTo } from './envelope.ts';
import { findCustomRole } from './find.ts';

const path = '/api/v1/iam/roles/:role/permissions';
const one = `${path}/:permission`;

/** What a custom role may do (Okta docs, Role Resource Sets: Permissions). */
export const permissionOperations: Operation<OktaState>[] = [
  managed({ name: 'iam.permissions.list', method: 'GET', path, label: 'docs', run: list }),
  managed({ name: 'iam.permissions.create', method: 'POST', path: one, label: 'docs', run: create }),
  managed({
    name: 'iam.permissions.get',
    method: 'GET',
    path: one,
    label: 'docs',
    run: call => json(shape(call, findPermission(call))),
  }),
  managed({ name: 'iam.permissions.replace', method: 'PUT', path: one, label: 'docs', run: replace }),
  managed({ name: 'iam.permissions.delete', method: 'DELETE', path: one, label: 'docs', run: remove }),
];

/** Throws `OktaRefusal` 400 for what is not the name of a permission: `okta.<what>.<verb>`. */
export function checkPermission(label: string): void {
  if (!/^okta(\.[a-zA-Z]+){2,}$/.test(label)) throw invalid('permissions', `permissions: Invalid permission type: ${label}`);
}

/** Permits a role something. */
export function addPermission(call: OktaCall, roleId: string, label: string, conditions?: Json): void {
  const id = `${roleId}.${label}`;
  const body = { id, label, ...(conditions === undefined ? {} : { conditions }) };
  addDocument(call, 'iamPermissions', 'per', body, roleId);
}

/** Forgets what a role may do. */
export function deletePermissions({ state: { documents } }: OktaCall, roleId: string): void {
  for (const { id } of documents.by('parent', `iamPermissions:${roleId}`)) documents.delete(`iamPermissions:${id}`);
}

function findPermission(call: OktaCall): Readonly<Doc> {
  const role = findCustomRole(call);
  const label = call.params.permission ?? '';
  const found = call.state.documents.get(`iamPermissions:${role.id}.${label}`);
  if (found === undefined) throw notFound(label, 'Permission');
  return found;
}

function shape(call: OktaCall, { parent, body }: Readonly<Doc>): Json {
  const { label, created, lastUpdated, conditions } = body;
  const role = `/api/v1/iam/roles/${parent}`;
  const self = linkTo(call, `${role}/permissions/${String(label)}`);
  const shown = { label, created, lastUpdated, ...(conditions === undefined ? {} : { conditions }) };
  return { ...shown, _links: { role: linkTo(call, role), self } };
}

function list(call: OktaCall): Answer {
  const found = call.state.documents.by('parent', `iamPermissions:${findCustomRole(call).id}`);
  return json({ permissions: found.map(doc => shape(call, doc)) });
}

function readConditions(call: OktaCall): Json | undefined {
  const { conditions } = readOptionalBody(call);
  return conditions === undefined || conditions === null ? undefined : asObject(conditions);
}

/** Permitting what is permitted already changes its conditions only. */
function create(call: OktaCall): Answer {
  const role = findCustomRole(call);
  const label = call.params.permission ?? '';
  checkPermission(label);
  const conditions = readConditions(call);
  call.state.documents.delete(`iamPermissions:${role.id}.${label}`);
  addPermission(call, role.id, label, conditions);
  tell(call, role, label, 'add', 'Add permission to custom admin role');
  return empty();
}

function replace(call: OktaCall): Answer {
  const doc = findPermission(call);
  const { conditions: _before, ...rest } = doc.body;
  const conditions = readConditions(call);
  return json(shape(call, writeDocument(call, doc, { ...rest, ...(conditions === undefined ? {} : { conditions }) })));
}

function remove(call: OktaCall): Answer {
  const { id, body } = findPermission(call);
  call.state.documents.delete(`iamPermissions:${id}`);
  tell(call, findCustomRole(call), String(body.label), 'delete', 'Delete permission from custom admin role');
  return empty();
}

function tell(call: OktaCall, role: Readonly<Doc>, label: string, verb: string, message: string): void {
  const target = [
    { id: role.id, type: 'CUSTOM_ROLE', alternateId: 'unknown', displayName: String(role.body.label) },
    { id: label, type: 'PERMISSION', alternateId: 'unknown', displayName: label },
  ];
  note(call, { eventType: `iam.role.permissions.${verb}`, message, target });
}
