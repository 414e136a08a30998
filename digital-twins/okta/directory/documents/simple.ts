import type { Operation } from '../../../kit/plugin.ts';
import { invalid, OktaRefusal } from '../../errors.ts';
import type { OktaCall } from '../../operation.ts';
import type { Doc, OktaState } from '../../state.ts';
import { asObject, asText, dig, type Json, mergeDeep } from '../json.ts';
import { content, demand, demandOneOf, demandUnique } from './demand.ts';
import { hrefOf, type Resource, resourceOperations } from './resource.ts';

/** Links of something that can be switched on and off. */
function switchLinks(call: OktaCall, resource: Pick<Resource, 'path'>, doc: Readonly<Doc>): Json {
  const base = hrefOf(call, resource, doc);
  const step = doc.body.status === 'ACTIVE' ? 'deactivate' : 'activate';
  return {
    self: { href: base, hints: { allow: ['GET', 'PUT', 'DELETE'] } },
    [step]: { href: `${base}/lifecycle/${step}`, hints: { allow: ['POST'] } },
  };
}

const trustedOrigins: Resource = {
  kind: 'trustedOrigins',
  path: '/api/v1/trustedOrigins',
  noun: 'TrustedOrigin',
  prefix: 'tos',
  label: 'spec',
  events: 'security.trusted_origin',
  lifecycle: 'document',
  create: (call, given) => {
    demand(given, 'name', 'origin', 'scopes');
    checkOrigin(given);
    demandUnique(call.state, 'trustedOrigins', 'name', given.name);
    demandUnique(call.state, 'trustedOrigins', 'origin', given.origin);
    return { status: 'ACTIVE', ...content(given), createdBy: call.state.org.adminId, lastUpdatedBy: call.state.org.adminId };
  },
  update: (call, given, before) => {
    checkOrigin({ ...before.body, ...given });
    return { ...before.body, ...content(given), lastUpdatedBy: call.state.org.adminId };
  },
  shape: (call, doc) => ({ ...doc.body, _links: switchLinks(call, trustedOrigins, doc) }),
};

function checkOrigin({ origin }: Json): void {
  const url = URL.parse(String(origin));
  if (url === null || url.origin === 'null')
    throw invalid('origin', "origin: Invalid 'origin' URL. Origin must include scheme and host.");
}

const zones: Resource = {
  kind: 'zones',
  path: '/api/v1/zones',
  noun: 'NetworkZone',
  prefix: 'nzo',
  label: 'spec',
  events: 'zone',
  lifecycle: 'document',
  create: (call, given) => {
    demand(given, 'name', 'type');
    demandOneOf(given, 'type', ['IP', 'DYNAMIC', 'DYNAMIC_V2']);
    demandUnique(call.state, 'zones', 'name', given.name);
    return { status: 'ACTIVE', usage: 'POLICY', system: false, ...content(given) };
  },
  mayDelete: (_call, { body }) => {
    if (body.system === true) throw new OktaRefusal(403, 'E0000022', 'The endpoint does not support the provided HTTP method');
  },
  shape: (call, doc) => ({ ...doc.body, _links: switchLinks(call, zones, doc) }),
};

const behaviors: Resource = {
  kind: 'behaviors',
  path: '/api/v1/behaviors',
  noun: 'BehaviorRule',
  prefix: 'bhv',
  label: 'spec',
  lifecycle: 'document',
  create: (call, given) => {
    demand(given, 'name', 'type');
    demandUnique(call.state, 'behaviors', 'name', given.name);
    return { status: 'ACTIVE', ...content(given) };
  },
  shape: (call, doc) => ({ ...doc.body, _link: undefined, _links: switchLinks(call, behaviors, doc) }),
};

const smsTemplates: Resource = {
  kind: 'templates.sms',
  path: '/api/v1/templates/sms',
  noun: 'SmsTemplate',
  prefix: 'cst',
  label: 'spec',
  updates: { methods: 'PUT POST', mode: 'merge' },
  create: (_call, given) => {
    demand(given, 'name', 'type', 'template');
    return { translations: {}, ...content(given) };
  },
  // POST changes what it names, PUT everything.
  update: (call, given, { body }) => (call.request.method === 'POST' ? mergeDeep(body, content(given)) : content(given)),
  fits: (call, doc) => [null, '', doc.body.type].includes(call.request.query.get('templateType')),
  shape: (_call, doc) => doc.body,
};

const captchas: Resource = {
  kind: 'captchas',
  path: '/api/v1/captchas',
  noun: 'Captcha',
  prefix: 'cap',
  label: 'recorded',
  createStatus: 201,
  updates: { methods: 'PUT POST', mode: 'merge' },
  create: (call, given) => {
    demand(given, 'name', 'siteKey', 'secretKey', 'type');
    const text =
      'CAPTCHA count limit reached. At most one CAPTCHA instance is allowed per Org. Please remove existing CAPTCHA to create a new one.';
    if (call.state.documents.keysBy('kind', 'captchas').length > 0) throw new OktaRefusal(403, 'E0000166', text, [text]);
    return content(given);
  },
  shape: (call, doc) => {
    const { created, lastUpdated, secretKey, ...body } = doc.body;
    return {
      ...body,
      _links: { self: { href: hrefOf(call, captchas, doc), hints: { allow: ['GET', 'POST', 'PUT', 'DELETE'] } } },
    };
  },
};

