import { type Method, type SlackCall, SlackRefusal } from './method.ts';
import { pageOf } from './page-of.ts';
import { userShape } from './shapes.ts';
import type { User } from './state.ts';

const mayReadEmail = (call: SlackCall) => call.grant.scopes.includes('users:read.email');

export const userMethods: Method[] = [
  {
    name: 'users.list',
    scopes: ['users:read'],
    label: 'recorded',
    run: call => {
      const users = [...call.state.users.values()];
      const options = { kind: 'user', idOf: (user: User) => user.id, limit: users.length || 1, most: 1000 };
      const { page, next } = pageOf(users, call.args, options);
      return {
        members: page.map(user => userShape(call.state, user, mayReadEmail(call))),
        cache_ts: Math.floor(call.clock.now() / 1000),
        response_metadata: { next_cursor: next },
      };
    },
  },
  {
    name: 'users.info',
    scopes: ['users:read'],
    label: 'recorded',
    run: call => {
      const user = call.state.users.get(call.args.text('user') ?? '');
      if (user === undefined) throw new SlackRefusal('user_not_found');
      return { user: userShape(call.state, user, mayReadEmail(call)) };
    },
  },
  {
    name: 'users.lookupByEmail',
    scopes: ['users:read.email'],
    label: 'docs',
    run: call => {
      const email = call.args.text('email')?.toLowerCase();
      const user = [...call.state.users.values()].find(one => one.email.toLowerCase() === email && !one.deleted);
      if (email === undefined || email === '' || user === undefined) throw new SlackRefusal('users_not_found');
      return { user: userShape(call.state, user, true) };
    },
  },
];
