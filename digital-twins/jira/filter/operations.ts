import { type Answer, empty, json } from '../../kit/answer.ts';
import { isAdmin, isSharedWith } from '../access/can.ts';
import { readColumns } from '../config/columns.ts';
import { readShare, shareShape } from '../config/shares.ts';
import { nameOf } from '../field/shape.ts';
import type { Filter } from '../model/config.ts';
import type { JiraCall, RestOperation } from '../operation.ts';
import { asList, asText, type Loose, pageAnswer, readBody, readFlag, readList } from '../reading.ts';
import { JiraRefusal } from '../refusal.ts';
import { api, viewOf } from '../shapes.ts';
import { userOrNull } from '../user/shape.ts';
import { checkJql } from './check-jql.ts';

const one = '/filter/:filter';

export const filterOperations: RestOperation[] = [
  { name: 'filter.create', method: 'POST', path: '/filter', label: 'spec', write: true, run: create },
  { name: 'filter.mine', method: 'GET', path: '/filter/my', label: 'spec', run: mine },
  {
    name: 'filter.favourites',
    method: 'GET',
    path: '/filter/favourite',
    label: 'spec',
    run: call =>
      json(
        visible(call)
          .filter(filter => filter.favouredBy.includes(call.user.accountId))
          .map(filter => shape(call, filter)),
      ),
  },
  { name: 'filter.search', method: 'GET', path: '/filter/search', label: 'spec', run: search },
  {
    name: 'filter.scope',
    method: 'GET',
    path: '/filter/defaultShareScope',
    label: 'spec',
    run: call => json({ scope: call.user.preferences['filter.scope'] ?? 'PRIVATE' }),
  },
  { name: 'filter.setScope', method: 'PUT', path: '/filter/defaultShareScope', label: 'spec', write: true, run: setScope },
  { name: 'filter.get', method: 'GET', path: one, label: 'spec', anonymous: true, run: call => json(shape(call, find(call))) },
  { name: 'filter.edit', method: 'PUT', path: one, label: 'spec', write: true, run: edit },
  { name: 'filter.delete', method: 'DELETE', path: one, label: 'spec', write: true, run: remove },
  { name: 'filter.favour', method: 'PUT', path: `${one}/favourite`, label: 'spec', write: true, run: call => favour(call, true) },
  {
    name: 'filter.unfavour',
    method: 'DELETE',
    path: `${one}/favourite`,
    label: 'spec',
    write: true,
    run: call => favour(call, false),
  },
  { name: 'filter.owner', method: 'PUT', path: `${one}/owner`, label: 'spec', write: true, run: setOwner },
  { name: 'filter.columns', method: 'GET', path: `${one}/columns`, label: 'spec', run: columns },
  { name: 'filter.setColumns', method: 'PUT', path: `${one}/columns`, label: 'spec', write: true, run: setColumns },
  { name: 'filter.resetColumns', method: 'DELETE', path: `${one}/columns`, label: 'spec', write: true, run: resetColumns },
  {
    name: 'filter.shares',
    method: 'GET',
    path: `${one}/permission`,
    label: 'spec',
    run: call => json(find(call).shares.map(share => shareShape(call, share))),
  },
  { name: 'filter.share', method: 'POST', path: `${one}/permission`, label: 'spec', write: true, run: addShare },
  {
    name: 'filter.shareGet',
    method: 'GET',
    path: `${one}/permission/:share`,
    label: 'spec',
    run: call => json(shareShape(call, findShare(call))),
  },
  { name: 'filter.unshare', method: 'DELETE', path: `${one}/permission/:share`, label: 'spec', write: true, run: removeShare },
];

function isVisible(call: JiraCall, filter: Readonly<Filter>): boolean {
  return (
    filter.owner === call.user.accountId ||
    isSharedWith(call.state, call.user, filter.shares) ||
    isSharedWith(call.state, call.user, filter.edits)
  );
}

function visible(call: JiraCall): Readonly<Filter>[] {
  return [...call.state.filters.values()].filter(filter => isVisible(call, filter));
}

