import { type Answer, json } from '../../../../kit/answer.ts';
import { invalid, malformed, notFound, OktaRefusal } from '../../../errors.ts';
import type { OktaCall } from '../../../operation.ts';
import { readOptionalBody } from '../../call/managed.ts';
import { asText, type Json } from '../../json.ts';
import { findApp } from '../find-app.ts';

const featureNames = ['USER_PROVISIONING', 'INBOUND_PROVISIONING'];

/** Apps that provision by SCIM have features; the others say so. */
export function features(call: OktaCall): Answer {
  const { feature } = call.params;
  if (feature !== undefined && !featureNames.includes(feature)) throw notFound(feature, 'PublicAppFeatureSetName');
  if (call.request.method === 'PUT' && call.request.body.kind === 'none') throw malformed();
  const app = findApp(call);
  if (app.provisioning === undefined) throw invalid('feature', 'Provisioning is not supported.');
  const status = app.provisioning.isEnabled ? 'ENABLED' : 'DISABLED';
  const lifecycle = { lifecycleCreate: { status }, lifecycleDeactivate: { status } };
  const self = { href: `${call.request.origin}/api/v1/apps/${app.id}/features/USER_PROVISIONING` };
  const shown = {
    name: 'USER_PROVISIONING',
    status,
    description: 'User provisioning settings from Okta to a downstream application',
    capabilities: {
      create: { lifecycleCreate: lifecycle.lifecycleCreate },
      update: {
        profile: { status },
        lifecycleDeactivate: lifecycle.lifecycleDeactivate,
        password: { status: 'DISABLED', seed: 'RANDOM', change: 'KEEP_EXISTING' },
      },
    },
    _links: { self },
  };
  return json(feature === undefined ? [shown] : shown);
}

export function connection(call: OktaCall): Answer {
  const app = findApp(call);
  const base = `${call.request.origin}/api/v1/apps/${app.id}/connections/default`;
  const step = app.provisioning?.isEnabled === true ? 'deactivate' : 'activate';
  return json({
    authScheme: 'TOKEN',
    status: app.provisioning?.isEnabled === true ? 'ENABLED' : 'DISABLED',
    _links: {
      self: { href: base, hints: { allow: ['POST', 'GET'] } },
      [step]: { href: `${base}/lifecycle/${step}`, hints: { allow: ['POST'] } },
    },
  });
}

export function setConnection(call: OktaCall): Answer {
  const app = findApp(call);
  const body = readOptionalBody(call);
  const profile = (body.profile ?? {}) as Json;
  const baseUrl = asText(body.baseUrl) ?? app.provisioning?.baseUrl;
  if (baseUrl === undefined || URL.parse(baseUrl) === null) throw invalid('connection', 'Provisioning is not supported.');
  const isEnabled = call.request.query.get('activate') === 'true' || app.provisioning?.isEnabled === true;
  call.state.apps.edit(app.id, row => {
    row.provisioning = { baseUrl, authorization: `Bearer ${asText(profile.token) ?? ''}`, isEnabled };
  });
  return connection(call);
}

/** What a test org without the feature says (recordings of a real org). */
export function withoutFeature(): Answer {
  throw new OktaRefusal(401, 'E0000015', 'You do not have permission to access the feature you are requesting');
}
