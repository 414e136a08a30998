import { emit } from '../../emit.ts';
import type { Method, SlackCall } from '../../method.ts';
import { SlackRefusal } from '../../refusal.ts';
import { imagesOf } from '../../shapes/user.ts';
import type { User } from '../../state.ts';
import { nextTs, seconds } from '../../ts.ts';
import { findUser } from './find.ts';

export const presenceMethods: Method[] = [
  {
    name: 'users.getPresence',
    scopes: ['users:read'],
    label: 'docs',
    run: call => {
      const user = call.args.has('user') ? findUser(call) : call.user;
      const presence = user.presence === 'away' || user.deleted ? 'away' : 'active';
      if (user.id !== call.user.id) return { presence };
      const isAway = user.presence === 'away';
      return {
        presence,
        online: true,
        auto_away: false,
        manual_away: isAway,
        connection_count: 1,
        last_activity: seconds(call.clock.now()),
      };
    },
  },
  {
    name: 'users.setPresence',
    scopes: ['users:write'],
    label: 'docs',
    write: true,
    run: call => {
      const presence = call.args.text('presence');
      if (presence !== 'auto' && presence !== 'away') throw new SlackRefusal('invalid_presence');
      call.state.users.edit(call.user.id, row => {
        row.presence = presence;
      });
      return {};
    },
  },
  {
    name: 'users.identity',
    scopes: ['identity.basic'],
    tokens: ['user'],
    label: 'docs',
    run: ({ user, grant, state, request }) => ({
      user: {
        name: user.realName,
        id: user.id,
        ...(grant.scopes.includes('identity.email') ? { email: user.email } : {}),
        ...(grant.scopes.includes('identity.avatar') ? imagesOf(request.origin, user) : {}),
      },
      team: {
        id: state.team.id,
        ...(grant.scopes.includes('identity.team') ? { name: state.team.name, domain: state.team.domain } : {}),
      },
    }),
  },
  {
    name: 'dnd.info',
    scopes: ['dnd:read'],
    label: 'docs',
    run: call => dndShape(call, call.args.has('user') ? findUser(call) : call.user),
  },
  {
    name: 'dnd.teamInfo',
    scopes: ['dnd:read'],
    label: 'docs',
    run: call => {
      const users = call.args.ids('users').map(id => call.state.users.get(id));
      return { users: Object.fromEntries(users.flatMap(user => (user === undefined ? [] : [[user.id, scheduleOf()]]))) };
    },
  },
  {
    name: 'dnd.setSnooze',
    scopes: ['dnd:write'],
    tokens: ['user'],
    label: 'docs',
    write: true,
    run: call => {
      const minutes = call.args.number('num_minutes', 'missing_duration');
      if (minutes === undefined || minutes < 1) throw new SlackRefusal('missing_duration');
      if (minutes > 60 * 24 * 30) throw new SlackRefusal('too_long');
      const user = snooze(call, call.clock.now() + minutes * 60_000);
      const left = minutes * 60;
      return {
        snooze_enabled: true,
        snooze_endtime: seconds(user.snoozedUntil),
        snooze_remaining: left,
        snooze_is_indefinite: false,
      };
    },
  },
  {
    name: 'dnd.endSnooze',
    scopes: ['dnd:write'],
    tokens: ['user'],
    label: 'docs',
    write: true,
    run: call => {
      snooze(call, 0);
      return { ...scheduleOf(), snooze_enabled: false };
    },
  },
  {
    name: 'dnd.endDnd',
    scopes: ['dnd:write'],
    tokens: ['user'],
    label: 'docs',
    write: true,
    run: call => {
      snooze(call, 0);
      return {};
    },
  },
];

function snooze(call: SlackCall, until: number): Readonly<User> {
  const user = call.state.users.edit(call.user.id, row => {
    row.snoozedUntil = until;
  });
  const eventTs = nextTs(call.state.counters, call.clock.now());
  emit(call, { type: 'dnd_updated_user', user: user.id, dnd_status: dndShape(call, user), event_ts: eventTs }, {});
  return user;
}

/** No schedule is kept: notifications pause only when somebody says so. */
function scheduleOf(): Record<string, unknown> {
  return { dnd_enabled: false, next_dnd_start_ts: 1, next_dnd_end_ts: 1 };
}

function dndShape({ clock }: SlackCall, user: Readonly<User>): Record<string, unknown> {
  const left = Math.max(0, user.snoozedUntil - clock.now());
  if (left === 0) return { ...scheduleOf(), snooze_enabled: false };
  const snoozing = { snooze_endtime: seconds(user.snoozedUntil), snooze_remaining: seconds(left), snooze_is_indefinite: false };
  return { ...scheduleOf(), snooze_enabled: true, ...snoozing };
}
