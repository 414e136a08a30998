import { createPublicKey } from 'node:crypto';
import { json } from '../kit/answer.ts';
import type { Operation } from '../kit/plugin.ts';
import { type AuthServer, operation, serverOf, serverOperation } from './operation.ts';
import type { OktaState } from './state.ts';

export const supportedScopes = ['openid', 'profile', 'email', 'address', 'phone', 'offline_access', 'groups'];

/** Clients may keep metadata and keys for so long, s. */
const cacheControl = { 'cache-control': 'max-age=86400, must-revalidate' };

export const discoveryOperations: Operation<OktaState>[] = [
  operation({
    name: 'oidc.discovery',
    method: 'GET',
    path: '/.well-known/openid-configuration /oauth2/:server/.well-known/openid-configuration',
    label: 'spec',
    run: call => json(metadata(serverOf(call)), 200, cacheControl),
  }),
  operation({
    name: 'oauth.metadata',
    method: 'GET',
    path: '/.well-known/oauth-authorization-server /oauth2/:server/.well-known/oauth-authorization-server',
    label: 'spec',
    run: call => json(metadata(serverOf(call)), 200, cacheControl),
  }),
  serverOperation({
    name: 'oidc.keys',
    method: 'GET',
    endpoint: 'keys',
    label: 'spec',
    run: async (call, server) => {
      const { kid, publicKey } = await call.secrets.signingKey(`okta.${server.id}`);
      const { n, e } = createPublicKey(publicKey.export({ type: 'spki', format: 'pem' })).export({ format: 'jwk' });
      return json({ keys: [{ kty: 'RSA', alg: 'RS256', kid, use: 'sig', e, n }] }, 200, cacheControl);
    },
  }),
];

function metadata({ issuer, base }: AuthServer): Record<string, unknown> {
  const clientAuth = ['client_secret_basic', 'client_secret_post', 'none'];
  return {
    issuer,
    authorization_endpoint: `${base}/authorize`,
    token_endpoint: `${base}/token`,
    userinfo_endpoint: `${base}/userinfo`,
    jwks_uri: `${base}/keys`,
    introspection_endpoint: `${base}/introspect`,
    introspection_endpoint_auth_methods_supported: clientAuth,
    revocation_endpoint: `${base}/revoke`,
    revocation_endpoint_auth_methods_supported: clientAuth,
    end_session_endpoint: `${base}/logout`,
    response_types_supported: ['code'],
    response_modes_supported: ['query', 'fragment', 'form_post'],
    grant_types_supported: ['authorization_code', 'refresh_token', 'client_credentials'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    scopes_supported: supportedScopes,
    token_endpoint_auth_methods_supported: clientAuth,
    claims_supported: [
      'iss',
      'ver',
      'sub',
      'aud',
      'iat',
      'exp',
      'jti',
      'auth_time',
      'amr',
      'idp',
      'nonce',
      'name',
      'email',
      'email_verified',
      'preferred_username',
      'given_name',
      'family_name',
      'zoneinfo',
      'updated_at',
      'at_hash',
    ],
    code_challenge_methods_supported: ['S256'],
    request_parameter_supported: false,
  };
}
