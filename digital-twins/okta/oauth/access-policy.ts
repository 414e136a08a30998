import { groupsOf } from '../directory/groups/membership.ts';
import { asObject, asTexts, dig } from '../directory/json.ts';
import { OAuthRefusal } from '../errors.ts';
import type { OktaState, ServerRule } from '../state.ts';
import type { ServerId } from './state.ts';

/** What a grant is judged by. */
export interface Asked {
  server: ServerId;
  clientId: string;
  userId: string | null;
  grantType: string;
  scopes: string[];
}

/** How long tokens live, s; a refresh token also ends after so many s without use. */
export interface Lifetimes {
  access: number;
  refresh: number;
}

/** The org server's own (Okta docs, token lifetime). */
const orgLifetimes: Lifetimes = { access: 3600, refresh: 90 * 24 * 3600 };

/**
 * The lifetimes that the first fitting rule of the first policy for this client grants. Throws `OAuthRefusal` when no
 * rule fits (Okta docs, access policies).
 */
export function judge(state: OktaState, asked: Asked): Lifetimes {
  if (asked.server === 'org') return orgLifetimes;
  const policies = state.serverPolicies
    .by('server', asked.server)
    .filter(
      ({ status, clients }) => status === 'ACTIVE' && (clients.includes('ALL_CLIENTS') || clients.includes(asked.clientId)),
    );
  for (const policy of policies) {
    const rule = state.serverRules.by('policy', policy.id).find(one => fits(state, one, asked));
    if (rule !== undefined) return lifetimesOf(rule);
  }
  throw new OAuthRefusal('access_denied', 'Policy evaluation failed for this request, please check the policy configurations.');
}

function fits(state: OktaState, { status, conditions }: Readonly<ServerRule>, asked: Asked): boolean {
  if (status !== 'ACTIVE') return false;
  const grants = asTexts(dig(conditions, 'grantTypes', 'include'));
  const scopes = asTexts(dig(conditions, 'scopes', 'include'));
  // A refresh goes on with what another grant began.
  const mayGrant = asked.grantType === 'refresh_token' || grants.length === 0 || grants.includes(asked.grantType);
  const maySee = scopes.includes('*') || asked.scopes.every(scope => scopes.includes(scope));
  return mayGrant && maySee && (asked.userId === null || fitsPerson(state, asObject(conditions.people), asked.userId));
}

function fitsPerson(state: OktaState, people: Record<string, unknown>, userId: string): boolean {
  const groups = groupsOf(state, userId).map(group => group.id);
  const isIn = (list: string[]) => list.some(id => groups.includes(id) || (id === 'EVERYONE' && state.users.has(userId)));
  if (asTexts(dig(people, 'users', 'exclude')).includes(userId) || isIn(asTexts(dig(people, 'groups', 'exclude')))) return false;
  const [users, included] = [asTexts(dig(people, 'users', 'include')), asTexts(dig(people, 'groups', 'include'))];
  return (users.length === 0 && included.length === 0) || users.includes(userId) || isIn(included);
}

function lifetimesOf({ actions }: Readonly<ServerRule>): Lifetimes {
  const minutes = (name: string) => Number(dig(actions, 'token', name) ?? 0);
  const access = minutes('accessTokenLifetimeMinutes') || 60;
  // 0 = no end of its own; then the window without use counts.
  const refresh = minutes('refreshTokenLifetimeMinutes') || minutes('refreshTokenWindowMinutes') || 10_080;
  return { access: access * 60, refresh: refresh * 60 };
}
