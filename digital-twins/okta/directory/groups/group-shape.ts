import type { Group } from '../../state.ts';
import { iso } from '../ids.ts';
import type { Json } from '../json.ts';

/** A group as the management API shows it. Key set and order after recordings of a real org. */
export function groupShape(group: Readonly<Group>, origin: string): Json {
  const base = `${origin}/api/v1/groups/${group.id}`;
  const logo = (name: string) => ({
    name,
    href: `${origin}/assets/img/logos/groups/odyssey/okta-${name}.png`,
    type: 'image/png',
  });
  return {
    id: group.id,
    created: iso(group.created),
    lastUpdated: iso(group.lastUpdated),
    lastMembershipUpdated: iso(group.lastMembershipUpdated),
    objectClass: group.objectClass,
    type: group.type,
    profile: group.profile,
    _links: {
      logo: [logo('medium'), logo('large')],
      users: { href: `${base}/users` },
      apps: { href: `${base}/apps` },
    },
  };
}
