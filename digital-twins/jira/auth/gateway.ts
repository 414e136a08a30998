import { type Answer, json } from '../../kit/answer.ts';
import type { Call, Operation } from '../../kit/plugin.ts';
import type { JiraState } from '../state.ts';
import { hasScope, tokenOf } from './apps.ts';
import { cloudIdOf } from './create.ts';

/**
 * Offers an operation of the REST API under the gateway too (`/ex/jira/:cloudId/rest/…`), where apps with access tokens
 * call it. In reality that is another host, api.atlassian.com.
 */
export function throughGateway(operation: Operation<JiraState>): Operation<JiraState> {
  const rest = operation.path.split(' ').filter(path => path.startsWith('/rest/'));
  if (rest.length === 0) return operation;
  const path = [operation.path, ...rest.map(one => `/ex/jira/:cloudId${one}`)].join(' ');
  const run = (call: Call<JiraState>) => (call.params.cloudId === undefined ? operation.run(call) : enter(call, operation));
  return { ...operation, path, run };
}

function enter(call: Call<JiraState>, operation: Operation<JiraState>): Answer | Promise<Answer> {
  const cloudId = call.params.cloudId ?? '';
  if (cloudId !== cloudIdOf(call)) return json({ code: 404, message: 'Not Found' }, 404);
  const prefix = `/ex/jira/${cloudId}`;
  const request = { ...call.request, path: call.request.path.slice(prefix.length), origin: `${call.request.origin}${prefix}` };
  const inner = { ...call, request };
  const isBearer = /^Bearer\s/i.test(request.headers.authorization ?? '');
  if (isBearer && tokenOf(inner) === undefined) return json({ code: 401, message: 'Unauthorized' }, 401);
  if (!hasScope(inner)) return json({ code: 401, message: 'Unauthorized; scope does not match' }, 401);
  return operation.run(inner);
}
