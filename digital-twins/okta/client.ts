import { bodyFields } from '../kit/request.ts';
import { isSame } from '../kit/secrets.ts';
import { OAuthRefusal } from './errors.ts';
import type { OktaCall } from './operation.ts';
import type { App } from './state.ts';

/** The form of an OAuth endpoint. Anything but a form is refused, as Okta does. */
export function readForm(call: OktaCall): (name: string) => string | undefined {
  if (call.request.body.kind !== 'form') {
    throw new OAuthRefusal('invalid_request', "The content-type of the request must be 'application/x-www-form-urlencoded'.");
  }
  const fields = bodyFields(call.request.body);
  return name => (typeof fields[name] === 'string' && fields[name] !== '' ? fields[name] : undefined);
}

/** The client of a request: by basic authentication, by form, or public. Throws `OAuthRefusal` 401. */
export function authenticateClient(call: OktaCall): App {
  const form = readForm(call);
  const basic = readBasic(call.request.headers.authorization);
  const clientId = basic?.id ?? form('client_id');
  const app = call.state.apps.get(clientId ?? '');
  if (clientId === undefined || app === undefined) {
    throw new OAuthRefusal('invalid_client', "Invalid value for 'client_id' parameter.", 401);
  }
  const secret = basic?.secret ?? form('client_secret');
  if (app.clientSecret !== undefined && (secret === undefined || !isSame(secret, app.clientSecret))) {
    throw new OAuthRefusal('invalid_client', 'The client secret supplied for a confidential client is invalid.', 401);
  }
  if (app.clientSecret === undefined && secret !== undefined) {
    throw new OAuthRefusal(
      'invalid_client',
      'Client authentication failed. A client secret must not be sent by a public client.',
      401,
    );
  }
  return app;
}

/** Both parts are form-encoded inside the header (RFC 6749, section 2.3.1). */
function readBasic(header: string | undefined): { id: string; secret: string } | undefined {
  const encoded = /^Basic\s+(\S+)$/i.exec(header ?? '')?.[1];
  if (encoded === undefined) return undefined;
  const [id = '', ...secret] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
  return { id: decode(id), secret: decode(secret.join(':')) };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}
