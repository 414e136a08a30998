import { json } from '../../kit/answer.ts';
import type { Operation } from '../../kit/plugin.ts';
import { asList, asObject } from '../directory/json.ts';
import { OAuthRefusal } from '../errors.ts';
import type { OktaCall } from '../operation.ts';
import type { OktaState } from '../state.ts';
import { type AuthServer, serverOperation } from './auth-server.ts';
import { checkRequest, describeRequest } from './authorize-request.ts';
import { authenticateClient } from './client.ts';
import type { ClientApp } from './client-app.ts';
import { type Params, paramsOf, readForm } from './form.ts';
import { isSignedBy, isSignedWith, parseJwt } from './jwt.ts';

/** s that a pushed request stays good (Okta docs, PAR). */
const pushedLife = 3600;

/** Takes an authorization request before the browser goes there (RFC 9126). */
export const parOperation: Operation<OktaState> = serverOperation({
  name: 'oauth.par',
  method: 'POST',
  endpoint: 'par',
  label: 'docs',
  run: async (call, server) => {
    const form = readForm(call);
    const app = await authenticateClient(call, server);
    if (form('request_uri') !== undefined)
      throw new OAuthRefusal('invalid_request', "The 'request_uri' parameter is not allowed.");
    const redirectUri = form('redirect_uri') ?? '';
    if (!app.oauth.redirect_uris.includes(redirectUri)) {
      throw new OAuthRefusal(
        'invalid_request',
        "The 'redirect_uri' parameter must be a Login redirect URI in the client app settings.",
      );
    }
    const fields = { ...pushedFields(call), client_id: app.oauth.client_id };
    const params = withObject(app, paramsOf(fields));
    checkRequest(call.state, app, describeRequest(call, server, redirectUri, params), params);
    const uri = `urn:okta:${call.secrets.token(32)}`;
    const expiresReal = Math.floor(Date.now() / 1000) + pushedLife;
    call.state.pushed.add({ uri, server: server.id, clientId: app.oauth.client_id, fields, expiresReal });
    return json({ request_uri: uri, expires_in: pushedLife }, 201, { 'cache-control': 'no-cache, no-store' });
  },
});

function pushedFields({ request: { body } }: OktaCall): Record<string, string> {
  const fields = body.kind === 'form' ? body.fields : {};
  const secret = ['client_secret', 'client_assertion', 'client_assertion_type'];
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !secret.includes(name)));
}

/** The parameters of a request, from where they are: pushed, in a signed object, or plain. Undefined for a bad address. */
export async function requestParams(
  call: OktaCall,
  server: AuthServer,
  app: ClientApp,
  given: Params,
): Promise<Params | undefined> {
  const uri = given('request_uri');
  if (uri === undefined) return given('request') === undefined ? given : withObject(app, given);
  const pushed = call.state.pushed.get(uri);
  const isGood = pushed !== undefined && pushed.clientId === app.oauth.client_id && pushed.expiresReal > Date.now() / 1000;
  if (!isGood || pushed.server !== server.id) return undefined;
  // Good once; what the browser brings about its person is no part of it.
  call.state.pushed.delete(uri);
  const params = withObject(app, paramsOf(pushed.fields));
  return name => (name === 'sessionToken' ? given(name) : params(name));
}

/** What a signed request object says goes before what stands beside it. Throws `OAuthRefusal` for a bad signature. */
function withObject(app: ClientApp, given: Params): Params {
  const object = given('request');
  if (object === undefined) return given;
  const jwt = parseJwt(object);
  const keys = asList(app.oauth.jwks?.keys).map(asObject);
  const secret = app.oauth.client_secret;
  const isGood =
    jwt !== undefined && (keys.some(key => isSignedBy(jwt, key)) || (secret !== undefined && isSignedWith(jwt, secret)));
  if (!isGood || jwt.claims.iss !== app.oauth.client_id) {
    throw new OAuthRefusal('invalid_request_object', "The 'request' parameter is invalid: its signature could not be verified.");
  }
  const inside = paramsOf(Object.fromEntries(Object.entries(jwt.claims).map(([name, value]) => [name, String(value)])));
  return name => inside(name) ?? given(name);
}
