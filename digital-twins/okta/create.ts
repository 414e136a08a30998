import type { Person } from '../kit/person.ts';
import type { World } from '../kit/plugin.ts';
import { findPerson } from '../kit/seed.ts';
import { TwinError } from '../kit/twin-error.ts';
import type { Building } from './building.ts';
import { createSeedApps } from './create-apps.ts';
import { addServer } from './directory/auth-servers/add-server.ts';
import { addDefaults } from './directory/defaults.ts';
import { runRules } from './directory/groups/run-rules.ts';
import { namedId, nextSeq } from './directory/ids.ts';
import type { OktaSeed } from './seed.ts';
import { createState, type OktaState, type OktaUser, type Org, type UserStatus } from './state.ts';

/** Builds an org from its seed. Throws `TwinError` 400 for a person or group the seed does not define. */
export function createOkta(seed: OktaSeed, world: World): OktaState {
  const state = createState(createOrg(seed, world));
  for (const person of world.people) state.users.add(createUser(person, state, seed, world));
  const building: Building = {
    seed,
    world,
    state,
    userId: (person, where) => namedId(world, '00u', findPerson(world.people, person, where).id),
    groupId: (name, where) => {
      const group = name === 'Everyone' ? state.org.everyoneId : state.groups.by('name', name.toLowerCase())[0]?.id;
      if (group === undefined) throw new TwinError(400, 'seed.unknown-group', `${where}: there is no group "${name}"`);
      return group;
    },
  };
  for (const person of Object.keys(seed.profiles)) building.userId(person, 'okta.profiles');
  createGroups(building);
  createRules(building);
  createTokens(building);
  addDefaults(building);
  createServers(building);
  createSeedApps(building);
  return state;
}

function createOrg(seed: OktaSeed, world: World): Org {
  return {
    id: namedId(world, '00o', 'org'),
    subdomain: seed.org.subdomain,
    companyName: seed.org.name,
    created: world.clock.now(),
    everyoneId: namedId(world, '00g', 'Everyone'),
    userTypeId: namedId(world, 'oty', 'user'),
    userSchemaId: namedId(world, 'osc', 'user'),
    adminId: world.people.find(person => person.status === 'active') === undefined ? null : firstAdmin(world),
    rateLimits: seed.rateLimits,
  };
}

function firstAdmin(world: World): string {
  return namedId(world, '00u', world.people.find(person => person.status === 'active')?.id ?? '');
}

const statuses: Record<Person['status'], UserStatus> = {
  active: 'ACTIVE',
  staged: 'STAGED',
  suspended: 'SUSPENDED',
  deactivated: 'DEPROVISIONED',
};

function createUser(person: Person, state: OktaState, seed: OktaSeed, world: World): OktaUser {
  const [firstName = '', ...lastNames] = person.name.split(' ');
  const now = world.clock.now();
  const wasActivated = person.status !== 'staged';
  const extra = {
    ...(person.title === '' ? {} : { title: person.title }),
    ...(person.timezone === 'UTC' ? {} : { timezone: person.timezone }),
    ...seed.profiles[person.id],
  };
  return {
    id: namedId(world, '00u', person.id),
    seq: nextSeq(world),
    person: person.id,
    status: statuses[person.status],
    profile: {
      firstName,
      lastName: lastNames.join(' ') || firstName,
      mobilePhone: null,
      ...extra,
      secondEmail: null,
      login: person.email,
      email: person.email,
    },
    typeId: state.org.userTypeId,
    ...(person.password === undefined ? {} : { password: { kind: 'plain', value: person.password } }),
    oldPasswords: [],
    provider: { type: 'OKTA', name: 'OKTA' },
    failedSignIns: 0,
    created: now,
    activated: wasActivated ? now : null,
    statusChanged: wasActivated ? now : null,
    lastLogin: null,
    lastUpdated: now,
    passwordChanged: person.password === undefined ? null : now,
  };
}

function createGroups({ seed, world, state, userId }: Building): void {
  const now = world.clock.now();
  const times = { created: now, lastUpdated: now, lastMembershipUpdated: now };
  const objectClass = ['okta:user_group'];
  const everyone = { name: 'Everyone', description: 'All users in your organization' };
  state.groups.add({ id: state.org.everyoneId, seq: nextSeq(world), type: 'BUILT_IN', objectClass, profile: everyone, ...times });
  for (const { name, description, members } of seed.groups) {
    const id = namedId(world, '00g', name);
    if (state.groups.has(id)) throw new TwinError(400, 'seed.invalid', `okta.groups: two groups are called ${name}`);
    const profile = { name, description: description ?? null };
    state.groups.add({ id, seq: nextSeq(world), type: 'OKTA_GROUP', objectClass: [...objectClass], profile, ...times });
    for (const person of new Set(members)) {
      const member = userId(person, `okta.groups.${name}`);
      state.memberships.add({ userId: member, groupId: id, seq: nextSeq(world), byRules: [], byHand: true });
    }
  }
}

function createRules(building: Building): void {
  const { seed, world, state, groupId } = building;
  const now = world.clock.now();
  for (const { name, expression, groups, active } of seed.groupRules) {
    state.groupRules.add({
      id: namedId(world, '0pr', `rule ${name}`),
      seq: nextSeq(world),
      name,
      status: active ? 'ACTIVE' : 'INACTIVE',
      expression,
      groupIds: groups.map(group => groupId(group, `okta.groupRules.${name}`)),
      excludedUsers: [],
      excludedGroups: [],
      created: now,
      lastUpdated: now,
    });
  }
  if (seed.groupRules.length === 0) return;
  for (const user of state.users.values()) runRules({ ...world, state }, user);
}

/** ms an API token lives after its last use. */
const tokenLife = 30 * 24 * 60 * 60 * 1000;

function createTokens({ seed, world, state, userId }: Building): void {
  const now = world.clock.now();
  for (const [place, given] of seed.apiTokens.entries()) {
    const token = typeof given === 'string' ? { token: given, name: 'API token' } : given;
    const owner = 'person' in token && token.person !== undefined ? userId(token.person, 'okta.apiTokens') : state.org.adminId;
    state.apiTokens.add({
      id: namedId(world, '00T', `token ${place}`),
      seq: nextSeq(world),
      name: token.name,
      value: token.token,
      userId: owner,
      created: now,
      expiresAt: ('expires' in token ? token.expires : undefined) ?? now + tokenLife,
      lastUpdated: now,
    });
  }
}

function createServers(building: Building): void {
  const { seed, world, state } = building;
  const call = { ...world, state };
  const isGiven = seed.authorizationServers.some(server => server.id === 'default');
  if (!isGiven)
    addServer(call, {
      id: 'default',
      name: 'default',
      description: 'Default Authorization Server for your Applications',
      audience: 'api://default',
      isDefault: true,
      scopes: [],
    });
  for (const { id, name, audience, scopes } of seed.authorizationServers) {
    if (state.servers.has(id)) throw new TwinError(400, 'seed.invalid', `okta.authorizationServers: two servers are ${id}`);
    addServer(call, { id, name, description: '', audience, isDefault: id === 'default', scopes });
  }
}
