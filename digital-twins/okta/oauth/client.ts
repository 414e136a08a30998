import { isSame } from '../../kit/secrets.ts';
import { OAuthRefusal } from '../errors.ts';
import type { OktaCall } from '../operation.ts';
import type { AuthServer } from './auth-server.ts';
import { type ClientApp, findClient } from './client-app.ts';
import { checkAssertion, clientOfAssertion } from './client-assertion.ts';
import { type Params, readForm } from './form.ts';

/** What of a client's proof came with a request. */
type Proof =
  | { kind: 'secret'; clientId: string; secret: string }
  | { kind: 'assertion'; clientId: string; assertion: string }
  | { kind: 'none'; clientId: string };

/** The client of a request, by any of the five methods. Throws `OAuthRefusal` 400 or 401. */
export async function authenticateClient(call: OktaCall, server: AuthServer): Promise<ClientApp> {
  const proof = readProof(call, readForm(call));
  const app = findClient(call.state, proof.clientId);
  if (app === undefined) throw new OAuthRefusal('invalid_client', "Invalid value for 'client_id' parameter.", 401);
  call.actAs(app.label);
  switch (proof.kind) {
    case 'assertion':
      await checkAssertion(call, server, app, proof.assertion);
      return app;
    case 'secret':
      checkSecret(app, proof.secret);
      return app;
    case 'none':
      if (app.oauth.token_endpoint_auth_method !== 'none') throw missingProof(app);
      return app;
  }
}

function readProof(call: OktaCall, form: Params): Proof {
  const basic = readBasic(call.request.headers.authorization);
  const [secret, assertion, id] = [form('client_secret'), form('client_assertion'), form('client_id')];
  if ([basic, secret, assertion].filter(one => one !== undefined).length > 1) throw severalProofs();
  if (basic !== undefined) return { kind: 'secret', clientId: basic.id, secret: basic.secret };
  if (assertion !== undefined) {
    checkAssertionType(form('client_assertion_type'));
    return { kind: 'assertion', clientId: id ?? clientOfAssertion(assertion), assertion };
  }
  if (id === undefined) throw new OAuthRefusal('invalid_client', 'No client credentials found.', 401);
  return secret === undefined ? { kind: 'none', clientId: id } : { kind: 'secret', clientId: id, secret };
}

function checkAssertionType(type: string | undefined): void {
  if (type === 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer') return;
  throw new OAuthRefusal('invalid_request', "The 'client_assertion_type' is invalid.");
}

function severalProofs(): OAuthRefusal {
  return new OAuthRefusal(
    'invalid_request',
    'Cannot supply multiple client credentials. Use one of the following: credentials in the Authorization header, credentials in the post body, or a client_assertion in the post body.',
  );
}

function missingProof({ oauth }: ClientApp): OAuthRefusal {
  const method = oauth.token_endpoint_auth_method;
  const text = method.startsWith('client_secret_')
    ? 'Client authentication failed. Either the client or the client credentials are invalid.'
    : "The client is required to authenticate with a 'client_assertion'.";
  return new OAuthRefusal('invalid_client', text, 401);
}

function checkSecret({ oauth }: ClientApp, given: string): void {
  const { client_secret: secret, token_endpoint_auth_method: method } = oauth;
  if (method === 'none') {
    const text = 'Client authentication failed. A client secret must not be sent by a public client.';
    throw new OAuthRefusal('invalid_client', text, 401);
  }
  const takesSecret = method === 'client_secret_basic' || method === 'client_secret_post';
  if (!takesSecret || secret === undefined || !isSame(given, secret)) {
    throw new OAuthRefusal('invalid_client', 'The client secret supplied for a confidential client is invalid.', 401);
  }
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
