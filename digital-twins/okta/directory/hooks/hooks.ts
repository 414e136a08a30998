import { type Answer, json } from '../../../kit/answer.ts';
import { parseJson } from '../../../kit/parse-json.ts';
import type { Operation } from '../../../kit/plugin.ts';
import { invalid, OktaRefusal } from '../../errors.ts';
import type { OktaCall } from '../../operation.ts';
import type { Doc, OktaState } from '../../state.ts';
import { managed, readOptionalBody } from '../call/managed.ts';
import { content, demand, demandUnique } from '../documents/demand.ts';
import { findDoc, hrefOf, type Resource, resourceOperations, writeDocument } from '../documents/resource.ts';
import { asList, asObject, asTexts, dig, type Json, mergeDeep } from '../json.ts';
import { headersOf, hookTimeout } from './deliver-event.ts';

const eventHooks: Resource = {
  kind: 'eventHooks',
  path: '/api/v1/eventHooks',
  noun: 'EventHook',
  prefix: 'who',
  label: 'spec',
  events: 'event_hook',
  lifecycle: 'document',
  deleteWantsInactive: true,
  create: (call, given) => {
    demand(given, 'name', 'events', 'channel');
    checkEvents(given);
    demandUnique(call.state, 'eventHooks', 'name', given.name);
    return {
      status: 'ACTIVE',
      verificationStatus: 'UNVERIFIED',
      name: given.name,
      description: given.description ?? null,
      createdBy: call.state.org.adminId,
      events: { type: 'EVENT_TYPE', filter: null, ...asObject(given.events) },
      channel: readChannel(given.channel),
    };
  },
  update: (call, given, before) => {
    demandUnique(call.state, 'eventHooks', 'name', given.name ?? before.body.name, before.id);
    const next = { ...before.body, ...content(given) };
    checkEvents(next);
    const isMoved = dig(given, 'channel', 'config', 'uri') !== dig(before.body, 'channel', 'config', 'uri');
    return {
      ...next,
      channel: readChannel(next.channel),
      ...(isMoved && given.channel !== undefined ? { verificationStatus: 'UNVERIFIED' } : {}),
    };
  },
  shape: (call, doc) => ({ ...withoutSecret(doc.body), _links: eventLinks(call, doc) }),
};

function eventLinks(call: OktaCall, doc: Readonly<Doc>): Json {
  const base = hrefOf(call, eventHooks, doc);
  const step = doc.body.status === 'ACTIVE' ? 'deactivate' : 'activate';
  const isVerified = doc.body.verificationStatus === 'VERIFIED';
  return {
    self: { href: base },
    ...(isVerified ? {} : { verify: { href: `${base}/lifecycle/verify`, hints: { allow: ['POST'] } } }),
    [step]: { href: `${base}/lifecycle/${step}`, hints: { allow: ['POST'] } },
  };
}

function checkEvents(given: Json): void {
  const items = asTexts(dig(given, 'events', 'items'));
  if (items.length === 0) throw invalid('events', 'events.items: The field cannot be left blank');
  const bad = items.find(item => !/^[a-z][a-z0-9_.]{2,100}$/.test(item));
  if (bad !== undefined) throw invalid('events', `events.items: '${bad}' is not a valid event type`);
}

/** The address must be one that can be called; Okta itself demands https, the twin's products listen on plain http too. */
function readChannel(given: unknown): Json {
  const uri = String(dig(given, 'config', 'uri') ?? '');
  const url = URL.parse(uri);
  if (url === null || !/^https?:$/.test(url.protocol))
    throw invalid('channel.config.uri', 'channel.config.uri: The URL is invalid.');
  return mergeDeep({ type: 'HTTP', version: '1.0.0', config: { uri, headers: [], method: 'POST' } }, asObject(given));
}

/** The secret of the authorization header is taken and never shown. */
function withoutSecret(body: Json): Json {
  const scheme = dig(body, 'channel', 'config', 'authScheme');
  if (scheme === undefined || scheme === null) return body;
  const { value, ...shown } = asObject(scheme);
  const channel = asObject(body.channel);
  return { ...body, channel: { ...channel, config: { ...asObject(channel.config), authScheme: shown } } };
}

const hookTypes = [
  'com.okta.import.transform',
  'com.okta.oauth2.tokens.transform',
  'com.okta.saml.tokens.transform',
  'com.okta.telephony.provider',
  'com.okta.user.credential.password.import',
  'com.okta.user.pre-registration',
];

