import { type Answer, empty, json } from '../../kit/answer.ts';
import { readShare, shareShape } from '../config/shares.ts';
import type { Dashboard, Gadget } from '../model/config.ts';
import type { JiraCall } from '../operation.ts';
import { asList, asText, type Loose, pageAnswer, readBody, readSpan } from '../reading.ts';
import { JiraRefusal } from '../refusal.ts';
import { api, type View, viewOf } from '../shapes.ts';
import { userOrNull } from '../user/shape.ts';
import { find, mayEdit, owned, system, visible } from './find.ts';

export function shape(call: JiraCall, board: Readonly<Dashboard>): Loose {
  const view = viewOf(call);
  const owner = ownerShape(view, board.owner);
  return {
    description: board.description,
    id: board.id,
    isFavourite: board.favouredBy.includes(call.user.accountId),
    name: board.name,
    ...(owner === null ? {} : { owner }),
    popularity: board.favouredBy.length,
    self: `${api(view)}/dashboard/${board.id}`,
    sharePermissions: board.shares.map(share => shareShape(call, share)),
    editPermissions: board.edits.map(share => shareShape(call, share)),
    view: `${call.request.origin}/jira/dashboards/${board.id}`,
    isWritable: mayEdit(call, board),
    systemDashboard: board.id === system.id,
  };
}

/** Dashboards show less of their owner than other things do. */
function ownerShape(view: View, accountId: string): Loose | null {
  const user = userOrNull(view, accountId);
  if (user === null) return null;
  const { self, displayName, active, accountId: id, avatarUrls } = user;
  return { self, displayName, active, accountId: id, avatarUrls };
}

export function list(call: JiraCall): Answer {
  const filter = call.request.query.get('filter');
  if (filter !== null && filter !== 'my' && filter !== 'favourite')
    throw new JiraRefusal(400, [`The filter '${filter}' is not valid.`]);
  const { accountId } = call.user;
  const found = visible(call).filter(
    board => filter === null || (filter === 'my' ? board.owner === accountId : board.favouredBy.includes(accountId)),
  );
  const { startAt, maxResults } = readSpan(call, 20, 1000);
  return json({
    startAt,
    maxResults,
    total: found.length,
    dashboards: found.slice(startAt, startAt + maxResults).map(board => shape(call, board)),
  });
}

export function search(call: JiraCall): Answer {
  const { query } = call.request;
  const name = (query.get('dashboardName') ?? '').toLowerCase();
  const owner = query.get('accountId');
  const found = visible(call).filter(
    board => board.name.toLowerCase().includes(name) && (owner === null || board.owner === owner),
  );
  return pageAnswer(call, found, board => shape(call, board));
}

function read(call: JiraCall, known?: Readonly<Dashboard>): Partial<Dashboard> {
  const body = readBody(call);
  const name = asText(body.name) ?? known?.name ?? '';
  if (name.trim() === '') throw new JiraRefusal(400, [], { name: 'The dashboard name must be specified.' });
  if (
    call.state.dashboards
      .by('name', name.toLowerCase())
      .some(board => board.owner === call.user.accountId && board.id !== known?.id)
  ) {
    throw new JiraRefusal(400, [], { portalPageName: 'You already have a dashboard with this name.' });
  }
  const shares =
    body.sharePermissions === undefined ? {} : { shares: asList(body.sharePermissions).map(share => readShare(call, share)) };
  const edits =
    body.editPermissions === undefined ? {} : { edits: asList(body.editPermissions).map(share => readShare(call, share)) };
  return { name, description: asText(body.description) ?? known?.description ?? '', ...shares, ...edits };
}

function add(call: JiraCall, given: Partial<Dashboard>): Answer {
  const id = String(call.ids.number('jira.dashboard', 10_001));
  const board: Dashboard = {
    id,
    name: '',
    description: '',
    owner: call.user.accountId,
    shares: [],
    edits: [],
    favouredBy: [],
    gadgets: [],
    ...given,
  };
  return json(shape(call, call.state.dashboards.add(board)));
}

export function create(call: JiraCall): Answer {
  return add(call, read(call));
}

export function copy(call: JiraCall): Answer {
  const { gadgets } = find(call);
  return add(call, { ...read(call), gadgets: structuredClone(gadgets) as Gadget[] });
}

export function edit(call: JiraCall): Answer {
  const board = owned(call);
  const given = read(call, board);
  return json(
    shape(
      call,
      call.state.dashboards.edit(board.id, row => Object.assign(row, given)),
    ),
  );
}

export function remove(call: JiraCall): Answer {
  call.state.dashboards.delete(owned(call).id);
  return empty();
}
