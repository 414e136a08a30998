import { json } from '../../../kit/answer.ts';
import type { Operation } from '../../../kit/plugin.ts';
import { notFound } from '../../errors.ts';
import type { OktaCall } from '../../operation.ts';
import type { OktaState } from '../../state.ts';
import { managed } from '../call/managed.ts';

const path = '/api/v1/devices';

/**
 * Devices come into an org when Okta Verify is enrolled on one, which nobody can do against a twin: the list is empty, and
 * no id is known (Okta docs, Devices).
 */
export const deviceOperations: Operation<OktaState>[] = [
  managed({ name: 'devices.list', method: 'GET', path, label: 'docs', run: () => json([]) }),
  managed({ name: 'devices.get', method: 'GET', path: `${path}/:device`, label: 'docs', run: refuse }),
];

function refuse(call: OktaCall): never {
  throw notFound(call.params.device ?? '', 'Device');
}
