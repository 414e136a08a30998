import { notFound, OktaRefusal } from '../../errors.ts';
import type { OktaCall } from '../../operation.ts';
import type { Group } from '../../state.ts';

/** The group a path names. Throws `OktaRefusal` 404. */
export function findGroup(call: OktaCall, id = call.params.group ?? ''): Readonly<Group> {
  const group = call.state.groups.get(id);
  if (group === undefined) throw notFound(id, 'UserGroup');
  return group;
}

/** Throws `OktaRefusal` for a group whose content is not the admins' to change. */
export function refuseUnlessOwn(group: Readonly<Group>): void {
  if (group.type === 'BUILT_IN')
    throw new OktaRefusal(403, 'E0000006', 'You do not have permission to perform the requested action');
  if (group.type === 'APP_GROUP') throw new OktaRefusal(501, 'E0000060', 'Unsupported operation.');
}