function shape(call: JiraCall, filter: Readonly<Filter>): Loose {
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

function mayEdit(call: JiraCall, filter: Readonly<Filter>): boolean {
  return filter.owner === call.user.accountId || isSharedWith(call.state, call.user, filter.edits);
}

function find(call: JiraCall): Readonly<Filter> {
  const id = call.params.filter ?? '';
  const filter = call.state.filters.get(id);
  if (filter === undefined || (!isVisible(call, filter) && !isAdmin(call.state, call.user))) {
    throw new JiraRefusal(404, [
      `The selected filter is not available to you, perhaps it has been deleted or had its permissions changed.`,
    ]);
  }
  return filter;
}

function owned(call: JiraCall): Readonly<Filter> {
  const filter = find(call);
  if (!mayEdit(call, filter) && !isAdmin(call.state, call.user))
    throw new JiraRefusal(403, ['You do not have permission to edit this filter.']);
  return filter;
}

function read(call: JiraCall, known?: Readonly<Filter>): Partial<Filter> {
  const body = readBody(call);
  const name = asText(body.name) ?? known?.name ?? '';
  if (name.trim() === '') throw new JiraRefusal(400, [], { filterName: 'You must specify a name to save this search as.' });
  const owner = known?.owner ?? call.user.accountId;
  if (call.state.filters.by('name', name.toLowerCase()).some(filter => filter.owner === owner && filter.id !== known?.id)) {
    throw new JiraRefusal(400, [], { filterName: 'Filter with same name already exists.' });
  }
  const jql = asText(body.jql) ?? known?.jql ?? '';
  checkJql(call, jql);
  const { sharePermissions, editPermissions } = body;
  return {
    name,
    jql,
    description: asText(body.description) ?? known?.description ?? '',
    ...(sharePermissions === undefined ? {} : { shares: asList(sharePermissions).map(share => readShare(call, share)) }),
    ...(editPermissions === undefined ? {} : { edits: asList(editPermissions).map(share => readShare(call, share)) }),
    ...(body.favourite === true ? { favouredBy: [...new Set([...(known?.favouredBy ?? []), call.user.accountId])] } : {}),
  };
}

function create(call: JiraCall): Answer {
  const given = read(call);
  const now = call.clock.now();
  const id = String(call.ids.number('jira.filter', 10_000));
  const filter: Filter = {
    id,
    name: '',
    jql: '',
    description: '',
    owner: call.user.accountId,
    created: now,
    updated: now,
    shares: [],
    edits: [],
    favouredBy: [],
    columns: null,
    approximateLastUsed: null,
    ...given,
  };
  return json(shape(call, call.state.filters.add(filter)));
}

function edit(call: JiraCall): Answer {
  const filter = owned(call);
  const given = read(call, filter);
  const now = call.clock.now();
  return json(
    shape(
      call,
      call.state.filters.edit(filter.id, row => Object.assign(row, given, { updated: now })),
    ),
  );
}

function remove(call: JiraCall): Answer {
  call.state.filters.delete(owned(call).id);
  return empty();
}

function mine(call: JiraCall): Answer {
  const { accountId } = call.user;
  const withFavourites = readFlag(call, 'includeFavourites') === true;
  const found = visible(call).filter(
    filter => filter.owner === accountId || (withFavourites && filter.favouredBy.includes(accountId)),
  );
  return json(found.map(filter => shape(call, filter)));
}

/** Only what `expand` names is shown besides id and name. */
function search(call: JiraCall): Answer {
  const { query } = call.request;
  const name = (query.get('filterName') ?? '').toLowerCase();
  const owner = query.get('accountId');
  const ids = readList(call, 'id');
  const expand = readList(call, 'expand');
  const found = visible(call).filter(
    filter =>
      filter.name.toLowerCase().includes(name) &&
      (owner === null || filter.owner === owner) &&
      (ids.length === 0 || ids.includes(filter.id)),
  );
  const orderBy = query.get('orderBy') ?? 'name';
  const sign = orderBy.startsWith('-') ? -1 : 1;
  const key = orderBy.replace(/^[-+]/, '').toLowerCase() === 'id' ? 'id' : 'name';
  const sorted = found.sort((left, right) => sign * left[key].localeCompare(right[key], undefined, { numeric: key === 'id' }));
  return pageAnswer(call, sorted, filter => {
    // In this list they are a list; in a filter by itself they are a page of one.
    const whole = { ...shape(call, filter), subscriptions: [] };
    const always = ['self', 'id', 'name'];
    return Object.fromEntries(Object.entries(whole).filter(([part]) => always.includes(part) || expand.includes(part)));
  });
}

function favour(call: JiraCall, isFavourite: boolean): Answer {
  const { accountId } = call.user;
  const filter = call.state.filters.edit(find(call).id, row => {
    row.favouredBy = row.favouredBy.filter(one => one !== accountId);
    if (isFavourite) row.favouredBy.push(accountId);
  });
  return json(shape(call, filter));
}

function setScope(call: JiraCall): Answer {
  const { scope } = readBody(call);
  if (scope !== 'GLOBAL' && scope !== 'AUTHENTICATED' && scope !== 'PRIVATE')
    throw new JiraRefusal(400, ['The scope is not valid.']);
  call.state.users.edit(call.user.accountId, row => {
    row.preferences['filter.scope'] = scope;
  });
  return json({ scope });
}

function setOwner(call: JiraCall): Answer {
  const filter = owned(call);
  const owner = asText(readBody(call).accountId) ?? '';
  if (!call.state.users.has(owner)) throw new JiraRefusal(400, ['The user does not exist.']);
  call.state.filters.edit(filter.id, row => {
    row.owner = owner;
  });
  return empty();
}

function columns(call: JiraCall): Answer {
  const filter = find(call);
  if (filter.columns === null) throw new JiraRefusal(404, ['No column configuration for the filter exists.']);
  return json(filter.columns.map(value => ({ label: nameOf(call.state, value), value })));
}

function setColumns(call: JiraCall): Answer {
  const given = readColumns(call);
  call.state.filters.edit(owned(call).id, row => {
    row.columns = given;
  });
  return empty(200);
}

function resetColumns(call: JiraCall): Answer {
  call.state.filters.edit(owned(call).id, row => {
    row.columns = null;
  });
  return empty();
}

function findShare(call: JiraCall) {
  const share = find(call).shares.find(({ id }) => id === call.params.share);
  if (share === undefined) throw new JiraRefusal(404, ['The share permission does not exist.']);
  return share;
}

function addShare(call: JiraCall): Answer {
  const filter = owned(call);
  const share = readShare(call, readBody(call));
  const edited = call.state.filters.edit(filter.id, row => void row.shares.push(share));
  return json(
    edited.shares.map(one => shareShape(call, one)),
    201,
  );
}

function removeShare(call: JiraCall): Answer {
  const { id } = findShare(call);
  call.state.filters.edit(owned(call).id, row => {
    row.shares = row.shares.filter(share => share.id !== id);
  });
  return empty();
}
