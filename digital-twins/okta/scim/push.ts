import { assertNever } from '../../kit/twin-error.ts';
import type { OktaCall } from '../operation.ts';
import type { ProvisioningChange } from './change.ts';
import { pushGroup, removeGroup } from './push-group.ts';
import { assignUser, changeUser, deactivateUser } from './push-user.ts';

/** Changes of one app go to its product one after the other, in the order they happened. */
const queues = new WeakMap<object, Map<string, Promise<void>>>();

/** Tells the product of a change, in the background: the call that caused it is answered at once. */
export function push(call: OktaCall, change: ProvisioningChange): void {
  // A reset puts another org in its place: what was under way then belongs to nobody.
  const state = call.current();
  const { org } = state;
  const before = queues.get(state) ?? new Map<string, Promise<void>>();
  queues.set(state, before);
  const earlier = before.get(change.app.id) ?? Promise.resolve();
  const next = earlier
    .then(() => new Promise<void>(resolve => setImmediate(resolve)))
    .then(() => (call.current().org === org ? carryOut(call, change) : undefined));
  before.set(
    change.app.id,
    next.catch(error => void process.stderr.write(`okta scim: ${String(error)}\n`)),
  );
}

async function carryOut(call: OktaCall, change: ProvisioningChange): Promise<void> {
  const { provisioning } = change.app;
  if (provisioning === undefined) return;
  switch (change.kind) {
    case 'user-assigned':
      return assignUser(call, { ...change, provisioning });
    case 'user-changed':
      return changeUser(call, { ...change, provisioning });
    case 'user-deactivated':
    case 'user-unassigned':
      return deactivateUser(call, { ...change, provisioning });
    case 'group-assigned':
    case 'group-changed':
    case 'group-unassigned': {
      const group = call.current().groups.get(change.groupId);
      // Everyone is not a group that could be pushed.
      if (group === undefined || group.type === 'BUILT_IN') return;
      const pushed = { app: change.app, provisioning, group };
      return change.kind === 'group-unassigned' ? removeGroup(call, pushed) : pushGroup(call, pushed);
    }
    default:
      return assertNever(change);
  }
}
