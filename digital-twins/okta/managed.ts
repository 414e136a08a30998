import type { Answer } from '../kit/answer.ts';
import type { Operation } from '../kit/plugin.ts';
import { isSame } from '../kit/secrets.ts';
import { errorAnswer, OktaRefusal } from './errors.ts';
import { type OktaCall, operation } from './operation.ts';
import type { OktaState } from './state.ts';

/** Management calls a minute. */
const rateLimit = 600;

/** A management operation: an API token is demanded, and every answer carries the rate headers. */
export function managed(given: Operation<OktaState>): Operation<OktaState> {
  return operation({ ...given, run: async call => withRate(call, await guarded(call, given)) });
}

async function guarded(call: OktaCall, given: Operation<OktaState>): Promise<Answer> {
  try {
    authenticate(call);
    if (isOverRate(call)) throw new OktaRefusal(429, 'E0000047', 'API call exceeded rate limit due to too many requests.');
    return await given.run(call);
  } catch (error) {
    if (error instanceof OktaRefusal) return errorAnswer(call, error);
    throw error;
  }
}

function authenticate(call: OktaCall): void {
  const token = /^SSWS\s+(\S+)$/i.exec(call.request.headers.authorization ?? '')?.[1];
  if (token === undefined) throw new OktaRefusal(401, 'E0000005', 'Invalid session');
  if (!call.state.apiTokens.some(known => isSame(token, known))) {
    throw new OktaRefusal(401, 'E0000011', 'Invalid token provided');
  }
  call.actAs('API token');
}

function isOverRate(call: OktaCall): boolean {
  const minute = Math.floor(call.clock.now() / 60_000);
  const { rate } = call.state;
  call.state.rate = { minute, calls: rate.minute === minute ? rate.calls + 1 : 1 };
  // A standing clock has no minutes that pass, so it has no limit that could be waited for.
  return call.clock.save().kind === 'offset' && call.state.rate.calls > rateLimit;
}

function withRate(call: OktaCall, answer: Answer): Answer {
  const { minute, calls } = call.state.rate;
  return {
    ...answer,
    headers: {
      ...answer.headers,
      'x-rate-limit-limit': String(rateLimit),
      'x-rate-limit-remaining': String(Math.max(0, rateLimit - calls)),
      'x-rate-limit-reset': String((minute + 1) * 60),
    },
  };
}
