import { mixedAlphabet } from '../kit/ids.ts';
import type { Person } from '../kit/person.ts';
import type { World } from '../kit/plugin.ts';
import { findPerson } from '../kit/seed.ts';
import { TwinError } from '../kit/twin-error.ts';
import type { OktaSeed } from './seed.ts';
import type { App, OktaState, OktaUser, UserStatus } from './state.ts';

/** Builds an org from its seed. Throws `TwinError` 400 for a person the seed does not define. */
export function createOkta(seed: OktaSeed, world: World): OktaState {
  const users = new Map(world.people.map(person => createUser(person, world)).map(user => [user.id, user]));
  const idOf = (person: string, where: string) => userId(findPerson(world.people, person, where).id, world);
  return {
    users,
    apps: createApps(seed, world, idOf),
    groups: seed.groups.map(({ name, members }) => ({
      id: world.ids.named('okta.group', name, { prefix: '00g', length: 20, alphabet: mixedAlphabet }),
      name,
      members: members.map(person => idOf(person, `okta.groups.${name}`)),
    })),
    apiTokens: seed.apiTokens,
    sessions: new Map(),
    pending: new Map(),
    codes: new Map(),
    accessTokens: new Map(),
    refreshTokens: new Map(),
    rate: { minute: 0, calls: 0 },
  };
}

function userId(person: string, world: World): string {
  return world.ids.named('okta.user', person, { prefix: '00u', length: 20, alphabet: mixedAlphabet });
}

const statuses: Record<Person['status'], UserStatus> = {
  active: 'ACTIVE',
  staged: 'STAGED',
  suspended: 'SUSPENDED',
  deactivated: 'DEPROVISIONED',
};

function createUser(person: Person, world: World): OktaUser {
  const [firstName = '', ...lastNames] = person.name.split(' ');
  const now = world.clock.now();
  const wasActivated = person.status !== 'staged';
  return {
    id: userId(person.id, world),
    person: person.id,
    status: statuses[person.status],
    login: person.email,
    email: person.email,
    firstName,
    lastName: lastNames.join(' ') || firstName,
    title: person.title,
    timezone: person.timezone,
    ...(person.password === undefined ? {} : { password: person.password }),
    failedSignIns: 0,
    created: now,
    activated: wasActivated ? now : null,
    statusChanged: wasActivated ? now : null,
    lastLogin: null,
    lastUpdated: now,
  };
}

function createApps(seed: OktaSeed, world: World, idOf: (person: string, where: string) => string): Map<string, App> {
  const apps = new Map<string, App>();
  for (const { assigned, clientSecret, ...app } of seed.apps) {
    if (apps.has(app.clientId)) throw new TwinError(400, 'seed.invalid', `okta.apps: two apps are ${app.clientId}`);
    apps.set(app.clientId, {
      ...app,
      id: world.ids.named('okta.app', app.clientId, { prefix: '0oa', length: 20, alphabet: mixedAlphabet }),
      ...(clientSecret === undefined ? {} : { clientSecret }),
      ...(assigned === undefined ? {} : { assigned: assigned.map(person => idOf(person, `okta.apps.${app.label}`)) }),
    });
  }
  return apps;
}
