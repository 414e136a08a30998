import type { Method, SlackCall } from '../../method.ts';
import { pageOfIds } from '../../page.ts';
import { invalidArguments, SlackRefusal } from '../../refusal.ts';
import { type UserView, userShape } from '../../shapes/user.ts';
import type { User } from '../../state.ts';
import { seconds } from '../../ts.ts';

export const findMethods: Method[] = [
  { name: 'users.list', scopes: ['users:read'], label: 'recorded', run: list },
  {
    name: 'users.info',
    scopes: ['users:read'],
    label: 'recorded',
    run: call => {
      const user = findUser(call);
      const locale = call.args.flag('include_locale', false) ? { locale: 'en-US' } : {};
      return { user: { ...userShape(viewOf(call), user), ...locale } };
    },
  },
  {
    name: 'users.lookupByEmail',
    scopes: ['users:read.email'],
    label: 'docs',
    run: call => {
      const email = call.args.text('email');
      if (email === undefined) throw invalidArguments('missing required field: email');
      const user = call.state.users.by('email', email.trim().toLowerCase()).find(one => !one.deleted);
      if (user === undefined) throw new SlackRefusal('users_not_found');
      return { user: userShape(viewOf(call), user) };
    },
  },
];

function list(call: SlackCall): Record<string, unknown> {
  const { state, args, clock } = call;
  const ids = state.users.keysBy('all', 'all');
  const { page, next } = pageOfIds(ids, args, { kind: 'user', limit: ids.length || 1, most: 1000 });
  const view = viewOf(call);
  const members = page.flatMap(id => {
    const user = state.users.get(id);
    return user === undefined ? [] : [{ ...userShape(view, user), ...presenceOf(call, user) }];
  });
  return {
    // Recorded beside the cursor while there are more.
    ...(next === '' ? {} : { offset: Buffer.from(next, 'base64').toString().slice('user:'.length) }),
    members,
    cache_ts: seconds(clock.now()),
    response_metadata: { next_cursor: next },
  };
}

/** Only where the whole list is asked for at once (recorded). */
function presenceOf({ args }: SlackCall, user: Readonly<User>): Record<string, string> {
  if (args.has('limit') || !args.flag('presence', false)) return {};
  return { presence: user.presence === 'away' || user.deleted ? 'away' : 'active' };
}

export function viewOf({ state, request, grant }: SlackCall): UserView {
  return { state, origin: request.origin, withEmail: grant.scopes.includes('users:read.email') };
}

/** The user an argument names. Throws `user_not_found`. */
export function findUser(call: SlackCall, argument = 'user'): Readonly<User> {
  const user = call.state.users.get(call.args.text(argument) ?? '');
  if (user === undefined) throw new SlackRefusal('user_not_found');
  return user;
}
