import { type Answer, empty, json } from '../../../kit/answer.ts';
import type { Operation } from '../../../kit/plugin.ts';
import { notFound } from '../../errors.ts';
import type { OktaCall } from '../../operation.ts';
import type { App, AppGroup, OktaState } from '../../state.ts';
import { managed, readBody, readOptionalBody } from '../call/managed.ts';
import { pageByPlace } from '../call/page.ts';
import { findGroup } from '../groups/find-group.ts';
import { groupShape } from '../groups/group-shape.ts';
import { memberIds } from '../groups/membership.ts';
import { iso, nextSeq } from '../ids.ts';
import { asList, asObject, dig, type Json } from '../json.ts';
import { appParty, groupParty, note } from '../log/note.ts';
import { isAssigned, provision } from '../provision.ts';
import { findApp } from './find-app.ts';

const path = '/api/v1/apps/:app/groups';

export const groupAssignmentOperations: Operation<OktaState>[] = [
  managed({ name: 'apps.groups', method: 'GET', path, label: 'recorded', run: list }),
  managed({ name: 'apps.assign-group', method: 'PUT', path: `${path}/:group`, label: 'recorded', run: assign }),
  managed({
    name: 'apps.group',
    method: 'GET',
    path: `${path}/:group`,
    label: 'recorded',
    run: call => json(shape(call, findRow(call))),
  }),
  managed({ name: 'apps.update-group', method: 'PATCH', path: `${path}/:group`, label: 'spec', run: patch }),
  managed({ name: 'apps.unassign-group', method: 'DELETE', path: `${path}/:group`, label: 'recorded', run: unassign }),
];

/** Key set and order after recordings of a real org. */
function shape(call: OktaCall, row: Readonly<AppGroup>): Json {
  const base = `${call.request.origin}/api/v1`;
  const group = call.state.groups.get(row.groupId);
  const expand = call.request.query.get('expand') === 'group' && group !== undefined;
  return {
    id: row.groupId,
    lastUpdated: iso(row.lastUpdated),
    priority: row.priority,
    profile: row.profile,
    _links: {
      app: { href: `${base}/apps/${row.appId}` },
      self: { href: `${base}/apps/${row.appId}/groups/${row.groupId}` },
      group: { href: `${base}/groups/${row.groupId}` },
    },
    ...(expand ? { _embedded: { group: groupShape(group, call.request.origin) } } : {}),
  };
}

function findRow(call: OktaCall): Readonly<AppGroup> {
  const app = findApp(call);
  const row = call.state.appGroups.get(`${app.id}:${call.params.group ?? ''}`);
  if (row === undefined) throw notFound(call.params.group ?? '', 'GroupAppAssignment');
  return row;
}

function list(call: OktaCall): Answer {
  const app = findApp(call);
  const q = (call.request.query.get('q') ?? '').toLowerCase();
  const rows = call.state.appGroups
    .by('app', app.id)
    .filter(row => call.state.groups.get(row.groupId)?.profile.name.toLowerCase().startsWith(q));
  const page = {
    list: `app groups ${app.id}`,
    limit: 20,
    most: 200,
    showLimit: true,
    shape: (row: Readonly<AppGroup>) => shape(call, row),
  };
  return pageByPlace(
    call,
    page,
    rows.sort((left, right) => left.priority - right.priority),
  );
}

function assign(call: OktaCall): Answer {
  const app = findApp(call);
  const group = findGroup(call);
  const body = readOptionalBody(call);
  const key = `${app.id}:${group.id}`;
  const { appGroups } = call.state;
  if (appGroups.has(key)) return json(shape(call, write(call, key, body)));
  const priority = typeof body.priority === 'number' ? body.priority : appGroups.keysBy('app', app.id).length;
  const row = appGroups.add({
    appId: app.id,
    groupId: group.id,
    seq: nextSeq(call),
    priority,
    profile: asObject(body.profile),
    lastUpdated: call.clock.now(),
  });
  note(call, {
    eventType: 'group.application_assignment.add',
    message: 'Add assigned application to group',
    target: [groupParty(group), appParty(app)],
  });
  tellMembers(call, app, group.id, 'user-assigned');
  provision(call, { kind: 'group-assigned', app, groupId: group.id });
  return json(shape(call, row));
}

function write(call: OktaCall, key: string, body: Json): Readonly<AppGroup> {
  return call.state.appGroups.edit(key, row => {
    if (typeof body.priority === 'number') row.priority = body.priority;
    if (body.profile !== undefined) row.profile = asObject(body.profile);
    row.lastUpdated = call.clock.now();
  });
}

/** JSON Patch of `/priority` and `/profile`. */
function patch(call: OktaCall): Answer {
  const row = findRow(call);
  const { body } = call.request;
  const steps = body.kind === 'json' && Array.isArray(body.value) ? asList(body.value) : [readBody(call)];
  const changes = Object.fromEntries(steps.map(step => [String(dig(step, 'path')).replace('/', ''), dig(step, 'value')]));
  return json(shape(call, write(call, `${row.appId}:${row.groupId}`, changes)));
}

function unassign(call: OktaCall): Answer {
  const app = findApp(call);
  const row = findRow(call);
  call.state.appGroups.delete(`${app.id}:${row.groupId}`);
  const group = call.state.groups.get(row.groupId);
  const target = group === undefined ? [appParty(app)] : [groupParty(group), appParty(app)];
  note(call, { eventType: 'group.application_assignment.remove', message: 'Remove assigned application from group', target });
  tellMembers(call, app, row.groupId, 'user-unassigned');
  provision(call, { kind: 'group-unassigned', app, groupId: row.groupId });
  return empty();
}

function tellMembers(call: OktaCall, app: Readonly<App>, groupId: string, kind: 'user-assigned' | 'user-unassigned'): void {
  if (app.provisioning === undefined) return;
  for (const id of memberIds(call.state, groupId)) {
    const user = call.state.users.get(id);
    const concerns = kind === 'user-assigned' || !isAssigned(call.state, app.id, id);
    if (user !== undefined && user.status !== 'DEPROVISIONED' && concerns) provision(call, { kind, app, user });
  }
}
