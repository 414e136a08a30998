import { type Answer, empty, json } from '../../kit/answer.ts';
import { readShare } from '../config/shares.ts';
import type { Filter } from '../model/config.ts';
import type { JiraCall } from '../operation.ts';
import { asList, asText, readBody } from '../reading.ts';
import { JiraRefusal } from '../refusal.ts';
import { checkJql } from './check-jql.ts';
import { find, owned } from './find.ts';
import { shape } from './shape.ts';

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

export function create(call: JiraCall): Answer {
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

export function edit(call: JiraCall): Answer {
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

export function remove(call: JiraCall): Answer {
  call.state.filters.delete(owned(call).id);
  return empty();
}

export function favour(call: JiraCall, isFavourite: boolean): Answer {
  const { accountId } = call.user;
  const filter = call.state.filters.edit(find(call).id, row => {
    row.favouredBy = row.favouredBy.filter(one => one !== accountId);
    if (isFavourite) row.favouredBy.push(accountId);
  });
  return json(shape(call, filter));
}

export function setScope(call: JiraCall): Answer {
  const { scope } = readBody(call);
  if (scope !== 'GLOBAL' && scope !== 'AUTHENTICATED' && scope !== 'PRIVATE')
    throw new JiraRefusal(400, ['The scope is not valid.']);
  call.state.users.edit(call.user.accountId, row => {
    row.preferences['filter.scope'] = scope;
  });
  return json({ scope });
}

export function setOwner(call: JiraCall): Answer {
  const filter = owned(call);
  const owner = asText(readBody(call).accountId) ?? '';
  if (!call.state.users.has(owner)) throw new JiraRefusal(400, ['The user does not exist.']);
  call.state.filters.edit(filter.id, row => {
    row.owner = owner;
  });
  return empty();
}
