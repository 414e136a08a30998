import { type Answer, json } from '../kit/answer.ts';
import type { Operation } from '../kit/plugin.ts';
import { notFound, OktaRefusal } from './errors.ts';
import { parseFilter } from './filter.ts';
import { managed } from './managed.ts';
import type { OktaCall } from './operation.ts';
import { endAccess } from './session.ts';
import { findByLogin } from './sign-in.ts';
import type { OktaState, OktaUser, UserStatus } from './state.ts';
import { userShape } from './user-shape.ts';

/** The most users one page has. */
const pageLimit = 200;

export const userOperations: Operation<OktaState>[] = [
  managed({ name: 'users.list', method: 'GET', path: '/api/v1/users', label: 'recorded', run: list }),
  managed({
    name: 'users.get',
    method: 'GET',
    path: '/api/v1/users/:user',
    label: 'recorded',
    run: call => json(userShape(findUser(call), call.request.origin, 'full')),
  }),
  lifecycle('activate', 'recorded', activate),
  lifecycle('deactivate', 'recorded', (call, user) => {
    if (user.status === 'DEPROVISIONED') throw invalid('Cannot deactivate a user that is deactivated already');
    changeStatus(call, user, 'DEPROVISIONED');
    return json({});
  }),
  lifecycle('suspend', 'recorded', (call, user) => {
    if (user.status !== 'ACTIVE') throw invalid('Cannot suspend a user that is not active');
    changeStatus(call, user, 'SUSPENDED');
    return json({});
  }),
  lifecycle('unsuspend', 'recorded', (call, user) => {
    if (user.status !== 'SUSPENDED') throw invalid('Cannot unsuspend a user that is not suspended');
    changeStatus(call, user, 'ACTIVE');
    return json({});
  }),
  lifecycle('unlock', 'recorded', (call, user) => {
    if (user.status !== 'LOCKED_OUT')
      throw new OktaRefusal(403, 'E0000032', 'Unlock is not allowed for this user.', ['The user is not locked out.']);
    changeStatus(call, user, 'ACTIVE');
    return json({});
  }),
];

function lifecycle(
  step: string,
  label: Operation<OktaState>['label'],
  run: (call: OktaCall, user: OktaUser) => Answer,
): Operation<OktaState> {
  const path = `/api/v1/users/:user/lifecycle/${step}`;
  const name = `users.${step}`;
  return managed({ name, method: 'POST', path, label, write: true, run: call => run(call, findUser(call)) });
}

function invalid(cause: string): OktaRefusal {
  return new OktaRefusal(400, 'E0000001', 'Api validation failed: user', [cause]);
}

function findUser(call: OktaCall): OktaUser {
  const wanted = call.params.user ?? '';
  const user = call.state.users.get(wanted) ?? findByLogin(call.state, wanted);
  if (user === undefined) throw notFound(wanted, 'User');
  return user;
}

function activate(call: OktaCall, user: OktaUser): Answer {
  if (user.status !== 'STAGED' && user.status !== 'DEPROVISIONED') {
    throw new OktaRefusal(403, 'E0000016', 'Activation failed because the user is already active');
  }
  changeStatus(call, user, user.password === undefined ? 'PROVISIONED' : 'ACTIVE');
  user.activated = call.clock.now();
  if (call.request.query.get('sendEmail') !== 'false' || user.password !== undefined) return json({});
  const activationToken = call.secrets.token(15);
  return json({ activationUrl: `${call.request.origin}/welcome/${activationToken}`, activationToken });
}

/** Every step away from ACTIVE takes away what earlier sign-ins gave. */
function changeStatus(call: OktaCall, user: OktaUser, status: UserStatus): void {
  user.status = status;
  user.statusChanged = call.clock.now();
  user.lastUpdated = call.clock.now();
  user.failedSignIns = 0;
  if (status !== 'ACTIVE') endAccess(call.state, user.id);
}

function list(call: OktaCall): Answer {
  const { query, origin } = call.request;
  const limit = readLimit(query.get('limit'));
  const found = selectUsers(call, query);
  const after = query.get('after');
  const start = after === null ? 0 : found.findIndex(user => user.id === after) + 1;
  if (after !== null && start === 0) throw new OktaRefusal(400, 'E0000029', 'Invalid paging request.', ['Invalid cursor.']);
  const page = found.slice(start, start + limit);
  const self = new URL(`${origin}${call.request.path}?${query}`);
  const links = [`<${self.href}>; rel="self"`];
  const last = page.at(-1);
  if (last !== undefined && start + limit < found.length) links.push(`<${nextPage(self, last.id)}>; rel="next"`);
  return json(
    page.map(user => userShape(user, origin, 'list')),
    200,
    { link: links },
  );
}

function nextPage(self: URL, after: string): string {
  const next = new URL(self);
  next.searchParams.set('after', after);
  return next.href;
}

/** Without a filter, deactivated users are left out, as Okta does. */
function selectUsers(call: OktaCall, query: URLSearchParams): OktaUser[] {
  const users = [...call.state.users.values()];
  const text = query.get('search') ?? query.get('filter');
  if (text !== null && text !== '') return users.filter(parseFilter(text));
  const start = (query.get('q') ?? '').toLowerCase();
  const fits = (user: OktaUser) => [user.firstName, user.lastName, user.email].some(one => one.toLowerCase().startsWith(start));
  return users.filter(user => user.status !== 'DEPROVISIONED' && fits(user));
}

function readLimit(text: string | null): number {
  if (text === null || text === '') return pageLimit;
  const limit = Number(text);
  if (!Number.isInteger(limit) || limit < 1) {
    throw new OktaRefusal(400, 'E0000001', 'Api validation failed: limit', ['limit: The limit must be a positive number.']);
  }
  return Math.min(limit, pageLimit);
}