const logStreams: Resource = {
  kind: 'logStreams',
  path: '/api/v1/logStreams',
  noun: 'AppInstance',
  prefix: '0oa',
  label: 'recorded',
  lifecycle: 'nothing',
  create: (_call, given) => {
    demand(given, 'name', 'type', 'settings');
    demandOneOf(given, 'type', ['aws_eventbridge', 'splunk_cloud_logstreaming']);
    const settings = asObject(given.settings);
    const { token, ...shown } = settings;
    return { type: given.type, name: given.name, status: 'ACTIVE', settings: shown };
  },
  shape: (call, doc) => {
    const base = hrefOf(call, logStreams, doc);
    const step = doc.body.status === 'ACTIVE' ? 'deactivate' : 'activate';
    return {
      ...doc.body,
      _links: { self: { href: base, method: 'GET' }, [step]: { href: `${base}/lifecycle/${step}`, method: 'POST' } },
    };
  },
};

const realms: Resource = {
  kind: 'realms',
  path: '/api/v1/realms',
  noun: 'Realm',
  prefix: 'guo',
  label: 'recorded',
  create: (call, given) => {
    const profile = asObject(given.profile);
    demand(profile, 'name');
    const other = call.state.documents.by('kind', 'realms').find(doc => dig(doc.body, 'profile', 'name') === profile.name);
    if (other !== undefined) throw invalid('name', 'name: An object with this field already exists in the current organization');
    return { profile: { domains: [], ...profile }, isDefault: false };
  },
  update: (_call, given, before) => ({ ...before.body, profile: asObject(given.profile) }),
  shape: (call, doc) => ({ ...doc.body, _links: { self: { rel: 'self', href: hrefOf(call, realms, doc), method: 'GET' } } }),
};

const deviceAssurances: Resource = {
  kind: 'device-assurances',
  path: '/api/v1/device-assurances',
  noun: 'DeviceAssurance',
  prefix: 'dae',
  label: 'spec',
  create: (call, given) => {
    demand(given, 'name', 'platform');
    demandUnique(call.state, 'device-assurances', 'name', given.name);
    return {
      ...content(given),
      createdBy: call.state.org.adminId,
      lastUpdate: call.clock.iso(),
      lastUpdatedBy: call.state.org.adminId,
    };
  },
};

const uiSchemas: Resource = {
  kind: 'uischemas',
  path: '/api/v1/meta/uischemas',
  noun: 'UISchema',
  prefix: 'uis',
  label: 'spec',
  create: (_call, given) => {
    demand(given, 'uiSchema');
    return { uiSchema: given.uiSchema };
  },
  shape: (call, doc) => ({
    ...doc.body,
    _links: { self: { href: hrefOf(call, uiSchemas, doc), hints: { allow: ['GET', 'PUT', 'DELETE'] } } },
  }),
};

const pushProviders: Resource = {
  kind: 'push-providers',
  path: '/api/v1/push-providers',
  noun: 'PushProvider',
  prefix: 'ppc',
  label: 'spec',
  create: (_call, given) => {
    demand(given, 'name', 'providerType', 'configuration');
    return withoutKeys(content(given));
  },
  update: (_call, given, before) => withoutKeys({ ...before.body, ...content(given) }),
  shape: (call, doc) => {
    const { created, lastUpdated, ...body } = doc.body;
    return { ...body, lastUpdatedDate: lastUpdated, _links: { self: { href: hrefOf(call, pushProviders, doc) } } };
  },
};

/** Private keys are taken and never shown. */
function withoutKeys(given: Json): Json {
  const { tokenSigningKey, serviceAccountJson, ...configuration } = asObject(given.configuration);
  const { private_key, ...account } = asObject(serviceAccountJson);
  return {
    ...given,
    configuration: { ...configuration, ...(serviceAccountJson === undefined ? {} : { projectId: account.project_id }) },
  };
}

const emailServers: Resource = {
  kind: 'email-servers',
  path: '/api/v1/email-servers',
  listKey: 'email-servers',
  noun: 'EmailServer',
  prefix: 'esc',
  label: 'spec',
  createStatus: 201,
  updates: { methods: 'PATCH', mode: 'merge' },
  create: (_call, given) => {
    demand(given, 'host', 'port', 'username', 'password', 'alias');
    return content(given);
  },
  shape: (_call, doc) => {
    const { created, lastUpdated, password, ...body } = doc.body;
    return body;
  },
};

const inlineUpdate = (call: OktaCall, given: Json, before: Readonly<Doc>): Json => {
  demandUnique(call.state, 'realmAssignments', 'name', given.name, before.id);
  return { ...before.body, ...content(given) };
};

const realmAssignments: Resource = {
  kind: 'realm-assignments',
  path: '/api/v1/realm-assignments',
  noun: 'RealmAssignment',
  prefix: 'rul',
  label: 'spec',
  lifecycle: 'empty',
  deleteWantsInactive: true,
  update: inlineUpdate,
  create: (_call, given) => {
    demand(given, 'name', 'actions', 'conditions');
    return { status: 'INACTIVE', isDefault: false, domains: [], ...content(given), name: asText(given.name) };
  },
};

export const simpleOperations: Operation<OktaState>[] = [
  trustedOrigins,
  zones,
  behaviors,
  smsTemplates,
  captchas,
  logStreams,
  realms,
  realmAssignments,
  deviceAssurances,
  uiSchemas,
  pushProviders,
  emailServers,
].flatMap(resourceOperations);
