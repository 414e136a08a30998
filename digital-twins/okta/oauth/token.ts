import { type Answer, json } from '../../kit/answer.ts';
import type { Operation } from '../../kit/plugin.ts';
import { appParty, note, userParty } from '../directory/log/note.ts';
import { OAuthRefusal } from '../errors.ts';
import type { OktaCall } from '../operation.ts';
import type { OktaState } from '../state.ts';
import { type AuthServer, serverOperation } from './auth-server.ts';
import { wrongGrant } from './authorize-request.ts';
import { authenticateClient } from './client.ts';
import { type ClientApp, mayGrant } from './client-app.ts';
import { bindToken } from './dpop.ts';
import { type Params, readForm } from './form.ts';
import { redeemDevice } from './grants/device.ts';
import { exchangeToken } from './grants/exchange.ts';
import { passwordGrant } from './grants/password.ts';
import { redeemCode } from './grants/redeem-code.ts';
import { refresh } from './grants/refresh.ts';
import { serviceGrant } from './grants/service.ts';
import { type Grant, mintTokens } from './mint.ts';

/** What a grant type is read by. */
type ReadGrant = (call: OktaCall, server: AuthServer, app: ClientApp, form: Params) => Grant | Promise<Grant>;

const grants: Record<string, ReadGrant> = {
  authorization_code: redeemCode,
  interaction_code: redeemCode,
  refresh_token: refresh,
  client_credentials: serviceGrant,
  password: passwordGrant,
  'urn:ietf:params:oauth:grant-type:device_code': redeemDevice,
  'urn:ietf:params:oauth:grant-type:token-exchange': exchangeToken,
};

export const tokenOperation: Operation<OktaState> = serverOperation({
  name: 'oidc.token',
  method: 'POST',
  endpoint: 'token',
  label: 'spec',
  write: true,
  run: async (call, server) => {
    const form = readForm(call);
    const type = form('grant_type');
    if (type === undefined) throw new OAuthRefusal('invalid_request', "The token request must specify a 'grant_type'.");
    const app = await authenticateClient(call, server);
    const tokens = await grantTokens(call, server, app, type, form);
    return tokenAnswer(tokens);
  },
});

function tokenAnswer(tokens: Record<string, unknown>): Answer {
  return json(tokens, 200, {
    'content-type': 'application/json',
    'cache-control': 'no-cache, no-store',
    pragma: 'no-cache',
    expires: '0',
  });
}

async function grantTokens(call: OktaCall, server: AuthServer, app: ClientApp, type: string, form: Params) {
  try {
    const read = Object.hasOwn(grants, type) ? grants[type] : undefined;
    if (read === undefined)
      throw new OAuthRefusal('unsupported_grant_type', 'The grant type is not supported by the authorization server.');
    if (!mayGrant(app, type)) throw wrongGrant(app.oauth.grant_types);
    const jkt = bindToken(call, app);
    const grant = { ...(await read(call, server, app, form)), ...(jkt === undefined ? {} : { jkt }) };
    const tokens = await mintTokens(call, server, grant);
    noteTokens(call, server, app, grant, tokens);
    return tokens;
  } catch (error) {
    if (error instanceof OAuthRefusal) noteRefusal(call, server, app, type, error);
    throw error;
  }
}

/** Custom servers have event types of their own (Okta docs, event types). */
function grantEvent({ id }: AuthServer): string {
  return id === 'org' ? 'app.oauth2.token.grant' : 'app.oauth2.as.token.grant';
}

/** One event per token, as the system log has them (Okta docs, event types). */
function noteTokens(
  call: OktaCall,
  server: AuthServer,
  app: ClientApp,
  { userId, grantType, scopes }: Grant,
  tokens: Record<string, unknown>,
): void {
  const user = call.state.users.get(userId ?? '');
  const actor = user === undefined ? clientParty(app) : userParty(user);
  const kinds = [
    ['access_token', 'OAuth2 access token is granted'],
    ['id_token', 'OIDC id token is granted'],
    ['refresh_token', 'OAuth2 refresh token is granted'],
  ];
  for (const [kind = '', message = ''] of kinds) {
    if (tokens[kind] === undefined) continue;
    const debugData = {
      grantType,
      requestedScopes: scopes.join(','),
      grantedScopes: scopes.join(','),
      clientAuthType: app.oauth.token_endpoint_auth_method,
    };
    note(call, { eventType: `${grantEvent(server)}.${kind}`, message, actor, target: [appParty(app)], debugData });
  }
}

function noteRefusal(call: OktaCall, server: AuthServer, app: ClientApp, grantType: string, { error }: OAuthRefusal): void {
  note(call, {
    eventType: grantEvent(server),
    message: 'OAuth2 token request',
    result: 'FAILURE',
    reason: error,
    actor: clientParty(app),
    target: [appParty(app)],
    debugData: { grantType },
  });
}

function clientParty(app: ClientApp) {
  return { id: app.oauth.client_id, type: 'PublicClientApp', alternateId: app.oauth.client_id, displayName: app.label };
}
