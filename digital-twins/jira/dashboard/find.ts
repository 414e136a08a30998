import { isAdmin, isSharedWith } from '../access/can.ts';
import type { Dashboard } from '../model/config.ts';
import type { JiraCall } from '../operation.ts';
import { JiraRefusal } from '../refusal.ts';

export const available = [
  [
    'com.atlassian.plugins.atlassian-connect-plugin:com.atlassian.connect.node.sample-addon__sample-dashboard-item',
    'Issue statistics',
  ],
  ['com.atlassian.jira.gadgets:assigned-to-me-gadget', 'Assigned to Me'],
] as const;

/** Every site has one that nobody made. */
export const system: Dashboard = {
  id: '10000',
  name: 'Default dashboard',
  description: '',
  owner: '',
  shares: [{ id: '10000', type: 'global' }],
  edits: [],
  favouredBy: [],
  gadgets: [],
};

export function visible(call: JiraCall): Readonly<Dashboard>[] {
  const own = [...call.state.dashboards.values()].filter(
    board => board.owner === call.user.accountId || isSharedWith(call.state, call.user, [...board.shares, ...board.edits]),
  );
  return [system, ...own];
}

export function mayEdit(call: JiraCall, board: Readonly<Dashboard>): boolean {
  return (
    board.id !== system.id &&
    (board.owner === call.user.accountId || isSharedWith(call.state, call.user, board.edits) || isAdmin(call.state, call.user))
  );
}

export function find(call: JiraCall): Readonly<Dashboard> {
  const id = call.params.dashboard ?? '';
  const board = visible(call).find(candidate => candidate.id === id);
  if (board === undefined) throw new JiraRefusal(404, [`The dashboard with id '${id}' does not exist.`]);
  return board;
}

export function owned(call: JiraCall): Readonly<Dashboard> {
  const board = find(call);
  if (!mayEdit(call, board)) throw new JiraRefusal(400, ['You do not have permission to edit this dashboard.']);
  return board;
}
