import { type Answer, empty, json } from '../../../kit/answer.ts';
import { invalid, notFound } from '../../errors.ts';
import type { OktaCall } from '../../operation.ts';
import type { App, Group, RoleAssignment } from '../../state.ts';
import { appShape } from '../apps/app-shape.ts';
import { findApp } from '../apps/find-app.ts';
import { pageByPlace } from '../call/page.ts';
import { findGroup } from '../groups/find-group.ts';
import { groupShape } from '../groups/group-shape.ts';
import { orn } from '../iam/orn.ts';
import type { Json } from '../json.ts';

function change(call: OktaCall, row: Readonly<RoleAssignment>, edit: (row: RoleAssignment) => void): Answer {
  call.state.roles.edit(row.key, one => {
    edit(one);
    one.lastUpdated = call.clock.now();
  });
  return empty();
}

export function groupTargets(call: OktaCall, row: Readonly<RoleAssignment>): Answer {
  const groups = row.groupTargets.map(id => call.state.groups.get(id)).filter(group => group !== undefined);
  const page = {
    list: `targets ${row.key}`,
    limit: 20,
    most: 200,
    showLimit: true,
    shape: (group: Readonly<Group>) => groupShape(group, call.request.origin),
  };
  return pageByPlace(call, page, groups);
}

export function addGroup(call: OktaCall, row: Readonly<RoleAssignment>): Answer {
  const { id } = findGroup(call, call.params.target ?? '');
  return change(call, row, one => {
    if (!one.groupTargets.includes(id)) one.groupTargets.push(id);
  });
}

/** The last target cannot go: without one the role would reach every group. */
export function removeGroup(call: OktaCall, row: Readonly<RoleAssignment>): Answer {
  const id = call.params.target ?? '';
  if (!row.groupTargets.includes(id)) throw notFound(id, 'UserGroup');
  if (row.groupTargets.length === 1) {
    throw invalid('target', lastTarget('groups'));
  }
  return change(call, row, one => {
    one.groupTargets = one.groupTargets.filter(target => target !== id);
  });
}

const lastTarget = (all: string) =>
  `The last target of a role cannot be removed, since that would make the role reach all ${all}.`;

/** A target is an app (`name/id`) or all apps of a template (`name`). */
function targetOf(call: OktaCall): string {
  const { name = '', target } = call.params;
  return target === undefined ? name : `${name}/${target}`;
}

export function appTargets(call: OktaCall, row: Readonly<RoleAssignment>): Answer {
  const shapeOf = (target: string) => {
    const [name = '', id] = target.split('/');
    const app: Readonly<App> | undefined = id === undefined ? undefined : call.state.apps.get(id);
    const links = { self: { href: `${call.request.origin}/api/v1/catalog/apps/${name}` } };
    if (app === undefined) return { name, displayName: name, status: 'ACTIVE', _links: links };
    const { status, label } = appShape(call.state, app, call.request.origin);
    return { name, displayName: label, status, id: app.id, _links: links };
  };
  return json(row.appTargets.map(shapeOf));
}

export function addApp(call: OktaCall, row: Readonly<RoleAssignment>): Answer {
  if (call.params.target !== undefined) findApp(call, call.params.target);
  const target = targetOf(call);
  return change(call, row, one => {
    if (!one.appTargets.includes(target)) one.appTargets.push(target);
  });
}

export function removeApp(call: OktaCall, row: Readonly<RoleAssignment>): Answer {
  const target = targetOf(call);
  if (!row.appTargets.includes(target)) throw notFound(target, 'CatalogApplication');
  if (row.appTargets.length === 1) throw invalid('target', lastTarget('apps'));
  return change(call, row, one => {
    one.appTargets = one.appTargets.filter(other => other !== target);
  });
}

/** What a role reaches, by the names the whole of Okta knows it by (Okta docs, Retrieve a role target by assignment type). */
export function targetNames(call: OktaCall, row: Readonly<RoleAssignment>): Answer {
  const wanted = call.request.query.get('assignmentType');
  if (wanted !== null && wanted !== row.assignmentType) return json([]);
  const { origin } = call.request;
  const base = `${origin}${call.request.path}`;
  const shapeOf = (service: string, kind: string, place: string, id: string): Json => ({
    assignmentType: row.assignmentType,
    orn: orn(call, service, `${kind}:${id.replace('/', ':')}`),
    expiration: null,
    _links: { self: { href: `${base}/${place}/${id}` } },
  });
  return json([
    ...row.appTargets.map(id => shapeOf('idp', 'apps', 'catalog/apps', id)),
    ...row.groupTargets.map(id => shapeOf('directory', 'groups', 'groups', id)),
  ]);
}
