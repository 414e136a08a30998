import { evaluate, fits } from '../directory/expression/evaluate.ts';
import { groupsOf, scopeOf } from '../directory/groups/membership.ts';
import type { Json } from '../directory/json.ts';
import type { App, Claim, OktaState, OktaUser } from '../state.ts';
import type { ServerId } from './state.ts';

/** Whose token it is. */
interface Bearer {
  app: Readonly<App>;
  user: Readonly<OktaUser> | undefined;
  scopes: string[];
}

/** The claims an admin configured for tokens of a server. What an expression cannot answer is left out. */
export function customClaims(
  state: OktaState,
  server: ServerId,
  type: Claim['claimType'],
  bearer: Bearer,
  isThin: boolean,
): Json {
  const rows = state.claims.by('server', server).filter(row => row.status === 'ACTIVE' && row.claimType === type && !row.system);
  const wanted = rows.filter(
    ({ scopes, alwaysIncludeInToken }) =>
      (scopes.length === 0 || scopes.some(scope => bearer.scopes.includes(scope))) && (alwaysIncludeInToken || !isThin),
  );
  const entries = wanted.map(row => [row.name, claimValue(state, row, bearer)]);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined && value !== null));
}

function claimValue(state: OktaState, claim: Readonly<Claim>, { app, user }: Bearer): unknown {
  if (claim.valueType === 'GROUPS') return user === undefined ? undefined : filteredGroups(state, claim, user);
  const base = user === undefined ? { values: {}, groups: [] } : scopeOf(state, user);
  const appUser = user === undefined ? null : appUserOf(state, app, user);
  const client = { clientId: app.oauth?.client_id, id: app.id, name: app.name, label: app.label, profile: app.profile ?? {} };
  try {
    return evaluate(claim.value, { ...base, values: { ...base.values, app: client, appuser: appUser } });
  } catch {
    return undefined;
  }
}

function appUserOf(state: OktaState, app: Readonly<App>, user: Readonly<OktaUser>): Json {
  const row = state.appUsers.get(`${app.id}:${user.id}`);
  return { userName: row?.userName ?? user.profile.login, ...row?.profile };
}

function filteredGroups(
  state: OktaState,
  { groupFilterType, value }: Readonly<Claim>,
  user: Readonly<OktaUser>,
): string[] | undefined {
  const names = groupsOf(state, user.id).map(group => group.profile.name);
  const found = names.filter(name => {
    if (groupFilterType === 'STARTS_WITH') return name.startsWith(value);
    if (groupFilterType === 'EQUALS') return name === value;
    return groupFilterType === 'CONTAINS' ? name.includes(value) : fits(value, name);
  });
  return found.length === 0 ? undefined : found;
}

/** What a scope tells about a person (Okta docs, scope-dependent claims). Empty parts of the profile are left out. */
export function profileClaims(state: OktaState, user: Readonly<OktaUser>, scopes: string[]): Json {
  const { profile } = user;
  const all: Record<string, Json> = {
    profile: {
      name: profile.displayName ?? `${profile.firstName} ${profile.lastName}`,
      nickname: profile.nickName,
      locale: profile.locale ?? 'en_US',
      preferred_username: profile.login,
      given_name: profile.firstName,
      middle_name: profile.middleName,
      family_name: profile.lastName,
      profile: profile.profileUrl,
      zoneinfo: profile.timezone ?? 'America/Los_Angeles',
      updated_at: Math.floor(user.lastUpdated / 1000),
    },
    email: { email: profile.email, email_verified: true },
    phone: { phone_number: profile.primaryPhone ?? profile.mobilePhone },
    address: { address: addressOf(profile) },
    groups: { groups: groupsOf(state, user.id).map(group => group.profile.name) },
  };
  const told = scopes.flatMap(scope => (Object.hasOwn(all, scope) ? Object.entries(all[scope] ?? {}) : []));
  return Object.fromEntries(told.filter(([, value]) => value !== undefined && value !== null));
}

function addressOf(profile: Json): Json | undefined {
  const { streetAddress: street_address, city: locality, state: region, zipCode: postal_code, countryCode: country } = profile;
  const parts = Object.entries({ street_address, locality, region, postal_code, country }).filter(
    ([, value]) => value !== undefined && value !== null,
  );
  return parts.length === 0 ? undefined : Object.fromEntries(parts);
}
