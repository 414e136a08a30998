import { type Answer, empty, json } from '../../../kit/answer.ts';
import type { Operation } from '../../../kit/plugin.ts';
import { invalid } from '../../errors.ts';
import type { OktaCall } from '../../operation.ts';
import type { OktaState } from '../../state.ts';
import { findApp } from '../apps/find-app.ts';
import { managed, readBody } from '../call/managed.ts';
import { iso } from '../ids.ts';
import { asText, asTexts, type Json } from '../json.ts';
import { contact, contacts, setContact } from './contacts.ts';
import { communication, setCommunication, setSupport, stepOf, support } from './privacy.ts';
import { orgPath, post, read, write } from './stored.ts';

export const orgOperations: Operation<OktaState>[] = [
  managed({ name: 'org.get', method: 'GET', path: orgPath, label: 'recorded', run: call => json(orgShape(call)) }),
  managed({ name: 'org.update', method: 'POST PUT', path: orgPath, label: 'recorded', run: updateOrg }),
  managed({ name: 'org.contacts', method: 'GET', path: `${orgPath}/contacts`, label: 'recorded', run: contacts }),
  managed({ name: 'org.contact', method: 'GET', path: `${orgPath}/contacts/:contact`, label: 'recorded', run: contact }),
  managed({ name: 'org.set-contact', method: 'PUT', path: `${orgPath}/contacts/:contact`, label: 'recorded', run: setContact }),
  managed({
    name: 'org.preferences',
    method: 'GET',
    path: `${orgPath}/preferences`,
    label: 'recorded',
    run: call => json(preferences(call)),
  }),
  managed({ name: 'org.set-footer', method: 'POST', path: `${orgPath}/preferences/:step`, label: 'recorded', run: setFooter }),
  managed({
    name: 'org.communication',
    method: 'GET',
    path: `${orgPath}/privacy/oktaCommunication`,
    label: 'recorded',
    run: call => json(communication(call)),
  }),
  managed({
    name: 'org.set-communication',
    method: 'POST',
    path: `${orgPath}/privacy/oktaCommunication/:step`,
    label: 'recorded',
    run: setCommunication,
  }),
  managed({
    name: 'org.support',
    method: 'GET',
    path: `${orgPath}/privacy/oktaSupport`,
    label: 'recorded',
    run: call => json(support(call)),
  }),
  managed({
    name: 'org.set-support',
    method: 'POST',
    path: `${orgPath}/privacy/oktaSupport/:step`,
    label: 'recorded',
    run: setSupport,
  }),
  managed({
    name: 'org.captcha',
    method: 'GET',
    path: `${orgPath}/captcha`,
    label: 'recorded',
    run: call => json(captcha(call)),
  }),
  managed({ name: 'org.set-captcha', method: 'PUT', path: `${orgPath}/captcha`, label: 'recorded', run: setCaptcha }),
  managed({
    name: 'org.delete-captcha',
    method: 'DELETE',
    path: `${orgPath}/captcha`,
    label: 'recorded',
    run: call => {
      write(call, 'captcha', {});
      return empty();
    },
  }),
  managed({
    name: 'agentPools.list',
    method: 'GET',
    path: '/api/v1/agentPools /api/v1/agentPools/:pool/updates',
    label: 'recorded',
    run: () => json([]),
  }),
  managed({
    name: 'agentPools.create-update',
    method: 'POST',
    path: '/api/v1/agentPools/:pool/updates',
    label: 'docs',
    run: createUpdate,
  }),
  managed({
    name: 'agentPools.settings',
    method: 'GET',
    path: '/api/v1/agentPools/:pool/updates/settings',
    label: 'docs',
    run: call => json(findApp(call, call.params.pool)),
  }),
];

const fields = [
  'website',
  'phoneNumber',
  'endUserSupportHelpURL',
  'supportPhoneNumber',
  'address1',
  'address2',
  'city',
  'state',
  'country',
  'postalCode',
];

/** Key set and order after recordings of a real org. */
function orgShape(call: OktaCall): Json {
  const { org } = call.state;
  const given = read(call, 'org');
  const base = `${call.request.origin}${orgPath}`;
  return {
    id: org.id,
    subdomain: org.subdomain,
    companyName: asText(given.companyName) ?? org.companyName,
    status: 'ACTIVE',
    expiresAt: null,
    created: iso(org.created),
    lastUpdated: call.state.documents.get('orgSettings:org')?.body.lastUpdated ?? iso(org.created),
    ...Object.fromEntries(
      fields.map(field => [
        field,
        given[field] ?? (field.startsWith('address') || ['city', 'state', 'country', 'postalCode'].includes(field) ? null : ''),
      ]),
    ),
    _links: {
      preferences: { href: `${base}/preferences` },
      uploadLogo: post(`${base}/logo`),
      oktaCommunication: { href: `${base}/privacy/oktaCommunication` },
      logo: null,
      oktaSupport: { href: `${base}/privacy/oktaSupport` },
      contacts: { href: `${base}/contacts` },
    },
  };
}

function updateOrg(call: OktaCall): Answer {
  const given = readBody(call);
  const known = Object.fromEntries(Object.entries(given).filter(([key]) => fields.includes(key) || key === 'companyName'));
  write(call, 'org', { ...(call.request.method === 'PUT' ? {} : read(call, 'org')), ...known });
  return json(orgShape(call));
}

function preferences(call: OktaCall): Json {
  const showEndUserFooter = read(call, 'preferences').showEndUserFooter !== false;
  const step = showEndUserFooter ? 'hideEndUserFooter' : 'showEndUserFooter';
  return { showEndUserFooter, _links: { [step]: post(`${call.request.origin}${orgPath}/preferences/${step}`) } };
}

function setFooter(call: OktaCall): Answer {
  write(call, 'preferences', {
    showEndUserFooter: stepOf(call, 'showEndUserFooter', 'hideEndUserFooter') === 'showEndUserFooter',
  });
  return json(preferences(call));
}

function captcha(call: OktaCall): Json {
  const { captchaId, enabledPages } = read(call, 'captcha');
  const self = { href: `${call.request.origin}${orgPath}/captcha`, hints: { allow: ['GET', 'PUT', 'DELETE'] } };
  return { captchaId: captchaId ?? null, enabledPages: enabledPages ?? [], _links: { self } };
}

function setCaptcha(call: OktaCall): Answer {
  const { captchaId, enabledPages } = readBody(call);
  const id = asText(captchaId);
  if (id !== undefined && !call.state.documents.has(`captchas:${id}`))
    throw invalid('captchaId', 'captchaId: Invalid CAPTCHA ID.');
  if (id === undefined && asTexts(enabledPages).length > 0)
    throw invalid(
      'captchaId',
      'captchaId: Invalid CAPTCHA ID. The value of captchaId cannot be blank when enabledPages is not empty.',
    );
  write(call, 'captcha', { captchaId: id ?? null, enabledPages: asTexts(enabledPages) });
  return json(captcha(call));
}

function createUpdate(call: OktaCall): Answer {
  const given = readBody(call);
  const missing = ['name', 'agentType', 'agentList'].filter(field => given[field] === undefined);
  const [first] = missing;
  if (first !== undefined) throw invalid(first, ...missing.map(field => `errors in the field: ${field}`));
  return json(findApp(call, call.params.pool));
}
