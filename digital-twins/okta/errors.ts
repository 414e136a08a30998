import { type Answer, json } from '../kit/answer.ts';
import { mixedAlphabet } from '../kit/ids.ts';
import type { World } from '../kit/plugin.ts';

/** Okta's refusal of a management call: a code, its sentence, and causes. */
export class OktaRefusal extends Error {
  readonly status: number;
  readonly code: string;
  readonly causes: string[];
  readonly headers: Record<string, string>;

  constructor(status: number, code: string, summary: string, causes: string[] = [], headers: Record<string, string> = {}) {
    super(summary);
    this.status = status;
    this.code = code;
    this.causes = causes;
    this.headers = headers;
  }
}

export function notFound(what: string, kind: string): OktaRefusal {
  return new OktaRefusal(404, 'E0000007', `Not found: Resource not found: ${what} (${kind})`);
}

/** A document that says what it may not: `object` is what the API calls it. */
export function invalid(object: string, ...causes: string[]): OktaRefusal {
  return new OktaRefusal(400, 'E0000001', `Api validation failed: ${object}`, causes);
}

export function forbidden(): OktaRefusal {
  return new OktaRefusal(403, 'E0000006', 'You do not have permission to perform the requested action');
}

export function malformed(): OktaRefusal {
  return new OktaRefusal(400, 'E0000003', 'The request body was not well-formed.');
}

/** The error object. Shape after recordings of a real org. */
export function errorAnswer(world: Pick<World, 'ids'>, { status, code, message, causes, headers }: OktaRefusal): Answer {
  const errorId = world.ids.next('okta.error', { prefix: 'oae', length: 25, alphabet: mixedAlphabet });
  const errorCauses = causes.map(errorSummary => ({ errorSummary }));
  return json({ errorCode: code, errorSummary: message, errorLink: code, errorId, errorCauses }, status, headers);
}

/** The refusal of an OAuth endpoint (RFC 6749, section 5.2). */
export class OAuthRefusal extends Error {
  readonly status: number;
  readonly error: string;
  readonly headers: Record<string, string>;

  constructor(error: string, description: string, status = 400, headers: Record<string, string> = {}) {
    super(description);
    this.error = error;
    this.status = status;
    this.headers = headers;
  }
}

/** A challenge only answers a client that tried basic authentication (RFC 6749, section 5.2). */
export function oauthAnswer({ status, error, message, headers: more }: OAuthRefusal, usedBasic: boolean): Answer {
  const headers: Record<string, string> = { 'cache-control': 'no-cache, no-store', pragma: 'no-cache', ...more };
  if (status === 401 && usedBasic) headers['www-authenticate'] = `Basic realm="okta", error="${error}"`;
  return json({ error, error_description: message }, status, headers);
}
