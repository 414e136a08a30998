import { canSee } from '../access/can.ts';
import type { Share } from '../model/config.ts';
import type { JiraCall } from '../operation.ts';
import { projectByKey } from '../operation.ts';
import { projectShape } from '../project/shape.ts';
import { asObject, asText, type Loose } from '../reading.ts';
import { JiraRefusal } from '../refusal.ts';
import { api, viewOf } from '../shapes.ts';
import { groupShape } from '../user/group-shape.ts';
import { userOrNull } from '../user/shape.ts';

/** Who a filter or dashboard is shared with, as the API writes it. */
export function shareShape(call: JiraCall, share: Share): Loose {
  const view = viewOf(call);
  const group = call.state.groups.get(share.groupId ?? '');
  const project = call.state.projects.get(share.projectId ?? '');
  const role = call.state.roles.get(share.roleId ?? '');
  const roleShape =
    role === undefined ? {} : { role: { self: `${api(view)}/role/${role.id}`, name: role.name, id: Number(role.id) } };
  return {
    id: Number(share.id),
    type: share.type === 'projectRole' ? 'project' : share.type,
    ...(share.accountId === undefined ? {} : { user: userOrNull(view, share.accountId) }),
    ...(group === undefined ? {} : { group: groupShape(view, group) }),
    ...(project === undefined ? {} : { project: projectShape(view, project) }),
    ...roleShape,
  };
}

/** Reads a share as lists have it (`project: { id }`) and as the sharing endpoint has it (`projectId`). */
export function readShare(call: JiraCall, value: unknown): Share {
  const given = asObject(value);
  const id = String(call.ids.number('jira.share', 10_000));
  const pick = (flat: string, nested: string, key: string) => asText(given[flat]) ?? asText(asObject(given[nested])[key]);
  switch (given.type) {
    case 'global':
      return { id, type: 'global' };
    case 'loggedin':
    case 'authenticated':
      return { id, type: 'loggedin' };
    case 'user': {
      const accountId = pick('accountId', 'user', 'accountId') ?? '';
      if (!call.state.users.has(accountId)) throw new JiraRefusal(400, ['The user does not exist.']);
      return { id, type: 'user', accountId };
    }
    case 'group': {
      const name = pick('groupname', 'group', 'name')?.toLowerCase() ?? '';
      const group = call.state.groups.get(pick('groupId', 'group', 'groupId') ?? '') ?? call.state.groups.by('name', name)[0];
      if (group === undefined) throw new JiraRefusal(400, ['The group does not exist.']);
      return { id, type: 'group', groupId: group.id };
    }
    case 'project':
    case 'projectRole': {
      const project = projectByKey(call.state, pick('projectId', 'project', 'id') ?? '');
      if (project === undefined || !canSee(call.state, call.user, project))
        throw new JiraRefusal(400, ['The project does not exist.']);
      const roleId = pick('projectRoleId', 'role', 'id');
      return roleId === undefined
        ? { id, type: 'project', projectId: project.id }
        : { id, type: 'projectRole', projectId: project.id, roleId };
    }
    default:
      throw new JiraRefusal(400, [`The share type '${String(given.type)}' is not valid.`]);
  }
}
