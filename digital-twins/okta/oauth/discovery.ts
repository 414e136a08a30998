import { json } from '../../kit/answer.ts';
import type { Operation } from '../../kit/plugin.ts';
import { OktaRefusal } from '../errors.ts';
import { operation } from '../open-operation.ts';
import type { OktaCall } from '../operation.ts';
import type { OktaState } from '../state.ts';
import { type AuthServer, publishedScopes, serverOf, serverOperation } from './auth-server.ts';
import { keysOf, publicJwk } from './server-keys.ts';

/** Clients may keep metadata and keys for so long, s. */
const cacheControl = { 'cache-control': 'max-age=86400, must-revalidate' };

export const discoveryOperations: Operation<OktaState>[] = [
  operation({
    name: 'oidc.discovery',
    method: 'GET',
    path: '/.well-known/openid-configuration /oauth2/:server/.well-known/openid-configuration',
    label: 'spec',
    run: call => {
      checkClient(call);
      return json(openIdMetadata(call, serverOf(call)), 200, cacheControl);
    },
  }),
  operation({
    name: 'oauth.metadata',
    method: 'GET',
    path: '/.well-known/oauth-authorization-server /oauth2/:server/.well-known/oauth-authorization-server',
    label: 'spec',
    run: call => {
      checkClient(call);
      return json(metadata(call, serverOf(call)), 200, cacheControl);
    },
  }),
  serverOperation({
    name: 'oidc.keys',
    method: 'GET',
    endpoint: 'keys',
    label: 'spec',
    run: async (call, server) => {
      const keys = await keysOf(call, server.id);
      return json({ keys: keys.map(publicJwk) }, 200, cacheControl);
    },
  }),
  operation({
    name: 'webfinger',
    method: 'GET',
    path: '/.well-known/webfinger',
    label: 'docs',
    run: webfinger,
  }),
  operation({
    name: 'okta-organization',
    method: 'GET',
    path: '/.well-known/okta-organization',
    label: 'docs',
    run: call =>
      json({
        id: call.state.org.id,
        cell: 'twin',
        _links: { organization: { href: call.request.origin } },
        pipeline: 'idx',
        settings: { analyticsCollectionEnabled: false, bugReportingEnabled: false, omEnabled: false },
      }),
  }),
];

/** With a client's id the metadata is that client's; an id nobody has is refused (the schema's Error400InvalidClientId). */
function checkClient(call: OktaCall): void {
  const id = call.request.query.get('client_id');
  if (id === null || call.state.apps.keysBy('client', id).length > 0) return;
  throw new OktaRefusal(400, 'invalid_client', "Invalid value for 'client_id' parameter.");
}

const clientAuth = ['client_secret_basic', 'client_secret_post', 'client_secret_jwt', 'private_key_jwt', 'none'];
const openIdResponses = ['code', 'id_token', 'code id_token', 'code token', 'id_token token', 'code id_token token'];

/** Order and members after the examples in Okta's published OAuth schema. */
function metadata(call: OktaCall, server: AuthServer): Record<string, unknown> {
  const { issuer, base } = server;
  return {
    issuer,
    authorization_endpoint: `${base}/authorize`,
    token_endpoint: `${base}/token`,
    registration_endpoint: `${call.request.origin}/oauth2/v1/clients`,
    jwks_uri: `${base}/keys`,
    response_types_supported: ['code', 'token', ...openIdResponses.slice(1)],
    response_modes_supported: ['query', 'fragment', 'form_post', 'okta_post_message'],
    grant_types_supported: [...personGrants.slice(0, 4), 'client_credentials', ...personGrants.slice(4)],
    subject_types_supported: ['public'],
    scopes_supported: publishedScopes(call.state, server.id),
    token_endpoint_auth_methods_supported: clientAuth,
    claims_supported: ['ver', 'jti', 'iss', 'aud', 'iat', 'exp', 'cid', 'uid', 'scp', 'sub'],
    ...endpoints(server),
  };
}

const personGrants = [
  'authorization_code',
  'implicit',
  'refresh_token',
  'password',
  'urn:ietf:params:oauth:grant-type:device_code',
  'urn:ietf:params:oauth:grant-type:token-exchange',
];

function openIdMetadata(call: OktaCall, server: AuthServer): Record<string, unknown> {
  const { issuer, base } = server;
  return {
    issuer,
    authorization_endpoint: `${base}/authorize`,
    token_endpoint: `${base}/token`,
    userinfo_endpoint: `${base}/userinfo`,
    registration_endpoint: `${call.request.origin}/oauth2/v1/clients`,
    jwks_uri: `${base}/keys`,
    response_types_supported: openIdResponses,
    response_modes_supported: ['query', 'fragment', 'form_post', 'okta_post_message'],
    grant_types_supported: personGrants,
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    scopes_supported: publishedScopes(call.state, server.id),
    token_endpoint_auth_methods_supported: clientAuth,
    claims_supported: openIdClaims,
    ...endpoints(server),
  };
}

function endpoints({ base }: AuthServer): Record<string, unknown> {
  return {
    code_challenge_methods_supported: ['S256'],
    introspection_endpoint: `${base}/introspect`,
    introspection_endpoint_auth_methods_supported: clientAuth,
    revocation_endpoint: `${base}/revoke`,
    revocation_endpoint_auth_methods_supported: clientAuth,
    end_session_endpoint: `${base}/logout`,
    request_parameter_supported: true,
    request_object_signing_alg_values_supported: [
      'HS256',
      'HS384',
      'HS512',
      'RS256',
      'RS384',
      'RS512',
      'ES256',
      'ES384',
      'ES512',
    ],
    device_authorization_endpoint: `${base}/device/authorize`,
    pushed_authorization_request_endpoint: `${base}/par`,
    dpop_signing_alg_values_supported: ['RS256', 'RS384', 'RS512', 'ES256', 'ES384', 'ES512'],
  };
}

const openIdClaims = [
  ...['iss', 'ver', 'sub', 'aud', 'iat', 'exp', 'jti', 'auth_time', 'amr', 'idp', 'nonce'],
  ...['name', 'nickname', 'preferred_username', 'given_name', 'middle_name', 'family_name', 'email', 'email_verified'],
  ...['profile', 'zoneinfo', 'locale', 'address', 'phone_number', 'picture', 'website', 'gender', 'birthdate', 'updated_at'],
  ...['at_hash', 'c_hash'],
];

/** Which identity provider a person signs in with (Okta docs, WebFinger): always this org. */
function webfinger(call: OktaCall) {
  const subject = call.request.query.get('resource') ?? '';
  const rel = 'http://openid.net/specs/connect/1.0/issuer';
  const links = [
    {
      rel,
      href: `${call.request.origin}/sso/idps/OKTA`,
      titles: { und: call.state.org.subdomain },
      properties: { 'okta:idp:type': 'OKTA' },
    },
  ];
  return json({ subject, links }, 200, { 'content-type': 'application/jrd+json;charset=UTF-8' });
}
