import type { Step } from '../../../testing/steps/step.ts';
import { machine } from '../seed.ts';

const client = { client_id: machine.clientId, client_secret: machine.clientSecret };
const form = (fields: Record<string, string>) => new URLSearchParams({ ...client, ...fields });
const root = '/oauth2/default/v1';

/** What clients ask of an authorization server. */
export const oauthSteps: Step[] = [
  ['GET /.well-known/openid-configuration'],
  ['GET /oauth2/default/.well-known/openid-configuration'],
  ['GET /oauth2/default/.well-known/oauth-authorization-server'],
  [`GET ${root}/keys`],
  [
    `POST ${root}/token`,
    form({ grant_type: 'password', username: 'ada@acme.example', password: 'Correct-Horse-1', scope: 'openid profile email' }),
    'access=access_token',
  ],
  [`GET ${root}/userinfo`],
  [`POST ${root}/introspect`, form({ token: '$access', token_type_hint: 'access_token' })],
  [`POST ${root}/device/authorize`, form({ scope: 'openid' })],
  [
    `POST ${root}/par`,
    form({ response_type: 'code', redirect_uri: machine.redirectUris[0] ?? '', scope: 'openid', state: 'some-state' }),
  ],
  [`POST ${root}/revoke`, form({ token: '$access' })],
];
