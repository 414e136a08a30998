import { isAdmin, isSharedWith } from '../access/can.ts';
import type { Filter } from '../model/config.ts';
import type { JiraCall } from '../operation.ts';
import { JiraRefusal } from '../refusal.ts';

function isVisible(call: JiraCall, filter: Readonly<Filter>): boolean {
  return (
    filter.owner === call.user.accountId ||
    isSharedWith(call.state, call.user, filter.shares) ||
    isSharedWith(call.state, call.user, filter.edits)
  );
}

export function visible(call: JiraCall): Readonly<Filter>[] {
  return [...call.state.filters.values()].filter(filter => isVisible(call, filter));
}

function mayEdit(call: JiraCall, filter: Readonly<Filter>): boolean {
  return filter.owner === call.user.accountId || isSharedWith(call.state, call.user, filter.edits);
}

export function find(call: JiraCall): Readonly<Filter> {
  const id = call.params.filter ?? '';
  const filter = call.state.filters.get(id);
  if (filter === undefined || (!isVisible(call, filter) && !isAdmin(call.state, call.user))) {
    throw new JiraRefusal(404, [
      `The selected filter is not available to you, perhaps it has been deleted or had its permissions changed.`,
    ]);
  }
  return filter;
}

export function owned(call: JiraCall): Readonly<Filter> {
  const filter = find(call);
  if (!mayEdit(call, filter) && !isAdmin(call.state, call.user))
    throw new JiraRefusal(403, ['You do not have permission to edit this filter.']);
  return filter;
}
