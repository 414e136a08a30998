import type { Answer } from '../kit/answer.ts';
import type { Call, Operation } from '../kit/plugin.ts';
import { errorAnswer, notFound, OAuthRefusal, OktaRefusal, oauthAnswer } from './errors.ts';
import type { OktaState, ServerId } from './state.ts';

export type OktaCall = Call<OktaState>;

/** An authorization server as the client addressed it. */
export interface AuthServer {
  id: ServerId;
  issuer: string;
  /** What its endpoints begin with. */
  base: string;
  /** Audience of its access tokens. */
  audience: string;
}

/** An operation whose refusals are thrown, in either of Okta's two error shapes. */
export function operation(given: Operation<OktaState>): Operation<OktaState> {
  return { ...given, run: call => refusable(call, () => given.run(call)) };
}

/** An operation that both the org server and the custom server have. */
export function serverOperation(
  given: Omit<Operation<OktaState>, 'path' | 'run'> & {
    endpoint: string;
    run(call: OktaCall, server: AuthServer): Answer | Promise<Answer>;
  },
): Operation<OktaState> {
  const { endpoint, run, ...rest } = given;
  const path = `/oauth2/v1/${endpoint} /oauth2/:server/v1/${endpoint}`;
  return operation({ ...rest, path, run: call => run(call, serverOf(call)) });
}

async function refusable(call: OktaCall, run: () => Answer | Promise<Answer>): Promise<Answer> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof OktaRefusal) return errorAnswer(call, error);
    if (error instanceof OAuthRefusal) return oauthAnswer(error, call.request.headers.authorization !== undefined);
    throw error;
  }
}

/** The server of a request's path. Throws `OktaRefusal` 404 for one that does not exist. */
export function serverOf(call: OktaCall): AuthServer {
  const { server } = call.params;
  if (server !== undefined && server !== 'default') throw notFound(server, 'AuthorizationServer');
  return describeServer(call.request.origin, server === undefined ? 'org' : 'default');
}

function describeServer(origin: string, id: ServerId): AuthServer {
  if (id === 'org') return { id, issuer: origin, base: `${origin}/oauth2/v1`, audience: origin };
  return { id, issuer: `${origin}/oauth2/default`, base: `${origin}/oauth2/default/v1`, audience: 'api://default' };
}
