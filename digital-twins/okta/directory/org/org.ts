import { type Answer, empty, json } from '../../../kit/answer.ts';
import type { Operation } from '../../../kit/plugin.ts';
import { invalid, notFound, OktaRefusal } from '../../errors.ts';
import type { OktaCall } from '../../operation.ts';
import type { OktaState } from '../../state.ts';
import { findApp } from '../apps/find-app.ts';
import { managed, readBody } from '../call/managed.ts';
import { addDocument } from '../documents/resource.ts';
import { iso } from '../ids.ts';
import { asText, asTexts, type Json } from '../json.ts';

const path = '/api/v1/org';

export const orgOperations: Operation<OktaState>[] = [
  managed({ name: 'org.get', method: 'GET', path, label: 'recorded', run: call => json(orgShape(call)) }),
  managed({ name: 'org.update', method: 'POST PUT', path, label: 'recorded', run: updateOrg }),
  managed({ name: 'org.contacts', method: 'GET', path: `${path}/contacts`, label: 'recorded', run: contacts }),
  managed({ name: 'org.contact', method: 'GET', path: `${path}/contacts/:contact`, label: 'recorded', run: contact }),
  managed({ name: 'org.set-contact', method: 'PUT', path: `${path}/contacts/:contact`, label: 'recorded', run: setContact }),
  managed({
    name: 'org.preferences',
    method: 'GET',
    path: `${path}/preferences`,
    label: 'recorded',
    run: call => json(preferences(call)),
  }),
  managed({ name: 'org.set-footer', method: 'POST', path: `${path}/preferences/:step`, label: 'recorded', run: setFooter }),
  managed({
    name: 'org.communication',
    method: 'GET',
    path: `${path}/privacy/oktaCommunication`,
    label: 'recorded',
    run: call => json(communication(call)),
  }),
  managed({
    name: 'org.set-communication',
    method: 'POST',
    path: `${path}/privacy/oktaCommunication/:step`,
    label: 'recorded',
    run: setCommunication,
  }),
  managed({
    name: 'org.support',
    method: 'GET',
    path: `${path}/privacy/oktaSupport`,
    label: 'recorded',
    run: call => json(support(call)),
  }),
  managed({
    name: 'org.set-support',
    method: 'POST',
    path: `${path}/privacy/oktaSupport/:step`,
    label: 'recorded',
    run: setSupport,
  }),
  managed({ name: 'org.captcha', method: 'GET', path: `${path}/captcha`, label: 'recorded', run: call => json(captcha(call)) }),
  managed({ name: 'org.set-captcha', method: 'PUT', path: `${path}/captcha`, label: 'recorded', run: setCaptcha }),
  managed({
    name: 'org.delete-captcha',
    method: 'DELETE',
    path: `${path}/captcha`,
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
    label: 'recorded',
    run: createUpdate,
  }),
  managed({
    name: 'agentPools.settings',
    method: 'GET',
    path: '/api/v1/agentPools/:pool/updates/settings',
    label: 'recorded',
    run: call => json(findApp(call, call.params.pool)),
  }),
];

/** One page of settings; empty until somebody writes it. */
function read(call: OktaCall, name: string): Json {
  const { id, created, lastUpdated, ...body } = call.state.documents.get(`orgSettings:${name}`)?.body ?? {};
  return body;
}

function write(call: OktaCall, name: string, body: Json): void {
  call.state.documents.delete(`orgSettings:${name}`);
  addDocument(call, 'orgSettings', 'set', { id: name, ...body });
}

const post = (href: string) => ({ href, hints: { allow: ['POST'] } });

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
  const base = `${call.request.origin}${path}`;
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

const contactTypes = ['BILLING', 'TECHNICAL'];

function contacts(call: OktaCall): Answer {
  const base = `${call.request.origin}${path}/contacts`;
  return json(
    contactTypes.map(contactType => ({
      contactType,
      _links: { [contactType.toLowerCase()]: { href: `${base}/${contactType.toLowerCase()}` } },
    })),
  );
}

function contactType(call: OktaCall): string {
  const type = (call.params.contact ?? '').toUpperCase();
  if (!contactTypes.includes(type)) throw notFound(call.params.contact ?? '', 'OrgContactType');
  return type;
}

function contactShape(call: OktaCall, userId: string | null): Json {
  return { userId, _links: { user: { href: `${call.request.origin}/api/v1/users/${userId}` } } };
}

function contact(call: OktaCall): Answer {
  const given = asText(read(call, `contact ${contactType(call)}`).userId);
  return json(contactShape(call, given ?? call.state.org.adminId));
}

function setContact(call: OktaCall): Answer {
  const type = contactType(call);
  const userId = asText(readBody(call).userId) ?? '';
  if (!call.state.users.has(userId)) throw notFound(userId, 'User');
  write(call, `contact ${type}`, { userId });
  return json(contactShape(call, userId));
}

function preferences(call: OktaCall): Json {
  const showEndUserFooter = read(call, 'preferences').showEndUserFooter !== false;
  const step = showEndUserFooter ? 'hideEndUserFooter' : 'showEndUserFooter';
  return { showEndUserFooter, _links: { [step]: post(`${call.request.origin}${path}/preferences/${step}`) } };
}

function stepOf(call: OktaCall, ...known: string[]): string {
  const step = call.params.step ?? '';
  if (!known.includes(step)) throw new OktaRefusal(404, 'E0000022', 'The endpoint does not support the provided HTTP method');
  return step;
}

function setFooter(call: OktaCall): Answer {
  write(call, 'preferences', {
    showEndUserFooter: stepOf(call, 'showEndUserFooter', 'hideEndUserFooter') === 'showEndUserFooter',
  });
  return json(preferences(call));
}

function communication(call: OktaCall): Json {
  const optOutEmailUsers = read(call, 'communication').optOutEmailUsers === true;
  const step = optOutEmailUsers ? 'optIn' : 'optOut';
  return { optOutEmailUsers, _links: { [step]: post(`${call.request.origin}${path}/privacy/oktaCommunication/${step}`) } };
}

function setCommunication(call: OktaCall): Answer {
  write(call, 'communication', { optOutEmailUsers: stepOf(call, 'optIn', 'optOut') === 'optOut' });
  return json(communication(call));
}

function support(call: OktaCall): Json {
  const expiration = asText(read(call, 'support').expiration);
  const base = `${call.request.origin}${path}/privacy/oktaSupport`;
  if (expiration === undefined) return { support: 'DISABLED', expiration: null, _links: { grant: post(`${base}/grant`) } };
  return { support: 'ENABLED', expiration, _links: { extend: post(`${base}/extend`), revoke: post(`${base}/revoke`) } };
}

const day = 86_400_000;

/** Support may look in for a day, and a day longer each time it is extended. */
function setSupport(call: OktaCall): Answer {
  const step = stepOf(call, 'grant', 'extend', 'revoke');
  const until = asText(read(call, 'support').expiration);
  const from = step === 'extend' && until !== undefined ? Date.parse(until) : call.clock.now();
  write(call, 'support', step === 'revoke' ? {} : { expiration: iso(from + day) });
  return json(support(call));
}

function captcha(call: OktaCall): Json {
  const { captchaId, enabledPages } = read(call, 'captcha');
  const self = { href: `${call.request.origin}${path}/captcha`, hints: { allow: ['GET', 'PUT', 'DELETE'] } };
  return { captchaId: captchaId ?? null, enabledPages: enabledPages ?? null, _links: { self } };
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
