import { type Answer, empty, json } from '../../kit/answer.ts';
import type { Operation } from '../../kit/plugin.ts';
import { appOf } from '../auth/apps.ts';
import { JqlError } from '../jql/syntax/jql-error.ts';
import { parseJql } from '../jql/syntax/parser.ts';
import type { Clause } from '../jql/syntax/query.ts';
import { flatten } from '../jql/syntax/query.ts';
import { type JiraCall, type RestOperation, restOperation } from '../operation.ts';
import { asList, asObject, asText, type Loose, pageAnswer, readBody, readNumber } from '../reading.ts';
import { JiraRefusal } from '../refusal.ts';
import type { JiraState } from '../state.ts';
import { dynamicEvents } from './events.ts';
import type { DynamicHook } from './state.ts';

const operations: RestOperation[] = [
  { name: 'webhook.list', method: 'GET', path: '/webhook', label: 'spec', run: list },
  { name: 'webhook.register', method: 'POST', path: '/webhook', label: 'spec', write: true, run: register },
  { name: 'webhook.delete', method: 'DELETE', path: '/webhook', label: 'spec', write: true, run: remove },
  { name: 'webhook.refresh', method: 'PUT', path: '/webhook/refresh', label: 'spec', write: true, run: refresh },
  { name: 'webhook.failed', method: 'GET', path: '/webhook/failed', label: 'spec', run: failed },
];

/** Webhooks that apps register for themselves. */
export const dynamicHookOperations: Operation<JiraState>[] = operations.map(restOperation);

const life = 30 * 86_400_000;
const mostOfUser = { oauth: 5, connect: 100 };

/** The app that calls. Throws 403 for everybody who is none. */
function caller(call: JiraCall): { name: string; kind: 'oauth' | 'connect' } {
  const app = appOf(call);
  if (app === undefined) throw new JiraRefusal(403, ['Only Connect and OAuth 2.0 apps can use this operation.']);
  return { kind: app.kind, name: app.kind === 'oauth' ? `oauth:${app.clientId}` : `connect:${app.key}` };
}

function hooksOf(call: JiraCall, app: string): Readonly<DynamicHook>[] {
  const now = call.clock.now();
  return call.state.dynamicHooks.by('app', app).filter(hook => hook.expires > now);
}

function list(call: JiraCall): Answer {
  const hooks = hooksOf(call, caller(call).name);
  return pageAnswer(
    call,
    hooks,
    hook => ({
      id: Number(hook.id),
      url: hook.url,
      events: hook.events,
      jqlFilter: hook.jql,
      ...(hook.fieldIds.length === 0 ? {} : { fieldIdsFilter: hook.fieldIds }),
      ...(hook.propertyKeys.length === 0 ? {} : { issuePropertyKeysFilter: hook.propertyKeys }),
      expirationDate: hook.expires,
    }),
    { otherwise: 100, most: 100 },
  );
}

function register(call: JiraCall): Answer {
  const app = caller(call);
  const body = readBody(call);
  const url = asText(body.url) ?? '';
  if (!/^https?:$/.test(URL.parse(url.replace(/[${}]/g, ''))?.protocol ?? ''))
    throw new JiraRefusal(400, ['The webhook URL is not valid.']);
  const webhooks = asList(body.webhooks).map(asObject);
  if (webhooks.length === 0) throw new JiraRefusal(400, ['At least one webhook must be provided.']);
  const webhookRegistrationResult = webhooks.map(hook => registerOne(call, app, url, hook));
  return json({ webhookRegistrationResult });
}

