import { asObject, type Json, mergeDeep } from '../json.ts';
import { content, demand } from './demand.ts';
import { hrefOf, type Resource } from './resource.ts';

export const smsTemplates: Resource = {
  kind: 'templates.sms',
  path: '/api/v1/templates/sms',
  noun: 'SmsTemplate',
  forgetsGladly: true,
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

export const pushProviders: Resource = {
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

export const emailServers: Resource = {
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
    return { authType: 'BASIC_SMTP_AUTH', ...content(given) };
  },
  shape: (_call, doc) => {
    const { created, lastUpdated, password, ...body } = doc.body;
    return body;
  },
};
