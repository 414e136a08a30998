import { TwinError } from '../kit/twin-error.ts';
import type { Building } from './building.ts';
import { type AppDraft, newApp } from './directory/apps/new-app.ts';
import { namedId, nextSeq } from './directory/ids.ts';
import type { OktaSeed } from './seed.ts';
import type { App } from './state.ts';

type SeedApp = OktaSeed['apps'][number];

/** The apps of a seed, with who is assigned; nobody named = everyone. */
export function createSeedApps(building: Building): void {
  for (const given of building.seed.apps) {
    const { state, world } = building;
    if (given.clientId !== undefined && state.apps.keysBy('client', given.clientId).length > 0) {
      throw new TwinError(400, 'seed.invalid', `okta.apps: two apps are ${given.clientId}`);
    }
    if (given.clientId === undefined && given.url === undefined) {
      throw new TwinError(400, 'seed.invalid', `okta.apps.${given.label}: an app has a clientId or a url`);
    }
    const app = state.apps.add(newApp({ ...world, state }, draftOf(given, namedId(world, '0oa', given.clientId ?? given.label))));
    assign(building, given, app);
    grant(building, given, app);
  }
}

function draftOf(given: SeedApp, id: string): AppDraft {
  const { label, clientId, url } = given;
  if (clientId === undefined)
    return { id, name: 'bookmark', label, signOnMode: 'BOOKMARK', settings: { app: { requestIntegration: false, url } } };
  return {
    id,
    name: 'oidc_client',
    label,
    signOnMode: 'OPENID_CONNECT',
    credentials: {
      oauthClient: {
        client_id: clientId,
        ...(given.clientSecret === undefined ? {} : { client_secret: given.clientSecret }),
        token_endpoint_auth_method: authMethod(given),
        pkce_required: given.pkceRequired || authMethod(given) === 'none',
      },
    },
    settings: { oauthClient: settingsOf(given) },
    ...(given.provisioning === undefined ? {} : { provisioning: provisioningOf(given.provisioning) }),
  };
}

function authMethod(given: SeedApp): string {
  if (given.authMethod !== undefined) return given.authMethod;
  if (given.clientSecret !== undefined) return 'client_secret_basic';
  return given.jwks === undefined && given.jwksUri === undefined ? 'none' : 'private_key_jwt';
}

function settingsOf(given: SeedApp): Record<string, unknown> {
  const isService = given.grantTypes.every(type => type === 'client_credentials');
  const isPublic = authMethod(given) === 'none';
  const rotation = given.refreshTokens ?? (isPublic ? 'rotate' : 'static');
  const tokens = given.grantTypes.includes('implicit') ? ['token', 'id_token'] : [];
  return {
    redirect_uris: given.redirectUris,
    post_logout_redirect_uris: given.postLogoutRedirectUris,
    grant_types: given.grantTypes,
    response_types: [...tokens, ...(isService ? ['token'] : ['code'])],
    application_type: given.type ?? (isService ? 'service' : isPublic ? 'browser' : 'web'),
    ...(given.jwks === undefined ? {} : { jwks: given.jwks }),
    ...(given.jwksUri === undefined ? {} : { jwks_uri: given.jwksUri }),
    refresh_token: { rotation_type: rotation === 'rotate' ? 'ROTATE' : 'STATIC', leeway: 0 },
  };
}

function provisioningOf({ baseUrl, token, basic }: NonNullable<SeedApp['provisioning']>): App['provisioning'] {
  const authorization = basic === undefined ? `Bearer ${token ?? ''}` : `Basic ${Buffer.from(basic).toString('base64')}`;
  return { baseUrl: baseUrl.replace(/\/$/, ''), authorization, isEnabled: true };
}

function assign({ world, state, userId, groupId }: Building, given: SeedApp, app: App): void {
  const now = world.clock.now();
  for (const person of new Set(given.assigned ?? [])) {
    const id = userId(person, `okta.apps.${given.label}`);
    state.appUsers.add({
      appId: app.id,
      userId: id,
      seq: nextSeq(world),
      scope: 'USER',
      userName: state.users.get(id)?.profile.login ?? '',
      profile: {},
      externalId: null,
      syncState: 'DISABLED',
      created: now,
      lastUpdated: now,
    });
  }
  const groups = given.assigned === undefined && given.assignedGroups.length === 0 ? ['Everyone'] : given.assignedGroups;
  for (const [priority, group] of [...new Set(groups)].entries()) {
    const id = groupId(group, `okta.apps.${given.label}`);
    state.appGroups.add({ appId: app.id, groupId: id, seq: nextSeq(world), priority, profile: {}, lastUpdated: now });
  }
}

function grant({ world, state }: Building, given: SeedApp, app: App): void {
  for (const scopeId of given.grants) {
    const id = namedId(world, 'oag', `${app.id} ${scopeId}`);
    const time = world.clock.iso();
    state.documents.add({
      kind: 'grants',
      id,
      seq: nextSeq(world),
      parent: app.id,
      body: { id, status: 'ACTIVE', created: time, lastUpdated: time, clientId: app.oauth?.client_id, scopeId, source: 'ADMIN' },
    });
  }
}
