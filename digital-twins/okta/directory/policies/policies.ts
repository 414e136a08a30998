import { type Answer, json } from '../../../kit/answer.ts';
import type { Operation } from '../../../kit/plugin.ts';
import { invalid, OktaRefusal } from '../../errors.ts';
import type { OktaCall } from '../../operation.ts';
import type { Doc, OktaState } from '../../state.ts';
import { managed } from '../call/managed.ts';
import { content, demand, demandOneOf } from '../documents/demand.ts';
import { addDocument, findDoc, hrefOf, type Resource, resourceOperations } from '../documents/resource.ts';
import { asText, type Json } from '../json.ts';

/** Types of policies, and of the rules in them (Okta docs, Policies). */
export const ruleTypes: Record<string, string> = {
  OKTA_SIGN_ON: 'SIGN_ON',
  PASSWORD: 'PASSWORD',
  MFA_ENROLL: 'MFA_ENROLL',
  ACCESS_POLICY: 'ACCESS_POLICY',
  PROFILE_ENROLLMENT: 'PROFILE_ENROLLMENT',
  IDP_DISCOVERY: 'IDP_DISCOVERY',
  POST_AUTH_SESSION: 'POST_AUTH_SESSION',
  ENTITY_RISK: 'ENTITY_RISK',
  DEVICE_SIGNAL_COLLECTION: 'DEVICE_SIGNAL_COLLECTION',
  CLIENT_UPDATE: 'CLIENT_UPDATE',
};

const base = '/api/v1/policies';

function systemRefusal(): OktaRefusal {
  return new OktaRefusal(
    403,
    'E0000019',
    'Bad request. Accept and/or Content-Type headers likely do not match supported values.',
    ['A system policy cannot be deleted.'],
  );
}

const policies: Resource = {
  kind: 'policies',
  path: base,
  noun: 'Policy',
  prefix: '00p',
  label: 'spec',
  events: 'policy.lifecycle',
  lifecycle: 'empty',
  updates: { methods: 'PUT', mode: 'replace' },
  fits: (call, doc) => doc.body.type === wantedType(call) && [null, doc.body.status].includes(call.request.query.get('status')),
  create: (call, given) => {
    demand(given, 'name', 'type');
    demandOneOf(given, 'type', Object.keys(ruleTypes));
    checkName(call, given);
    const priority = call.state.documents.by('kind', 'policies').filter(doc => doc.body.type === given.type).length;
    const status = call.request.query.get('activate') === 'false' ? 'INACTIVE' : 'ACTIVE';
    return { status, description: null, priority, system: false, conditions: null, ...content(given) };
  },
  update: (call, given, before) => {
    checkName(call, given, before.id);
    return { ...before.body, ...content(given), type: before.body.type, system: before.body.system };
  },
  mayDelete: (call, doc) => {
    if (doc.body.system === true) throw systemRefusal();
    for (const rule of call.state.documents.by('parent', `policyRules:${doc.id}`))
      call.state.documents.delete(`policyRules:${rule.id}`);
  },
  shape: policyShape,
};

/** Throws `OktaRefusal` 400: a list is of one type. */
function wantedType(call: OktaCall): string {
  const type = call.request.query.get('type');
  if (type === null || type === '') throw new OktaRefusal(400, 'E0000028', 'The request is missing a required parameter.');
  return type;
}

function checkName(call: OktaCall, given: Json, selfId?: string): void {
  const name = asText(given.name) ?? '';
  if (name === '') throw invalid('name', 'name: The field cannot be left blank');
  if (name.length > 255) throw invalid('name', 'name: The field is too long');
  const other = call.state.documents
    .by('kind', 'policies')
    .find(doc => doc.id !== selfId && doc.body.type === given.type && doc.body.name === name);
  if (other !== undefined) throw invalid('name', 'name: Policy name already in use');
}

