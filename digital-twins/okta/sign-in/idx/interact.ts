import { json } from '../../../kit/answer.ts';
import type { Operation } from '../../../kit/plugin.ts';
import { OAuthRefusal } from '../../errors.ts';
import { serverOperation } from '../../oauth/auth-server.ts';
import { checkRequest, describeRequest, wrongGrant } from '../../oauth/authorize-request.ts';
import { authenticateClient } from '../../oauth/client.ts';
import { mayGrant } from '../../oauth/client-app.ts';
import { type Params, readForm } from '../../oauth/form.ts';
import type { OktaState } from '../../state.ts';
import { beginByToken } from '../authn/recovery.ts';
import { beginTransaction } from '../transaction.ts';

/** Begins a sign-in of the identity engine for a client that has a page of its own (Okta docs, interaction code). */
export const interactOperation: Operation<OktaState> = serverOperation({
  name: 'idx.interact',
  method: 'POST',
  endpoint: 'interact',
  label: 'docs',
  write: true,
  run: async (call, server) => {
    const form = readForm(call);
    const app = await authenticateClient(call, server);
    if (!mayGrant(app, 'interaction_code')) throw wrongGrant(app.oauth.grant_types);
    const redirectUri = form('redirect_uri') ?? '';
    if (!app.oauth.redirect_uris.includes(redirectUri)) {
      throw new OAuthRefusal(
        'invalid_request',
        "The 'redirect_uri' parameter must be a Login redirect URI in the client app settings.",
      );
    }
    const params: Params = name =>
      form(name) ?? (name === 'response_type' ? 'code' : name === 'client_id' ? app.oauth.client_id : undefined);
    const request = describeRequest(call, server, redirectUri, params);
    checkRequest(call.state, app, request, params);
    if (request.challenge === undefined) throw new OAuthRefusal('invalid_request', 'PKCE code challenge is required.');
    call.state.pending.add(request);
    const interaction = call.secrets.token(32);
    const recovery = form('recovery_token') ?? form('activation_token');
    const begun = recovery === undefined ? undefined : beginByToken(call, recovery);
    if (recovery !== undefined && begun === undefined)
      throw new OAuthRefusal('invalid_recovery_token', 'The recovery token is invalid');
    const { token } = begun ?? beginTransaction(call, { step: { kind: 'identify' } });
    call.state.transactions.edit(token, row => {
      row.interaction = interaction;
      row.request = request.stateToken;
      if (row.step.kind === 'recovery') row.step = { kind: 'password-reset' };
    });
    return json({ interaction_handle: interaction }, 200, { 'cache-control': 'no-cache, no-store' });
  },
});
