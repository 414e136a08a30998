import type { Answer } from '../../../kit/answer.ts';
import type { OktaCall } from '../../operation.ts';
import type { Group } from '../../state.ts';
import { type PageShape, pageByPlace, pageBySeq, walk } from '../call/page.ts';
import { type Allowed, anyOperator, badCriteria, matches, readFilter, timeOperators } from '../filter/match.ts';
import { iso } from '../ids.ts';
import { asText, dig, type Json } from '../json.ts';
import { groupShape } from './group-shape.ts';
import { memberIds } from './membership.ts';

type Row = Readonly<Group>;

/** What `filter` takes (Okta docs, List groups); `search` takes any attribute of the profile. */
const filterAllows: Allowed = { id: ['eq'], type: ['eq'], lastUpdated: timeOperators, lastMembershipUpdated: timeOperators };

const searchAllows: Allowed = {
  id: anyOperator,
  type: anyOperator,
  created: anyOperator,
  lastUpdated: anyOperator,
  lastMembershipUpdated: anyOperator,
  objectClass: anyOperator,
  'source.id': anyOperator,
  'profile.*': anyOperator,
};

export function listGroups(call: OktaCall): Answer {
  const { query, origin } = call.request;
  const [search, filter] = [query.get('search') ?? '', query.get('filter') ?? ''];
  const page: PageShape<Row> = {
    list: 'groups',
    limit: 10_000,
    showLimit: true,
    shape: group => ({ ...groupShape(group, origin), ...embedded(call, group) }),
  };
  const q = (query.get('q') ?? '').toLowerCase();
  const fits = readFits(search, filter, q);
  const sortBy = query.get('sortBy');
  if (sortBy !== null && search !== '') return sorted(call, page, fits, sortBy);
  return pageBySeq(
    call,
    page,
    from => walk(call.state.groups, 'all', 'all', from, fits),
    id => call.state.groups.get(id)?.seq,
  );
}

function readFits(search: string, filter: string, q: string): (group: Row) => boolean {
  const text = search === '' ? filter : search;
  if (text !== '') {
    const condition = readFilter(text, search === '' ? filterAllows : searchAllows);
    return group => matches(condition, path => readAttribute(group, path));
  }
  return group => group.profile.name.toLowerCase().startsWith(q);
}

function sorted(call: OktaCall, page: PageShape<Row>, fits: (group: Row) => boolean, sortBy: string): Answer {
  const order = (call.request.query.get('sortOrder') ?? 'asc').toLowerCase();
  if (order !== 'asc' && order !== 'desc') throw badCriteria();
  const sign = order === 'desc' ? -1 : 1;
  const key = (group: Row) => String(readAttribute(group, sortBy) ?? '').toLowerCase();
  const found = [...call.state.groups.values()].filter(fits);
  found.sort((left, right) => sign * (key(left) < key(right) ? -1 : key(left) > key(right) ? 1 : left.seq - right.seq));
  return pageByPlace(call, page, found);
}

function readAttribute(group: Row, path: string): unknown {
  if (path === 'created' || path === 'lastUpdated' || path === 'lastMembershipUpdated') return iso(group[path]);
  if (path === 'id' || path === 'type' || path === 'objectClass') return group[path];
  return path.startsWith('profile.') ? dig(group.profile, ...path.slice('profile.'.length).split('.')) : undefined;
}

/** `expand=stats` counts what belongs to a group. */
function embedded(call: OktaCall, group: Row): Json {
  const wanted = asText(call.request.query.get('expand')) ?? '';
  if (!wanted.split(',').includes('stats')) return {};
  const base = `${call.request.origin}/api/v1/groups/${group.id}`;
  return {
    _embedded: {
      stats: {
        usersCount: memberIds(call.state, group.id).length,
        appsCount: call.state.appGroups.keysBy('group', group.id).length,
        groupPushMappingsCount: 0,
        hasAdminPrivileges: call.state.roles.keysBy('assignee', group.id).length > 0,
        _links: { users: { href: `${base}/users` }, apps: { href: `${base}/apps` } },
      },
    },
  };
}