function registerOne(call: JiraCall, app: { name: string; kind: 'oauth' | 'connect' }, url: string, given: Loose): unknown {
  const events = asList(given.events).map(String);
  const jql = asText(given.jqlFilter) ?? '';
  const errors = [...eventErrors(events), ...filterErrors(jql)];
  const own = hooksOf(call, app.name).filter(hook => hook.owner === call.user.accountId);
  if (own.length >= mostOfUser[app.kind])
    errors.push(`The maximum number of webhooks (${mostOfUser[app.kind]}) has been reached.`);
  if (errors.length > 0) return { errors };
  const id = String(call.ids.number('jira.dynamic-webhook', 1));
  call.state.dynamicHooks.add({
    id,
    app: app.name,
    owner: call.user.accountId,
    url,
    events,
    jql,
    fieldIds: asList(given.fieldIdsFilter).map(String),
    propertyKeys: asList(given.issuePropertyKeysFilter).map(String),
    expires: call.clock.now() + life,
  });
  return { createdWebhookId: Number(id) };
}

function eventErrors(events: readonly string[]): string[] {
  if (events.length === 0) return ['At least one event must be specified.'];
  return events.filter(event => !dynamicEvents.has(event)).map(event => `The event ${event} is unsupported`);
}

/** Filters of apps are of a simpler kind (Jira docs, "Webhooks", register dynamic webhooks). */
const filterFields = new Set([
  'issuekey',
  'key',
  'issue',
  'id',
  'project',
  'issuetype',
  'type',
  'status',
  'assignee',
  'reporter',
]);

function filterErrors(jql: string): string[] {
  try {
    const { where, orderBy } = parseJql(jql);
    const wrong = where === undefined ? [] : clauseErrors(where);
    return orderBy.length === 0 ? wrong : [...wrong, 'ORDER BY is unsupported'];
  } catch (error) {
    if (error instanceof JqlError) return error.messages;
    throw error;
  }
}

function clauseErrors(clause: Clause): string[] {
  if (clause.kind === 'not') return clauseErrors(clause.part);
  if (clause.kind !== 'test') return clause.parts.flatMap(clauseErrors);
  const { field, operator, operand } = clause;
  const isKnown = filterFields.has(field.name.toLowerCase()) || field.property !== undefined;
  if (!isKnown) return [`The clause ${field.name} is unsupported`];
  if (!['=', '!=', 'in', 'not in'].includes(operator)) return [`The operator ${operator} is unsupported`];
  return flatten(operand).some(value => value.kind === 'call') ? ['Functions are unsupported'] : [];
}

/** The hooks of a body that are the app's own; others are passed over. */
function readHooks(call: JiraCall, app: string): Readonly<DynamicHook>[] {
  const ids = asList(readBody(call).webhookIds).map(asText);
  if (ids.length === 0) throw new JiraRefusal(400, ['At least one webhook ID must be provided.']);
  return hooksOf(call, app).filter(hook => ids.includes(hook.id));
}

function remove(call: JiraCall): Answer {
  for (const hook of readHooks(call, caller(call).name)) call.state.dynamicHooks.delete(hook.id);
  return empty(202);
}

function refresh(call: JiraCall): Answer {
  const expires = call.clock.now() + life;
  for (const hook of readHooks(call, caller(call).name)) {
    call.state.dynamicHooks.edit(hook.id, row => {
      row.expires = expires;
    });
  }
  return json({ expirationDate: expires });
}

function failed(call: JiraCall): Answer {
  const app = caller(call);
  if (app.kind !== 'connect') throw new JiraRefusal(403, ['Only Connect apps can use this operation.']);
  const { query, origin } = call.request;
  const maxResults = readNumber(query.get('maxResults'), 100, 100);
  const after = readNumber(query.get('after') ?? query.get('failedAfter'), 0, Number.MAX_SAFE_INTEGER);
  const all = call.state.failedHooks.by('app', app.name).filter(one => one.at > after);
  const page = all.slice(0, maxResults);
  const last = page.at(-1);
  const hasMore = last !== undefined && all.length > page.length;
  return json({
    values: page.map(({ id, body, url, at }) => ({ id, body, url, failureTime: at })),
    maxResults,
    ...(hasMore ? { next: `${origin}${call.request.path}?maxResults=${maxResults}&after=${last.at}` } : {}),
  });
}
