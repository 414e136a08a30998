import { type Answer, json } from '../../../kit/answer.ts';
import { OktaRefusal } from '../../errors.ts';
import type { OktaCall } from '../../operation.ts';
import { iso } from '../ids.ts';
import { asText, type Json } from '../json.ts';
import { orgPath, post, read, write } from './stored.ts';

export function stepOf(call: OktaCall, ...known: string[]): string {
  const step = call.params.step ?? '';
  if (!known.includes(step)) throw new OktaRefusal(404, 'E0000022', 'The endpoint does not support the provided HTTP method');
  return step;
}

export function communication(call: OktaCall): Json {
  const optOutEmailUsers = read(call, 'communication').optOutEmailUsers === true;
  const step = optOutEmailUsers ? 'optIn' : 'optOut';
  return { optOutEmailUsers, _links: { [step]: post(`${call.request.origin}${orgPath}/privacy/oktaCommunication/${step}`) } };
}

export function setCommunication(call: OktaCall): Answer {
  write(call, 'communication', { optOutEmailUsers: stepOf(call, 'optIn', 'optOut') === 'optOut' });
  return json(communication(call));
}

export function support(call: OktaCall): Json {
  const expiration = asText(read(call, 'support').expiration);
  const base = `${call.request.origin}${orgPath}/privacy/oktaSupport`;
  if (expiration === undefined) return { support: 'DISABLED', expiration: null, _links: { grant: post(`${base}/grant`) } };
  return { support: 'ENABLED', expiration, _links: { extend: post(`${base}/extend`), revoke: post(`${base}/revoke`) } };
}

const day = 86_400_000;

/** Support may look in for a day, and a day longer each time it is extended. */
export function setSupport(call: OktaCall): Answer {
  const step = stepOf(call, 'grant', 'extend', 'revoke');
  const until = asText(read(call, 'support').expiration);
  const from = step === 'extend' && until !== undefined ? Date.parse(until) : call.clock.now();
  write(call, 'support', step === 'revoke' ? {} : { expiration: iso(from + day) });
  return json(support(call));
}
