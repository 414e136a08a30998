import type { World } from '../../kit/plugin.ts';
import { TwinError } from '../../kit/twin-error.ts';
import { namedId } from '../new-id.ts';
import type { SlackState, User } from '../state.ts';
import { seconds } from '../ts.ts';
import type { SlackSeed } from './schema.ts';

/** Everybody in the seed, after Slackbot, which is in every workspace. */
export function addPeople(state: SlackState, seed: SlackSeed, world: World): void {
  const strangers = Object.keys(seed.profiles).filter(id => !world.people.some(person => person.id === id));
  if (strangers.length > 0) {
    throw new TwinError(400, 'seed.unknown-person', `slack.profiles: there is no person "${strangers[0]}"`);
  }
  state.users.add({ ...blankUser('slackbot', 'Slackbot'), id: 'USLACKBOT', displayName: 'Slackbot' });
  const updated = seconds(world.clock.now());
  for (const person of world.people) {
    const profile = seed.profiles[person.id];
    addUser(state, {
      ...blankUser(person.id, person.name),
      id: namedId(world, 'user', 'U', person.id),
      email: person.email,
      title: person.title,
      timezone: person.timezone,
      deleted: person.status === 'deactivated',
      updated,
      displayName: profile?.displayName ?? person.id,
      phone: profile?.phone ?? '',
      hasPicture: profile?.picture ?? false,
      isInvited: person.status === 'staged',
      isAdmin: profile?.admin === true || profile?.owner === true,
      isOwner: profile?.owner ?? false,
      status: { text: profile?.status?.text ?? '', emoji: profile?.status?.emoji ?? '', expires: 0 },
      fields: fieldsOf(state, profile?.fields ?? {}, `slack.profiles.${person.id}`),
    });
  }
}

/** A user with nothing but names. */
export function blankUser(name: string, realName: string): Omit<User, 'id'> {
  return {
    name,
    realName,
    displayName: name,
    email: '',
    title: '',
    phone: '',
    timezone: 'UTC',
    deleted: false,
    isAdmin: false,
    isOwner: false,
    updated: 0,
    status: { text: '', emoji: '', expires: 0 },
    fields: {},
    presence: 'auto',
    snoozedUntil: 0,
    hasPicture: false,
    isInvited: false,
  };
}

/** Throws `TwinError` 400 when the name is taken. */
export function addUser(state: SlackState, user: User): void {
  if (state.users.keysBy('name', user.name).length > 0) {
    throw new TwinError(400, 'seed.invalid', `slack: the name "${user.name}" is taken`);
  }
  state.users.add(user);
}

function fieldsOf(state: SlackState, given: Record<string, string>, where: string): User['fields'] {
  const entries = Object.entries(given).map(([label, value]) => {
    const field = state.settings.profileFields.find(one => one.label === label);
    if (field === undefined) throw new TwinError(400, 'seed.invalid', `${where}: there is no profile field "${label}"`);
    return [field.id, { value, alt: '' }] as const;
  });
  return Object.fromEntries(entries);
}

/** The user a seed refers to. Throws `TwinError` 400 that says where the unknown name stands. */
export function userByName(state: SlackState, name: string, where: string): Readonly<User> {
  const [user] = state.users.by('name', name);
  if (user === undefined) throw new TwinError(400, 'seed.unknown-person', `${where}: there is no person or bot "${name}"`);
  return user;
}
