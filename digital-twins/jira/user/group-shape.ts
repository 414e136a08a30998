import type { Group } from '../model/user.ts';
import { api, type View } from '../shapes.ts';

export function groupShape(view: View, group: Readonly<Group>): Record<string, unknown> {
  return { name: group.name, groupId: group.id, self: `${api(view)}/group?groupId=${encodeURIComponent(group.id)}` };
}
