import { isObject } from '../../block-kit/rules.ts';
import { emit } from '../../emit.ts';
import type { Method, SlackCall } from '../../method.ts';
import { SlackRefusal } from '../../refusal.ts';
import { profileShape, userShape } from '../../shapes/user.ts';
import type { User } from '../../state.ts';
import { nextTs, seconds } from '../../ts.ts';
import { findUser, viewOf } from './find.ts';

export const profileMethods: Method[] = [
  {
    name: 'users.profile.get',
    scopes: ['users.profile:read'],
    label: 'docs',
    run: call => ({ profile: ownShape(call, call.args.has('user') ? findUser(call) : call.user) }),
  },
  {
    name: 'users.profile.set',
    scopes: ['users.profile:write'],
    tokens: ['user'],
    label: 'docs',
    write: true,
    run: set,
  },
];

/** A profile with the team's own fields, which lists leave out. */
function ownShape(call: SlackCall, user: Readonly<User>): Record<string, unknown> {
  return { ...profileShape(viewOf(call), user), fields: user.fields };
}

/** Characters of a status text. */
const statusLimit = 100;

function set(call: SlackCall): Record<string, unknown> {
  const { args, user: own, state, clock } = call;
  const user = args.has('user') ? findUser(call) : own;
  if (user.id !== own.id && !own.isAdmin) throw new SlackRefusal('not_admin');
  const given = readProfile(call);
  check(given);
  const changed = state.users.edit(user.id, row => {
    apply(row, given);
    row.updated = seconds(clock.now());
  });
  tell(call, changed, 'status_text' in given || 'status_emoji' in given);
  return { username: changed.name, profile: ownShape(call, changed) };
}

/** The whole of `profile`, or one `name` and `value`. */
function readProfile({ args }: SlackCall): Record<string, unknown> {
  if (args.has('profile')) {
    const profile = args.object('profile');
    if (!isObject(profile)) throw new SlackRefusal('invalid_profile');
    return profile;
  }
  const name = args.text('name');
  if (name === undefined || name === '') throw new SlackRefusal('invalid_profile');
  return name.startsWith('Xf')
    ? { fields: { [name]: { value: args.text('value') ?? '', alt: '' } } }
    : { [name]: args.text('value') ?? '' };
}

function check(given: Record<string, unknown>): void {
  const { status_text: text, status_emoji: emoji, email } = given;
  if (typeof text === 'string' && text.length > statusLimit) throw new SlackRefusal('profile_status_set_failed_too_long');
  if (typeof emoji === 'string' && emoji !== '' && !/^:[^:\s]+(::skin-tone-[2-6])?:$/.test(emoji)) {
    throw new SlackRefusal('profile_status_set_failed_not_valid_emoji');
  }
  if (typeof email === 'string' && !/^[^@\s]+@[^@\s]+$/.test(email)) throw new SlackRefusal('invalid_email');
}

function apply(row: User, given: Record<string, unknown>): void {
  const text = (name: string, otherwise: string) => (typeof given[name] === 'string' ? given[name] : otherwise);
  const [first = '', ...rest] = row.realName.split(' ');
  row.realName = text('real_name', `${text('first_name', first)} ${text('last_name', rest.join(' '))}`.trim());
  row.displayName = text('display_name', row.displayName);
  row.title = text('title', row.title);
  row.phone = text('phone', row.phone);
  row.email = text('email', row.email);
  row.status.text = text('status_text', row.status.text);
  row.status.emoji = text('status_emoji', row.status.text === '' ? row.status.emoji : row.status.emoji || ':speech_balloon:');
  const expires = Number(given.status_expiration ?? row.status.expires);
  row.status.expires = Number.isSafeInteger(expires) && expires >= 0 ? expires : 0;
  if (isObject(given.fields)) applyFields(row, given.fields);
}

function applyFields(row: User, fields: Record<string, unknown>): void {
  for (const [id, field] of Object.entries(fields)) {
    const value = isObject(field) ? field.value : field;
    if (!/^Xf\w+$/.test(id)) throw new SlackRefusal('invalid_profile');
    if (value === '' || value === null || value === undefined) delete row.fields[id];
    else row.fields[id] = { value: String(value), alt: isObject(field) ? String(field.alt ?? '') : '' };
  }
}

function tell(call: SlackCall, user: Readonly<User>, isStatus: boolean): void {
  const { state, clock } = call;
  const shape = { ...userShape(viewOf(call), user), profile: ownShape(call, user) };
  const types = ['user_change', 'user_profile_changed', ...(isStatus ? ['user_status_changed'] : [])];
  for (const type of types) {
    emit(call, { type, user: shape, cache_ts: seconds(clock.now()), event_ts: nextTs(state.counters, clock.now()) }, {});
  }
}
