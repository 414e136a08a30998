import { type Answer, empty, json } from '../../kit/answer.ts';
import { isAdmin, isSharedWith } from '../access/can.ts';
import { readShare, shareShape } from '../config/shares.ts';
import type { Dashboard, Gadget } from '../model/config.ts';
import type { JiraCall, RestOperation } from '../operation.ts';
import { asList, asObject, asText, type Loose, pageAnswer, readBody, readSpan } from '../reading.ts';
import { JiraRefusal } from '../refusal.ts';
import { api, type View, viewOf } from '../shapes.ts';
import { userOrNull } from '../user/shape.ts';

const one = '/dashboard/:dashboard';

export const dashboardOperations: RestOperation[] = [
  { name: 'dashboard.list', method: 'GET', path: '/dashboard', label: 'spec', anonymous: true, run: list },
  { name: 'dashboard.search', method: 'GET', path: '/dashboard/search', label: 'spec', anonymous: true, run: search },
  { name: 'dashboard.create', method: 'POST', path: '/dashboard', label: 'spec', write: true, run: create },
  {
    name: 'dashboard.gadgets',
    method: 'GET',
    path: '/dashboard/gadgets',
    label: 'spec',
    run: () => json({ gadgets: available.map(([moduleKey, title]) => ({ moduleKey, title })) }),
  },
  { name: 'dashboard.get', method: 'GET', path: one, label: 'spec', anonymous: true, run: call => json(shape(call, find(call))) },
  { name: 'dashboard.edit', method: 'PUT', path: one, label: 'spec', write: true, run: edit },
  { name: 'dashboard.delete', method: 'DELETE', path: one, label: 'spec', write: true, run: remove },
  { name: 'dashboard.copy', method: 'POST', path: `${one}/copy`, label: 'spec', write: true, run: copy },
  {
    name: 'gadget.list',
    method: 'GET',
    path: `${one}/gadget`,
    label: 'spec',
    run: call => json({ gadgets: find(call).gadgets.map(gadgetShape) }),
  },
  { name: 'gadget.add', method: 'POST', path: `${one}/gadget`, label: 'spec', write: true, run: addGadget },
  { name: 'gadget.edit', method: 'PUT', path: `${one}/gadget/:gadget`, label: 'spec', write: true, run: editGadget },
  { name: 'gadget.remove', method: 'DELETE', path: `${one}/gadget/:gadget`, label: 'spec', write: true, run: removeGadget },
];

const available = [
  [
    'com.atlassian.plugins.atlassian-connect-plugin:com.atlassian.connect.node.sample-addon__sample-dashboard-item',
    'Issue statistics',
  ],
  ['com.atlassian.jira.gadgets:assigned-to-me-gadget', 'Assigned to Me'],
] as const;

/** Every site has one that nobody made. */
const system: Dashboard = {
  id: '10000',
  name: 'Default dashboard',
  description: '',
  owner: '',
  shares: [{ id: '10000', type: 'global' }],
  edits: [],
  favouredBy: [],
  gadgets: [],
};

function visible(call: JiraCall): Readonly<Dashboard>[] {
  const own = [...call.state.dashboards.values()].filter(
    board => board.owner === call.user.accountId || isSharedWith(call.state, call.user, [...board.shares, ...board.edits]),
  );
  return [system, ...own];
}

function shape(call: JiraCall, board: Readonly<Dashboard>): Loose {
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

function mayEdit(call: JiraCall, board: Readonly<Dashboard>): boolean {
  return (
    board.id !== system.id &&
    (board.owner === call.user.accountId || isSharedWith(call.state, call.user, board.edits) || isAdmin(call.state, call.user))
  );
}

function find(call: JiraCall): Readonly<Dashboard> {
  const id = call.params.dashboard ?? '';
  const board = visible(call).find(candidate => candidate.id === id);
  if (board === undefined) throw new JiraRefusal(404, [`The dashboard with id '${id}' does not exist.`]);
  return board;
}

function owned(call: JiraCall): Readonly<Dashboard> {
  const board = find(call);
  if (!mayEdit(call, board)) throw new JiraRefusal(400, ['You do not have permission to edit this dashboard.']);
  return board;
}

function list(call: JiraCall): Answer {
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

function search(call: JiraCall): Answer {
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

function create(call: JiraCall): Answer {
  return add(call, read(call));
}

function copy(call: JiraCall): Answer {
  const { gadgets } = find(call);
  return add(call, { ...read(call), gadgets: structuredClone(gadgets) as Gadget[] });
}

function edit(call: JiraCall): Answer {
  const board = owned(call);
  const given = read(call, board);
  return json(
    shape(
      call,
      call.state.dashboards.edit(board.id, row => Object.assign(row, given)),
    ),
  );
}

function remove(call: JiraCall): Answer {
  call.state.dashboards.delete(owned(call).id);
  return empty();
}

function gadgetShape({ id, row, column, ...gadget }: Gadget): Loose {
  return {
    id: Number(id),
    ...gadget,
    position: { 'The column position of the gadget.': column, 'The row position of the gadget.': row },
  };
}

function addGadget(call: JiraCall): Answer {
  const board = owned(call);
  const { moduleKey, uri, title, color, position } = readBody(call);
  if ((moduleKey === undefined) === (uri === undefined))
    throw new JiraRefusal(400, ['Either a moduleKey or a uri must be given.']);
  const place = asObject(position);
  const gadget: Gadget = {
    id: String(call.ids.number('jira.gadget', 10_000)),
    ...(moduleKey === undefined ? {} : { moduleKey: String(moduleKey) }),
    ...(uri === undefined ? {} : { uri: String(uri) }),
    title: asText(title) ?? '',
    color: asText(color) ?? 'blue',
    row: Number(place.row ?? 0),
    column: Number(place.column ?? 0),
  };
  call.state.dashboards.edit(board.id, row => void row.gadgets.push(gadget));
  return json(gadgetShape(gadget));
}

function findGadget(call: JiraCall): Gadget {
  const gadget = owned(call).gadgets.find(({ id }) => id === call.params.gadget);
  if (gadget === undefined) throw new JiraRefusal(404, ['The gadget does not exist.']);
  return gadget;
}

function editGadget(call: JiraCall): Answer {
  const { id } = findGadget(call);
  const { title, color, position } = readBody(call);
  const { row, column } = asObject(position);
  call.state.dashboards.edit(owned(call).id, board => {
    for (const gadget of board.gadgets) {
      if (gadget.id !== id) continue;
      if (typeof title === 'string') gadget.title = title;
      if (typeof color === 'string') gadget.color = color;
      if (typeof row === 'number') gadget.row = row;
      if (typeof column === 'number') gadget.column = column;
    }
  });
  return empty();
}

function removeGadget(call: JiraCall): Answer {
  const { id } = findGadget(call);
  call.state.dashboards.edit(owned(call).id, board => {
    board.gadgets = board.gadgets.filter(gadget => gadget.id !== id);
  });
  return empty();
}
