import type { Operation } from '../../../kit/plugin.ts';
import { OktaRefusal } from '../../errors.ts';
import type { OktaState } from '../../state.ts';
import { asObject } from '../json.ts';
import { content, demand, demandOneOf, demandUnique } from './demand.ts';
import { behaviors, trustedOrigins, zones } from './origins.ts';
import { realmAssignments, realms } from './realms.ts';
import { hrefOf, type Resource, resourceOperations } from './resource.ts';
import { emailServers, pushProviders, smsTemplates } from './senders.ts';

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
  labels: { update: 'docs' },
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
