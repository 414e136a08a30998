import { shareShape } from '../config/shares.ts';
import type { Filter } from '../model/config.ts';
import type { JiraCall } from '../operation.ts';
import type { Loose } from '../reading.ts';
import { api, viewOf } from '../shapes.ts';
import { userOrNull } from '../user/shape.ts';

export function shape(call: JiraCall, filter: Readonly<Filter>): Loose {
  const view = viewOf(call);
  const { origin } = call.request;
  return {
    self: `${api(view)}/filter/${filter.id}`,
    id: filter.id,
    name: filter.name,
    description: filter.description,
    owner: userOrNull(view, filter.owner),
    jql: filter.jql,
    viewUrl: `${origin}/issues/?filter=${filter.id}`,
    searchUrl: `${api(view)}/search?jql=${encodeURIComponent(filter.jql)}`,
    favourite: filter.favouredBy.includes(call.user.accountId),
    favouritedCount: filter.favouredBy.length,
    sharePermissions: filter.shares.map(share => shareShape(call, share)),
    editPermissions: filter.edits.map(share => shareShape(call, share)),
    approximateLastUsed: filter.approximateLastUsed,
    sharedUsers: { size: 0, items: [], 'max-results': 1000, 'start-index': 0, 'end-index': 0 },
    subscriptions: { size: 0, items: [], 'max-results': 1000, 'start-index': 0, 'end-index': 0 },
  };
}
