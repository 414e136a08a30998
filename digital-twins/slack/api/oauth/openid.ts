import { createHash, sign } from 'node:crypto';
import { json } from '../../../kit/answer.ts';
import type { Operation, World } from '../../../kit/plugin.ts';
import { asOpenOperation, asOperation, type OpenCall } from '../../method.ts';
import { SlackRefusal } from '../../refusal.ts';
import type { SlackState } from '../../state.ts';
import { findClient, spendCode } from './client.ts';
import { addPair, identityOf } from './grant.ts';

/** Sign in with Slack (Slack docs, "Sign in with Slack"). */
export const openidOperations: Operation<SlackState>[] = [
  asOpenOperation({ name: 'openid.connect.token', label: 'docs', write: true, run: token }),
  asOperation({
    name: 'openid.connect.userInfo',
    scopes: ['openid'],
    tokens: ['user'],
    label: 'docs',
    run: ({ state, request, user }) => ({ sub: user.id, ...identityOf(state, request.origin, user.id) }),
  }),
  {
    name: 'openid.discovery',
    method: 'GET',
    path: '/.well-known/openid-configuration',
    label: 'docs',
    run: ({ request: { origin } }) =>
      json({
        issuer: origin,
        authorization_endpoint: `${origin}/openid/connect/authorize`,
        token_endpoint: `${origin}/api/openid.connect.token`,
        userinfo_endpoint: `${origin}/api/openid.connect.userInfo`,
        jwks_uri: `${origin}/openid/connect/keys`,
        scopes_supported: ['openid', 'profile', 'email'],
        response_types_supported: ['code'],
        response_modes_supported: ['form_post'],
        grant_types_supported: ['authorization_code'],
        subject_types_supported: ['public'],
        id_token_signing_alg_values_supported: ['RS256'],
        claims_supported: ['sub', 'auth_time', 'iss'],
        claims_parameter_supported: false,
        request_parameter_supported: false,
        request_uri_parameter_supported: true,
        token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic'],
      }),
  },
  {
    name: 'openid.keys',
    method: 'GET',
    path: '/openid/connect/keys',
    label: 'docs',
    run: async ({ secrets }) => {
      const { kid, publicKey } = await secrets.signingKey('slack');
      return json({ keys: [{ ...publicKey.export({ format: 'jwk' }), alg: 'RS256', use: 'sig', kid }] });
    },
  },
];

async function token(call: OpenCall): Promise<Record<string, unknown>> {
  const app = findClient(call);
  const kind = call.args.text('grant_type') || 'authorization_code';
  if (kind !== 'authorization_code') throw new SlackRefusal('invalid_grant_type');
  const { userId, userScopes, nonce } = spendCode(call, app);
  const { access_token } = addPair(call, { appId: app.id, kind: 'user', userId, scopes: userScopes }, false);
  const now = Math.floor(Date.now() / 1000);
  const claims = {
    iss: call.request.origin,
    sub: userId,
    aud: app.clientId,
    exp: now + 300,
    iat: now,
    auth_time: now,
    ...(nonce === undefined || nonce === '' ? {} : { nonce }),
    at_hash: createHash('sha256').update(access_token).digest().subarray(0, 16).toString('base64url'),
    ...identityOf(call.state, call.request.origin, userId),
  };
  return { access_token, token_type: 'Bearer', id_token: await signToken(call, claims) };
}

async function signToken({ secrets }: Pick<World, 'secrets'>, claims: Record<string, unknown>): Promise<string> {
  const { kid, privateKey } = await secrets.signingKey('slack');
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const text = `${encode({ alg: 'RS256', typ: 'JWT', kid })}.${encode(claims)}`;
  return `${text}.${sign('RSA-SHA256', Buffer.from(text), privateKey).toString('base64url')}`;
}
