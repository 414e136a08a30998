import type { Answer } from '../../../kit/answer.ts';
import { json } from '../../../kit/answer.ts';
import type { OktaCall } from '../../operation.ts';
import type { OktaUser } from '../../state.ts';
import { type PageShape, pageByPlace, pageBySeq, walk } from '../call/page.ts';
import { type Allowed, anyOperator, badCriteria, matches, readFilter, timeOperators } from '../filter/match.ts';
import type { Condition } from '../filter/parse.ts';
import { iso } from '../ids.ts';
import { dig } from '../json.ts';
import { findByLogin } from './find-user.ts';
import { userShape, withoutOmitted } from './user-shape.ts';

type User = Readonly<OktaUser>;

/** What `filter` takes (Okta docs, List users); `search` takes any attribute. */
const filterAllows: Allowed = {
  status: ['eq'],
  lastUpdated: timeOperators,
  id: ['eq'],
  'profile.login': ['eq'],
  'profile.email': ['eq'],
  'profile.firstName': ['eq'],
  'profile.lastName': ['eq'],
};

/** No `ne`, and `co` on four attributes only (Okta docs, List users). */
const searchOperators = anyOperator.filter(operator => operator !== 'ne' && operator !== 'co');
const withContains = [...searchOperators, 'co'];

const searchAllows: Allowed = {
  id: searchOperators,
  status: searchOperators,
  created: searchOperators,
  activated: searchOperators,
  statusChanged: searchOperators,
  lastUpdated: searchOperators,
  lastLogin: searchOperators,
  passwordChanged: searchOperators,
  realmId: searchOperators,
  'type.id': searchOperators,
  'type.name': searchOperators,
  'profile.firstName': withContains,
  'profile.lastName': withContains,
  'profile.email': withContains,
  'profile.login': withContains,
  'profile.*': searchOperators,
  'credentials.*': searchOperators,
};

export function listUsers(call: OktaCall): Answer {
  const { query, origin } = call.request;
  const wish = call.request.headers['content-type'];
  const shape = (user: User) => withoutOmitted(wish, userShape(call.state, user, origin, 'list'));
  const page: PageShape<User> = { list: 'users', limit: 200, shape };
  const [search, filter, q] = ['search', 'filter', 'q'].map(name => query.get(name) ?? '');
  if (search !== undefined && search !== '') return searchUsers(call, page, readFilter(search, searchAllows));
  if (filter !== undefined && filter !== '') return bySeq(call, page, readFilter(filter, filterAllows, { not: false }), true);
  if (q !== undefined && q !== '') return json(lookUp(call, q.toLowerCase()).map(shape));
  return walkAll(call, page, user => user.status !== 'DEPROVISIONED');
}

function walkAll(call: OktaCall, page: PageShape<User>, fits: (user: User) => boolean): Answer {
  const { users } = call.state;
  return pageBySeq(
    call,
    page,
    from => walk(users, 'all', 'all', from, fits),
    id => users.get(id.replace(/^200u/, '00u'))?.seq,
  );
}

/** Most filters name one person or one status: those are looked up. */
function bySeq(call: OktaCall, page: PageShape<User>, condition: Condition, isExact = false): Answer {
  const fits = (user: User) => matches(condition, path => readAttribute(user, path), isExact);
  const { users } = call.state;
  const few = named(call, condition);
  if (few !== undefined) return pageByPlace(call, page, few.filter(fits));
  const isStatus = condition.kind === 'compare' && condition.path === 'status' && condition.operator === 'eq';
  const status = isStatus ? String(condition.value).toUpperCase() : undefined;
  if (status === undefined) return walkAll(call, page, fits);
  return pageBySeq(call, page, from => walk(users, 'status', status, from, fits));
}

function named({ state }: OktaCall, condition: Condition): User[] | undefined {
  if (condition.kind !== 'compare' || condition.operator !== 'eq') return undefined;
  const value = String(condition.value);
  if (condition.path === 'profile.login') return state.users.by('login', value.toLowerCase());
  if (condition.path === 'profile.email') return state.users.by('email', value.toLowerCase());
  const one = condition.path === 'id' ? state.users.get(value) : undefined;
  return condition.path === 'id' ? (one === undefined ? [] : [one]) : undefined;
}

function searchUsers(call: OktaCall, page: PageShape<User>, condition: Condition): Answer {
  const sortBy = call.request.query.get('sortBy');
  if (sortBy === null || sortBy === '') return bySeq(call, page, condition);
  const order = (call.request.query.get('sortOrder') ?? 'asc').toLowerCase();
  if (order !== 'asc' && order !== 'desc') throw badCriteria();
  const sign = order === 'desc' ? -1 : 1;
  const key = (user: User) => String(readAttribute(user, sortBy) ?? '').toLowerCase();
  const found = [...call.state.users.values()].filter(user => matches(condition, path => readAttribute(user, path)));
  found.sort((left, right) => sign * (key(left) < key(right) ? -1 : key(left) > key(right) ? 1 : left.seq - right.seq));
  return pageByPlace(call, page, found);
}

const times = ['created', 'activated', 'statusChanged', 'lastUpdated', 'lastLogin', 'passwordChanged'] as const;

function readAttribute(user: User, path: string): unknown {
  const time = times.find(name => name === path);
  if (time !== undefined) return iso(user[time]);
  if (path === 'id') return user.id;
  if (path === 'status') return user.status;
  if (path === 'realmId') return user.realmId;
  if (path === 'type.id') return user.typeId;
  if (path.startsWith('credentials.provider.')) return dig(user.provider, path.slice('credentials.provider.'.length));
  return path.startsWith('profile.') ? dig(user.profile, ...path.slice('profile.'.length).split('.')) : undefined;
}

/** `q` is for typing ahead: the start of a first name, last name or mail address; never pages, ten at most by default. */
function lookUp(call: OktaCall, start: string): User[] {
  const asked = Number(call.request.query.get('limit') ?? 10);
  const limit = Number.isInteger(asked) && asked > 0 ? Math.min(asked, 200) : 10;
  const exact = findByLogin(call.state, start);
  const fits = ({ status, profile }: User) =>
    status !== 'DEPROVISIONED' &&
    [profile.firstName, profile.lastName, profile.email].some(one => String(one).toLowerCase().startsWith(start));
  const found: User[] = [];
  for (const user of walk(call.state.users, 'all', 'all', 0, fits)) {
    found.push(user);
    if (found.length === limit) break;
  }
  return found.length === 0 && exact !== undefined && exact.status !== 'DEPROVISIONED' ? [exact] : found;
}
