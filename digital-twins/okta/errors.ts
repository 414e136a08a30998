import { type Answer, json } from '../kit/answer.ts';
import { mixedAlphabet } from '../kit/ids.ts';
import type { World } from '../kit/plugin.ts';

/** Okta's refusal of a management call: a code, its sentence, and causes. */
export class OktaRefusal extends Error {
  readonly status: number;
  readonly code: string;
  readonly causes: string[];

  constructor(status: number, code: string, summary: string, causes: string[] = []) {
    super(summary);
    this.status = status;
    this.code = code;
    this.causes = causes;
  }
}

export function notFound(what: string, kind: string): OktaRefusal {
  return new OktaRefusal(404, 'E0000007', `Not found: Resource not found: ${what} (${kind})`);
}

/** The error object. Shape after recordings of a real org. */
export function errorAnswer(world: World, { status, code, message, causes }: OktaRefusal): Answer {
  const errorId = world.ids.next('okta.error', { prefix: 'oae', length: 25, alphabet: mixedAlphabet });
  const errorCauses = causes.map(errorSummary => ({ errorSummary }));
  return json({ errorCode: code, errorSummary: message, errorLink: code, errorId, errorCauses }, status);
}

/** The refusal of an OAuth endpoint (RFC 6749, section 5.2). */
export class OAuthRefusal extends Error {
  readonly status: number;
  readonly error: string;

  constructor(error: string, description: string, status = 400) {
    super(description);
    this.error = error;
    this.status = status;
  }
}

/** A challenge only answers a client that tried basic authentication (RFC 6749, section 5.2). */
export function oauthAnswer({ status, error, message }: OAuthRefusal, usedBasic: boolean): Answer {
  const headers: Record<string, string> = { 'cache-control': 'no-cache, no-store', pragma: 'no-cache' };
  if (status === 401 && usedBasic) headers['www-authenticate'] = `Basic realm="okta", error="${error}"`;
  return json({ error, error_description: message }, status, headers);
}