function policyShape(call: OktaCall, doc: Readonly<Doc>): Json {
  const href = hrefOf(call, policies, doc);
  const link = (rest: string, ...allow: string[]) => ({ href: `${href}${rest}`, hints: { allow } });
  const step = doc.body.status === 'ACTIVE' ? 'deactivate' : 'activate';
  const rules = call.state.documents.by('parent', `policyRules:${doc.id}`);
  const wantsRules = call.request.query.get('expand') === 'rules';
  return {
    ...doc.body,
    ...(wantsRules ? { _embedded: { rules: rules.map(rule => ruleShape(call, rule)) } } : {}),
    _links: {
      self: link('', 'GET', 'PUT', 'DELETE'),
      ...(doc.body.system === true ? {} : { [step]: link(`/lifecycle/${step}`, 'POST') }),
      ...(['ACCESS_POLICY', 'PROFILE_ENROLLMENT'].includes(String(doc.body.type))
        ? { mappings: link('/mappings', 'GET', 'POST') }
        : {}),
      rules: link('/rules', 'GET', 'POST'),
    },
  };
}

const rules: Resource = {
  kind: 'policyRules',
  path: `${base}/:parent/rules`,
  noun: 'PolicyRule',
  prefix: '0pr',
  label: 'spec',
  events: 'policy.rule',
  lifecycle: 'empty',
  updates: { methods: 'PUT', mode: 'replace' },
  parent: (call, id) => void findDoc({ ...call, params: {} }, policies, id),
  create: (call, given) => {
    demand(given, 'name');
    const policy = call.state.documents.get(`policies:${call.params.parent}`);
    const siblings = call.state.documents.by('parent', `policyRules:${call.params.parent}`);
    if (siblings.some(doc => doc.body.name === given.name)) throw invalid('name', 'name: Rule name already in use');
    const status = call.request.query.get('activate') === 'false' ? 'INACTIVE' : 'ACTIVE';
    const type = ruleTypes[String(policy?.body.type)] ?? String(policy?.body.type);
    return {
      status,
      priority: siblings.filter(doc => doc.body.system !== true).length + 1,
      system: false,
      conditions: null,
      ...content(given),
      type,
    };
  },
  update: (_call, given, before) => ({ ...before.body, ...content(given), type: before.body.type, system: before.body.system }),
  mayDelete: (_call, { body }) => {
    if (body.system === true) throw systemRefusal();
  },
  shape: ruleShape,
};

function ruleShape(call: OktaCall, doc: Readonly<Doc>): Json {
  const href = hrefOf(call, rules, doc);
  const step = doc.body.status === 'ACTIVE' ? 'deactivate' : 'activate';
  return {
    ...doc.body,
    _links: {
      self: { href, hints: { allow: ['GET', 'PUT', 'DELETE'] } },
      ...(doc.body.system === true ? {} : { [step]: { href: `${href}/lifecycle/${step}`, hints: { allow: ['POST'] } } }),
    },
  };
}

export const policyOperations: Operation<OktaState>[] = [
  ...resourceOperations(policies),
  ...resourceOperations(rules),
  managed({ name: 'policies.clone', method: 'POST', path: `${base}/:id/clone`, label: 'docs', run: clone }),
  managed({ name: 'policies.apps', method: 'GET', path: `${base}/:id/app`, label: 'docs', run: apps }),
  managed({ name: 'policies.mappings', method: 'GET', path: `${base}/:id/mappings`, label: 'docs', run: mappings }),
];

function clone(call: OktaCall): Answer {
  const doc = findDoc(call, policies);
  const { id, created, lastUpdated, ...body } = doc.body;
  const copy = addDocument(call, 'policies', '00p', { ...body, name: `[cloned] ${String(body.name)}`, system: false });
  for (const rule of call.state.documents.by('parent', `policyRules:${doc.id}`)) {
    addDocument(call, 'policyRules', '0pr', content(rule.body), copy.id);
  }
  return json(policyShape(call, copy));
}

function appIds(call: OktaCall, policyId: string): string[] {
  return call.state.documents
    .by('kind', 'appPolicies')
    .filter(({ body }) => body.policyId === policyId)
    .map(doc => doc.id);
}

function apps(call: OktaCall): Answer {
  const doc = findDoc(call, policies);
  return json(
    appIds(call, doc.id).map(id => ({ id, label: call.state.apps.get(id)?.label, name: call.state.apps.get(id)?.name })),
  );
}

function mappings(call: OktaCall): Answer {
  const doc = findDoc(call, policies);
  const href = hrefOf(call, policies, doc);
  const shape = (id: string) => ({
    id,
    _links: {
      self: { href: `${href}/mappings/${id}` },
      policy: { href },
      application: { href: `${call.request.origin}/api/v1/apps/${id}` },
    },
  });
  return json(appIds(call, doc.id).map(shape));
}
