import { type Answer, json } from '../../../kit/answer.ts';
import type { Operation } from '../../../kit/plugin.ts';
import { invalid, notFound } from '../../errors.ts';
import type { OktaCall } from '../../operation.ts';
import type { Doc, OktaState } from '../../state.ts';
import { managed, readBody } from '../call/managed.ts';
import { content, demand } from '../documents/demand.ts';
import { findDoc, hrefOf, type Resource, resourceOperations, writeDocument } from '../documents/resource.ts';
import { asObject, type Json } from '../json.ts';

const path = '/api/v1/authenticators';

/** Types of the authenticators that can be added. */
const typeOfKey: Record<string, string> = {
  okta_email: 'email',
  phone_number: 'phone',
  okta_verify: 'app',
  google_otp: 'app',
  security_question: 'security_question',
  webauthn: 'security_key',
  duo: 'app',
  rsa_token: 'security_key',
  symantec_vip: 'security_key',
  yubikey_token: 'security_key',
  onprem_mfa: 'security_key',
  custom_otp: 'security_key',
  custom_app: 'app',
  external_idp: 'federated',
  smart_card_idp: 'federated',
};

const authenticators: Resource = {
  kind: 'authenticators',
  path,
  noun: 'Authenticator',
  prefix: 'aut',
  label: 'spec',
  labels: { create: 'docs', update: 'docs', activate: 'docs', deactivate: 'docs' },
  lifecycle: 'document',
  canDelete: false,
  create: (call, given) => {
    demand(given, 'key', 'name');
    const key = String(given.key);
    if (!Object.hasOwn(typeOfKey, key)) throw invalid('key', 'key: Authenticator key is invalid.');
    const other = call.state.documents.by('kind', 'authenticators').find(doc => doc.body.key === key);
    if (other !== undefined && !['custom_app', 'custom_otp', 'external_idp'].includes(key))
      throw invalid('key', 'key: An authenticator with this key already exists.');
    const status = call.request.query.get('activate') === 'true' ? 'ACTIVE' : 'INACTIVE';
    return { ...content(given), type: typeOfKey[key], key, status };
  },
  update: (_call, given, { body }) => {
    demand(given, 'name');
    return { ...body, ...content(given), key: body.key, type: body.type, status: body.status };
  },
  shape: (call, doc) => {
    const base = hrefOf(call, authenticators, doc);
    const step = doc.body.status === 'ACTIVE' ? 'deactivate' : 'activate';
    const { methods: _own, ...shown } = doc.body;
    return {
      ...shown,
      _links: {
        self: { href: base, hints: { allow: ['GET', 'PUT'] } },
        [step]: { href: `${base}/lifecycle/${step}`, hints: { allow: ['POST'] } },
        methods: { href: `${base}/methods`, hints: { allow: ['GET'] } },
      },
    };
  },
};

/** Ways each authenticator can be used. */
const methods: Record<string, string[]> = {
  okta_password: ['password'],
  okta_email: ['email'],
  phone_number: ['sms', 'voice'],
  okta_verify: ['push', 'totp', 'signed_nonce'],
  google_otp: ['otp'],
  security_question: ['security_question'],
  webauthn: ['webauthn'],
};

export const authenticatorOperations: Operation<OktaState>[] = [
  ...resourceOperations(authenticators),
  managed({ name: 'authenticators.methods', method: 'GET', path: `${path}/:id/methods`, label: 'spec', run: listMethods }),
  managed({
    name: 'authenticators.method',
    method: 'GET',
    path: `${path}/:id/methods/:method`,
    label: 'spec',
    run: call => json(methodShape(call, findDoc(call, authenticators), methodOf(call))),
  }),
  managed({
    name: 'authenticators.update-method',
    method: 'PUT',
    path: `${path}/:id/methods/:method`,
    label: 'docs',
    run: updateMethod,
  }),
  managed({
    name: 'authenticators.activate-method',
    method: 'POST',
    path: `${path}/:id/methods/:method/lifecycle/:step`,
    label: 'docs',
    run: setMethod,
  }),
];

function methodOf(call: OktaCall): string {
  const { body } = findDoc(call, authenticators);
  const type = call.params.method ?? '';
  if (methods[String(body.key)]?.includes(type) !== true) throw notFound(type, 'AuthenticatorMethod');
  return type;
}

function methodShape(call: OktaCall, doc: Readonly<Doc>, type: string): Json {
  const own = asObject(asObject(doc.body.methods)[type]);
  const status = own.status ?? doc.body.status;
  const base = `${hrefOf(call, authenticators, doc)}/methods/${type}`;
  const step = status === 'ACTIVE' ? 'deactivate' : 'activate';
  return {
    type,
    status,
    ...own,
    _links: {
      self: { href: base, hints: { allow: ['GET', 'PUT'] } },
      [step]: { href: `${base}/lifecycle/${step}`, hints: { allow: ['POST'] } },
    },
  };
}

function listMethods(call: OktaCall): Answer {
  const doc = findDoc(call, authenticators);
  return json((methods[String(doc.body.key)] ?? []).map(type => methodShape(call, doc, type)));
}

function writeMethod(call: OktaCall, change: Json): Answer {
  const doc = findDoc(call, authenticators);
  const type = methodOf(call);
  const all = asObject(doc.body.methods);
  const changed = writeDocument(call, doc, { ...doc.body, methods: { ...all, [type]: { ...asObject(all[type]), ...change } } });
  return json(methodShape(call, changed, type));
}

function updateMethod(call: OktaCall): Answer {
  const { type, ...rest } = content(readBody(call));
  return writeMethod(call, rest);
}

function setMethod(call: OktaCall): Answer {
  const { step } = call.params;
  if (step !== 'activate' && step !== 'deactivate') throw notFound(step ?? '', 'AuthenticatorMethod');
  return writeMethod(call, { status: step === 'activate' ? 'ACTIVE' : 'INACTIVE' });
}