const inlineHooks: Resource = {
  kind: 'inlineHooks',
  path: '/api/v1/inlineHooks',
  noun: 'InlineHook',
  prefix: 'cal',
  label: 'recorded',
  events: 'inline_hook',
  lifecycle: 'document',
  updates: { methods: 'PUT POST', mode: 'merge' },
  mayDelete: (_call, { body }) => {
    if (body.status === 'ACTIVE')
      throw new OktaRefusal(403, 'E0000001', 'Api validation failed: inlineHook', [
        'Inline hook must be deactivated before it can be deleted.',
      ]);
  },
  create: (call, given) => {
    demand(given, 'name', 'type', 'channel');
    if (!hookTypes.includes(String(given.type))) throw invalid('type', 'type: The inline hook type is invalid.');
    demandUnique(call.state, 'inlineHooks', 'name', given.name);
    return {
      status: 'ACTIVE',
      name: given.name,
      type: given.type,
      version: given.version ?? '1.0.0',
      channel: readChannel(given.channel),
    };
  },
  shape: (call, doc) => ({ ...withoutSecret(doc.body), _links: inlineLinks(call, doc) }),
};

function inlineLinks(call: OktaCall, doc: Readonly<Doc>): Json {
  const base = hrefOf(call, inlineHooks, doc);
  const link = (rest: string, verb = 'POST') => ({ href: `${base}${rest}`, hints: { allow: [verb] } });
  if (doc.body.status === 'ACTIVE')
    return { self: { href: base }, execute: link('/execute'), deactivate: link('/lifecycle/deactivate') };
  return { activate: link('/lifecycle/activate'), self: { href: base }, delete: link('', 'DELETE') };
}

export const hookOperations: Operation<OktaState>[] = [
  ...resourceOperations(eventHooks),
  ...resourceOperations(inlineHooks),
  managed({
    name: 'eventHooks.verify',
    method: 'POST',
    path: '/api/v1/eventHooks/:id/lifecycle/verify',
    label: 'docs',
    run: verify,
  }),
  managed({ name: 'inlineHooks.execute', method: 'POST', path: '/api/v1/inlineHooks/:id/execute', label: 'docs', run: execute }),
];

/** One GET with a challenge, which the hook's service sends back (Okta docs, Event hooks, one-time verification). */
async function verify(call: OktaCall): Promise<Answer> {
  const { id } = findDoc(call, eventHooks);
  const doc = findDoc(call, eventHooks);
  const challenge = call.secrets.token(32);
  const result = await call.outbox.request({
    operation: 'eventHook.verify',
    method: 'GET',
    url: String(dig(doc.body, 'channel', 'config', 'uri')),
    headers: { accept: 'application/json', 'x-okta-verification-challenge': challenge, ...headersOf(doc.body) },
    body: '',
    timeoutMs: hookTimeout,
  });
  const echoed = result.kind === 'answer' && result.status === 200 ? dig(parse(result.body), 'verification') : undefined;
  if (echoed !== challenge) {
    throw new OktaRefusal(400, 'E0000001', 'Api validation failed: eventHook', [
      'Verification failed. The event hook endpoint did not return the expected verification value.',
    ]);
  }
  const now = call.current().documents.get(`eventHooks:${id}`);
  if (now === undefined) return json({});
  const state = call.current();
  const changed = writeDocument({ ...call, state }, now, { ...now.body, verificationStatus: 'VERIFIED' });
  return json(eventHooks.shape?.(call, changed));
}

function parse(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}

/** Calls the hook's service with what is given, and shows what it said. */
async function execute(call: OktaCall): Promise<Answer> {
  const doc = findDoc(call, inlineHooks);
  if (doc.body.status !== 'ACTIVE') throw invalid('inlineHook', 'The inline hook is not active.');
  const result = await call.outbox.request({
    operation: 'inlineHook.execute',
    method: 'POST',
    url: String(dig(doc.body, 'channel', 'config', 'uri')),
    headers: { 'content-type': 'application/json', accept: 'application/json', ...headersOf(doc.body) },
    body: JSON.stringify(readOptionalBody(call)),
    timeoutMs: hookTimeout,
  });
  if (result.kind === 'failed')
    throw new OktaRefusal(400, 'E0000001', 'Api validation failed: inlineHook', [
      `The inline hook could not be called: ${result.message}`,
    ]);
  const answer = asObject(parse(result.body));
  return json({ ...answer, commands: asList(answer.commands) });
}
