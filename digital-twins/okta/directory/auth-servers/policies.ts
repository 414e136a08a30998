import { json } from '../../../kit/answer.ts';
import type { Operation } from '../../../kit/plugin.ts';
import type { OktaState } from '../../state.ts';
import { managed } from '../call/managed.ts';
import { findServer } from './find-server.ts';
import { createPolicy, deletePolicy, findPolicy, policyShape, replacePolicy, setPolicyStatus } from './policy.ts';
import { createRule, deleteRule, findRule, replaceRule, ruleShape, setRuleStatus } from './rule.ts';

const base = '/api/v1/authorizationServers/:server/policies';

const rules = `${base}/:policy/rules`;

export const serverPolicyOperations: Operation<OktaState>[] = [
  managed({
    name: 'authorizationServers.policies',
    method: 'GET',
    path: base,
    label: 'spec',
    run: call => json(call.state.serverPolicies.by('server', findServer(call).id).map(row => policyShape(call, row))),
  }),
  managed({ name: 'authorizationServers.create-policy', method: 'POST', path: base, label: 'spec', run: createPolicy }),
  managed({
    name: 'authorizationServers.policy',
    method: 'GET',
    path: `${base}/:policy`,
    label: 'spec',
    run: call => json(policyShape(call, findPolicy(call))),
  }),
  managed({
    name: 'authorizationServers.replace-policy',
    method: 'PUT',
    path: `${base}/:policy`,
    label: 'spec',
    run: replacePolicy,
  }),
  managed({
    name: 'authorizationServers.delete-policy',
    method: 'DELETE',
    path: `${base}/:policy`,
    label: 'spec',
    run: deletePolicy,
  }),
  managed({
    name: 'authorizationServers.activate-policy',
    method: 'POST',
    path: `${base}/:policy/lifecycle/activate`,
    label: 'spec',
    run: call => setPolicyStatus(call, 'ACTIVE'),
  }),
  managed({
    name: 'authorizationServers.deactivate-policy',
    method: 'POST',
    path: `${base}/:policy/lifecycle/deactivate`,
    label: 'spec',
    run: call => setPolicyStatus(call, 'INACTIVE'),
  }),
  managed({
    name: 'authorizationServers.rules',
    method: 'GET',
    path: rules,
    label: 'spec',
    run: call => json(call.state.serverRules.by('policy', findPolicy(call).id).map(row => ruleShape(call, row))),
  }),
  managed({ name: 'authorizationServers.create-rule', method: 'POST', path: rules, label: 'spec', run: createRule }),
  managed({
    name: 'authorizationServers.rule',
    method: 'GET',
    path: `${rules}/:rule`,
    label: 'spec',
    run: call => json(ruleShape(call, findRule(call))),
  }),
  managed({ name: 'authorizationServers.replace-rule', method: 'PUT', path: `${rules}/:rule`, label: 'spec', run: replaceRule }),
  managed({ name: 'authorizationServers.delete-rule', method: 'DELETE', path: `${rules}/:rule`, label: 'spec', run: deleteRule }),
  managed({
    name: 'authorizationServers.activate-rule',
    method: 'POST',
    path: `${rules}/:rule/lifecycle/activate`,
    label: 'spec',
    run: call => setRuleStatus(call, 'ACTIVE'),
  }),
  managed({
    name: 'authorizationServers.deactivate-rule',
    method: 'POST',
    path: `${rules}/:rule/lifecycle/deactivate`,
    label: 'spec',
    run: call => setRuleStatus(call, 'INACTIVE'),
  }),
];
