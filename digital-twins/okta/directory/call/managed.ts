import type { Answer } from '../../../kit/answer.ts';
import type { Operation } from '../../../kit/plugin.ts';
import { errorAnswer, malformed, OAuthRefusal, OktaRefusal, oauthAnswer } from '../../errors.ts';
import type { OktaCall } from '../../operation.ts';
import type { OktaState } from '../../state.ts';
import type { Json } from '../json.ts';
import { authenticate } from './authenticate.ts';
import { countCall, tooMany, withHeaders } from './rate.ts';

/** A management operation: credentials are demanded, and every answer carries the headers of the service. */
export function managed(given: Operation<OktaState>): Operation<OktaState> {
  const isWrite = given.write ?? given.method !== 'GET';
  return { ...given, write: isWrite, run: call => guarded(call, given) };
}

/** What says nothing about the call but stands on each answer of the service. */
const always = {
  'cache-control': 'no-cache, no-store',
  pragma: 'no-cache',
  expires: '0',
  'x-content-type-options': 'nosniff',
  'strict-transport-security': 'max-age=315360000; includeSubDomains',
};

async function guarded(call: OktaCall, given: Operation<OktaState>): Promise<Answer> {
  const rate = countCall(call);
  const requestId = call.secrets.token(20);
  const answer = await refusable(call, async () => {
    if (rate.isOver) throw tooMany();
    authenticate(call);
    return given.run(call);
  });
  const type = answer.body.kind === 'json' ? { 'content-type': 'application/json' } : {};
  return withHeaders(answer, { ...always, ...rate.headers, 'x-okta-request-id': requestId, ...type });
}

async function refusable(call: OktaCall, run: () => Promise<Answer>): Promise<Answer> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof OktaRefusal) return errorAnswer(call, error);
    if (error instanceof OAuthRefusal) return oauthAnswer(error, false);
    throw error;
  }
}

/** The JSON object a call brings. Throws `OktaRefusal`: 415 for another type of body, 400 for no object. */
export function readBody(call: OktaCall): Json {
  const { body } = call.request;
  if (body.kind === 'json') {
    if (typeof body.value !== 'object' || body.value === null || Array.isArray(body.value)) throw malformed();
    return body.value as Json;
  }
  if (body.kind === 'none') throw malformed();
  throw new OktaRefusal(415, 'E0000021', 'Bad request.  Accept and/or Content-Type headers are likely not set.');
}

/** The JSON object a call may bring; without a body an empty one. */
export function readOptionalBody(call: OktaCall): Json {
  return call.request.body.kind === 'none' ? {} : readBody(call);
}
