import { type Answer, empty, json } from '../../../kit/answer.ts';
import type { Operation } from '../../../kit/plugin.ts';
import { invalid, notFound } from '../../errors.ts';
import type { OktaCall } from '../../operation.ts';
import type { OktaState } from '../../state.ts';
import { managed, readBody } from '../call/managed.ts';
import { nextSeq } from '../ids.ts';
import { asText, type Json } from '../json.ts';
import { findGroup } from './find-group.ts';

const path = '/api/v1/groups/:group/owners';

export const ownerOperations: Operation<OktaState>[] = [
  managed({
    name: 'groups.owners',
    method: 'GET',
    path,
    label: 'spec',
    run: call => json(call.state.documents.by('parent', `groupOwners:${findGroup(call).id}`).map(doc => doc.body)),
  }),
  managed({ name: 'groups.add-owner', method: 'POST', path, label: 'spec', run: add }),
  managed({ name: 'groups.remove-owner', method: 'DELETE', path: `${path}/:owner`, label: 'spec', run: remove }),
];

function add(call: OktaCall): Answer {
  const group = findGroup(call);
  const { id, type } = readBody(call);
  const owner = asText(id) ?? '';
  if (type !== 'USER' && type !== 'GROUP') throw invalid('type', 'type: The field cannot be left blank');
  const name = nameOf(call, owner, type);
  const key = `groupOwners:${group.id}.${owner}`;
  const body: Json = {
    id: owner,
    type,
    resolved: true,
    originId: null,
    originType: 'OKTA_DIRECTORY',
    displayName: name,
    lastUpdated: call.clock.iso(),
  };
  if (call.state.documents.has(key)) throw invalid('owner', 'Provided owner is already assigned to this group');
  call.state.documents.add({ kind: 'groupOwners', id: `${group.id}.${owner}`, seq: nextSeq(call), parent: group.id, body });
  return json(body, 201);
}

function nameOf({ state }: OktaCall, id: string, type: 'USER' | 'GROUP'): string {
  const user = state.users.get(id);
  if (type === 'USER' && user !== undefined) return `${user.profile.firstName} ${user.profile.lastName}`;
  const group = state.groups.get(id);
  if (type === 'GROUP' && group !== undefined) return group.profile.name;
  throw notFound(id, type === 'USER' ? 'User' : 'UserGroup');
}

function remove(call: OktaCall): Answer {
  const group = findGroup(call);
  const id = call.params.owner ?? '';
  if (!call.state.documents.delete(`groupOwners:${group.id}.${id}`)) throw notFound(id, 'GroupOwner');
  return empty();
}
