import { OAuthRefusal } from '../../errors.ts';
import type { OktaCall } from '../../operation.ts';
import type { AuthServer } from '../auth-server.ts';
import type { ClientApp } from '../client-app.ts';
import type { Params } from '../form.ts';
import { checkAssigned } from '../grant-response.ts';
import type { Grant } from '../mint.ts';

/** s that a device waits between two questions. */
export const pollInterval = 5;

/** What a device asks again and again until a person has allowed it (RFC 8628, section 3.5). Throws `OAuthRefusal`. */
export function redeemDevice(call: OktaCall, server: AuthServer, app: ClientApp, form: Params): Grant {
  const deviceCode = form('device_code');
  if (deviceCode === undefined) throw new OAuthRefusal('invalid_request', "The token request must specify a 'device_code'.");
  const row = call.state.devices.get(deviceCode);
  if (row === undefined || row.clientId !== app.oauth.client_id || row.server !== server.id) {
    throw new OAuthRefusal('invalid_grant', 'The device code is invalid or has expired.');
  }
  if (row.expiresAt <= call.clock.now()) throw new OAuthRefusal('expired_token', 'The device code is expired. Create a new one.');
  const { outcome } = row;
  if (outcome.kind === 'waiting') throw askAgain(call, deviceCode, row.lastPoll);
  call.state.devices.delete(deviceCode);
  if (outcome.kind === 'denied')
    throw new OAuthRefusal('access_denied', 'The resource owner or authorization server denied the request.');
  checkAssigned(call, app, outcome.userId);
  const { userId, authTime, amr } = outcome;
  return {
    app,
    userId,
    grantType: 'urn:ietf:params:oauth:grant-type:device_code',
    scopes: row.scopes,
    family: call.secrets.token(12),
    authTime,
    amr,
  };
}

function askAgain({ state }: OktaCall, deviceCode: string, lastPoll: number): OAuthRefusal {
  const isTooSoon = Date.now() - lastPoll < pollInterval * 1000;
  state.devices.edit(deviceCode, row => {
    row.lastPoll = Date.now();
  });
  if (isTooSoon) return new OAuthRefusal('slow_down', 'Polling faster than the specified interval. Slow down.');
  return new OAuthRefusal('authorization_pending', 'The device authorization is pending. Please try again later.');
}
