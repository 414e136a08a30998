import { type Answer, empty, json } from '../../kit/answer.ts';
import type { Operation } from '../../kit/plugin.ts';
import { isAdmin } from '../access/can.ts';
import { prepareSearch } from '../jql/find.ts';
import { JqlError } from '../jql/syntax/jql-error.ts';
import { answerCall, type JiraCall, type RestOperation } from '../operation.ts';
import { asList, asObject, asText, type Loose, readBody } from '../reading.ts';
import { JiraRefusal } from '../refusal.ts';
import type { JiraState } from '../state.ts';
import { adminEvents } from './events.ts';
import type { AdminHook } from './state.ts';

const root = '/rest/webhooks/1.0/webhook';

const operations: RestOperation[] = [
  {
    name: 'webhook.admin.list',
    method: 'GET',
    path: root,
    label: 'docs',
    run: call => json([...call.state.adminHooks.values()].map(hook => shapeOf(call, hook))),
  },
  { name: 'webhook.admin.create', method: 'POST', path: root, label: 'docs', write: true, run: create },
  {
    name: 'webhook.admin.get',
    method: 'GET',
    path: `${root}/:hook`,
    label: 'docs',
    run: call => json(shapeOf(call, find(call))),
  },
  { name: 'webhook.admin.update', method: 'PUT', path: `${root}/:hook`, label: 'docs', write: true, run: update },
  {
    name: 'webhook.admin.delete',
    method: 'DELETE',
    path: `${root}/:hook`,
    label: 'docs',
    write: true,
    run: call => {
      call.state.adminHooks.delete(find(call).id);
      return empty();
    },
  },
];

/** Webhooks of the site's administrators (Jira docs, "Webhooks", registering via the REST API). */
export const adminHookOperations: Operation<JiraState>[] = operations.map(({ run, ...rest }) => ({
  ...rest,
  run: call =>
    answerCall(call, {
      run: inner => {
        if (!isAdmin(inner.state, inner.user)) throw new JiraRefusal(403, ['Only Jira administrators can manage webhooks.']);
        return run(inner);
      },
    }),
}));

const issueEvents = 'issue-related-events-section';

function shapeOf(call: JiraCall, hook: Readonly<AdminHook>): Record<string, unknown> {
  return {
    name: hook.name,
    description: hook.description,
    url: hook.url,
    excludeBody: hook.excludeBody,
    filters: { [issueEvents]: hook.jql },
    events: hook.events,
    enabled: hook.enabled,
    isSigned: hook.secret !== null,
    self: `${call.request.origin}${root}/${hook.id}`,
    lastUpdatedUser: hook.updatedBy,
    lastUpdatedDisplayName: call.state.users.get(hook.updatedBy)?.name ?? hook.updatedBy,
    lastUpdated: hook.updated,
  };
}

function find(call: JiraCall): Readonly<AdminHook> {
  const hook = call.state.adminHooks.get(call.params.hook ?? '');
  if (hook === undefined) throw new JiraRefusal(404, [`No webhook with id ${call.params.hook ?? ''} could be found.`]);
  return hook;
}

function create(call: JiraCall): Answer {
  const body = readBody(call);
  const blank = { name: '', description: '', url: '', events: [], jql: '', excludeBody: false, secret: null, enabled: true };
  const hook = { ...blank, ...readHook(call, body), id: String(call.ids.number('jira.webhook', 1)) };
  check(hook);
  return json(shapeOf(call, call.state.adminHooks.add(hook)), 201);
}

function update(call: JiraCall): Answer {
  const { id, ...before } = find(call);
  const next = { ...before, ...readHook(call, readBody(call)) };
  check(next);
  const changed = call.state.adminHooks.edit(id, row => {
    Object.assign(row, next);
  });
  return json(shapeOf(call, changed));
}

/** The parts of a webhook that a body names. */
function readHook(call: JiraCall, body: Loose): Partial<AdminHook> & Pick<AdminHook, 'updatedBy' | 'updated'> {
  const jql = asText(asObject(body.filters)[issueEvents]) ?? asText(body.jqlFilter);
  checkFilter(call, jql ?? '');
  const secret = asText(body.secret);
  return {
    ...textPart('name', body.name),
    ...textPart('description', body.description),
    ...textPart('url', body.url),
    ...(body.events === undefined ? {} : { events: asList(body.events).map(String) }),
    ...(jql === undefined ? {} : { jql }),
    ...(typeof body.excludeBody === 'boolean' ? { excludeBody: body.excludeBody } : {}),
    ...(typeof body.enabled === 'boolean' ? { enabled: body.enabled } : {}),
    ...(secret === undefined ? {} : { secret: secret === '' ? null : secret }),
    updatedBy: call.user.accountId,
    updated: call.clock.now(),
  };
}

function textPart(name: 'name' | 'description' | 'url', value: unknown): Partial<AdminHook> {
  const text = asText(value);
  return text === undefined ? {} : { [name]: text };
}

function checkFilter(call: JiraCall, jql: string): void {
  if (jql.trim() === '') return;
  try {
    prepareSearch(jql, call.state, call.user, call.clock.now());
  } catch (error) {
    if (error instanceof JqlError) throw new JiraRefusal(400, error.messages);
    throw error;
  }
}

function check({ name, url, events }: Pick<AdminHook, 'name' | 'url' | 'events'>): void {
  const messages: string[] = [];
  if (name.trim() === '') messages.push('The webhook name must be specified.');
  if (!/^https?:$/.test(URL.parse(url.replace(/[${}]/g, ''))?.protocol ?? '')) messages.push('The webhook URL is not valid.');
  const unknown = events.find(event => !adminEvents.has(event));
  if (unknown !== undefined) messages.push(`The event '${unknown}' does not exist.`);
  if (messages.length > 0) throw new JiraRefusal(400, messages);
}
