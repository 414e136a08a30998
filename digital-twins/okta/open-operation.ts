import type { Answer } from '../kit/answer.ts';
import type { Operation } from '../kit/plugin.ts';
import { countCall, tooMany, withHeaders } from './directory/call/rate.ts';
import { errorAnswer, OAuthRefusal, OktaRefusal, oauthAnswer } from './errors.ts';
import type { OktaCall } from './operation.ts';
import type { OktaState } from './state.ts';

/** An operation that anybody may call, so often; its refusals are thrown, in either of Okta's two error shapes. */
export function operation(given: Operation<OktaState>): Operation<OktaState> {
  return { ...given, run: call => limited(call, () => given.run(call)) };
}

async function limited(call: OktaCall, run: () => Answer | Promise<Answer>): Promise<Answer> {
  const { isOver, headers } = countCall(call);
  const answer = isOver ? errorAnswer(call, tooMany()) : await refusable(call, run);
  return withHeaders(answer, { ...headers, 'x-okta-request-id': call.secrets.token(20) });
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
