import type { Answer } from '../../kit/answer.ts';
import { empty } from '../../kit/answer.ts';
import type { Operation } from '../../kit/plugin.ts';
import type { TwinRequest } from '../../kit/request.ts';
import { asList, asObject } from '../directory/json.ts';
import type { OktaState } from '../state.ts';

/** Whether an admin lets pages of an origin call, or browsers be sent there (Okta docs, Trusted Origins). */
export function isTrusted(state: OktaState, origin: string, scope: 'CORS' | 'REDIRECT'): boolean {
  return state.documents.by('kind', 'trustedOrigins').some(({ body }) => {
    const scopes = asList(body.scopes).map(one => asObject(one).type);
    return body.status === 'ACTIVE' && String(body.origin).replace(/\/$/, '') === origin && scopes.includes(scope);
  });
}

/** Whether a browser's page may read what an endpoint answers. */
function mayRead(state: OktaState, { path, headers, origin: own }: TwinRequest): boolean {
  const { origin } = headers;
  if (origin === undefined || origin === own) return false;
  if (isTrusted(state, origin, 'CORS')) return true;
  // OAuth endpoints without cookies are open to where clients live (Okta docs, CORS).
  return isOpen(path) && isRedirectOrigin(state, origin);
}

const open =
  /^\/\.well-known\/|^\/oauth2\/([^/]+\/)?(\.well-known\/|v1\/(token|keys|userinfo|introspect|revoke|interact|par|device\/authorize|logout)$)|^\/idp\/idx\//;

function isOpen(path: string): boolean {
  return open.test(path);
}

function isRedirectOrigin(state: OktaState, origin: string): boolean {
  for (const { oauth, status } of state.apps.values()) {
    if (status !== 'ACTIVE' || oauth === undefined) continue;
    if (oauth.redirect_uris.some(uri => URL.parse(uri)?.origin === origin)) return true;
  }
  return false;
}

/** An operation whose answers say to browsers who may read them. */
export function withCors(given: Operation<OktaState>): Operation<OktaState> {
  return {
    ...given,
    run: async call => {
      const answer = await given.run(call);
      return call.request.headers.origin === undefined ? answer : addCors(call.state, call.request, answer);
    },
  };
}

function addCors(state: OktaState, request: TwinRequest, answer: Answer): Answer {
  if (!mayRead(state, request)) return answer;
  const headers = {
    'access-control-allow-origin': request.headers.origin ?? '',
    'access-control-allow-credentials': 'true',
    'access-control-expose-headers':
      'link, x-okta-request-id, x-rate-limit-limit, x-rate-limit-remaining, x-rate-limit-reset, www-authenticate',
    vary: 'Origin',
  };
  return { ...answer, headers: { ...answer.headers, ...headers } };
}

/** What browsers ask before they send anything but the simplest. */
export const preflightOperation: Operation<OktaState> = {
  name: 'cors.preflight',
  method: 'OPTIONS',
  path: '/*rest',
  label: 'docs',
  run: ({ state, request }) => {
    if (!mayRead(state, request)) return empty(200);
    return empty(200, {
      'access-control-allow-origin': request.headers.origin ?? '',
      'access-control-allow-credentials': 'true',
      'access-control-allow-methods': 'GET, POST, PUT, PATCH, DELETE, OPTIONS',
      'access-control-allow-headers': request.headers['access-control-request-headers'] ?? '',
      'access-control-max-age': '86400',
      vary: 'Origin',
    });
  },
};
