import type { Call } from '../kit/plugin.ts';
import type { TwinRequest } from '../kit/request.ts';
import type { Args } from './args.ts';
import { SlackRefusal } from './refusal.ts';
import type { SlackState } from './state.ts';
import type { Token } from './state-app.ts';

export type TokenKind = Token['kind'];

/** Finds what a request's token stands for. Throws Slack's refusals, in the order Slack checks. */
export function authenticate(call: Call<SlackState>, args: Args, kinds: TokenKind[]): Readonly<Token> {
  const token = tokenOf(call.request, args);
  if (token === undefined || token === '') throw new SlackRefusal('not_authed');
  const grant = call.state.tokens.get(token);
  if (grant === undefined) throw new SlackRefusal('invalid_auth');
  if (grant.isRevoked) throw new SlackRefusal('token_revoked');
  // Clients count by their own clock, so this is real time.
  if (grant.expiresAt !== undefined && grant.expiresAt <= Date.now()) throw new SlackRefusal('token_expired');
  if (!kinds.includes(grant.kind)) throw new SlackRefusal('not_allowed_token_type');
  return grant;
}

/** In a header, a form or the query; with a JSON body only the header counts (Slack docs, "Using the Web API"). */
export function tokenOf(request: TwinRequest, args: Args): string | undefined {
  const { authorization } = request.headers;
  if (authorization !== undefined && authorization.length > 7 && /^bearer /i.test(authorization)) {
    return authorization.slice(7).trim();
  }
  return request.body.kind === 'json' ? (request.query.get('token') ?? undefined) : args.text('token');
}
