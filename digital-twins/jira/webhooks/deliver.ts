import { createHmac } from 'node:crypto';
import type { OutResult } from '../../kit/outbox.ts';
import type { Call } from '../../kit/plugin.ts';
import { queryHash, signJwt } from '../auth/jwt.ts';
import { prepareSearch } from '../jql/find.ts';
import { JqlError } from '../jql/syntax/jql-error.ts';
import type { Issue } from '../model/issue.ts';
import type { JiraUser } from '../model/user.ts';
import type { JiraState } from '../state.ts';
import { bodyOf } from './body.ts';
import type { JiraEvent } from './event.ts';
import type { AdminHook, DynamicHook } from './state.ts';
import { fillUrl } from './url.ts';

export type Happening = Call<JiraState> & { user: Readonly<JiraUser> };

/** Tells every webhook that listens; what they answer changes nothing here. */
export function tellWebhooks(call: Happening, event: JiraEvent): void {
  const { state } = call;
  if (state.adminHooks.size === 0 && state.dynamicHooks.size === 0) return;
  for (const hook of state.adminHooks.values()) if (hook.enabled && listens(call, hook, event)) deliverAdmin(call, hook, event);
  const now = call.clock.now();
  const living = [...state.dynamicHooks.values()].filter(hook => hook.expires > now && listensDynamic(call, hook, event));
  const groups = Map.groupBy(living, hook => `${hook.app} ${hook.url}`);
  for (const matched of groups.values()) deliverDynamic(call, matched, event);
}

/** The issue an event is about, where a filter can be asked about it. */
function issueOf({ state }: Happening, event: JiraEvent): Readonly<Issue> | undefined {
  if (event.kind === 'issue' || event.kind === 'comment' || event.kind === 'property') return event.issue;
  if (event.kind === 'worklog') return state.issues.get(event.worklog.issueId);
  return event.kind === 'attachment' ? state.issues.get(event.attachment.issueId) : undefined;
}

function listens(
  call: Happening,
  hook: { events: string[]; jql: string; updatedBy?: string; owner?: string },
  event: JiraEvent,
): boolean {
  if (!hook.events.includes(event.event) && !hook.events.includes(event.event.replace('jira:', ''))) return false;
  const issue = issueOf(call, event);
  if (issue === undefined || hook.jql.trim() === '') return true;
  const owner = call.state.users.get(hook.updatedBy ?? hook.owner ?? '') ?? call.user;
  try {
    return prepareSearch(hook.jql, call.state, owner, call.clock.now()).matches(issue);
  } catch (error) {
    // A filter that has become invalid finds nothing any more.
    if (error instanceof JqlError) return false;
    throw error;
  }
}

function listensDynamic(call: Happening, hook: Readonly<DynamicHook>, event: JiraEvent): boolean {
  if (event.kind === 'property' && hook.propertyKeys.length > 0 && !hook.propertyKeys.includes(event.key)) return false;
  if (event.event === 'jira:issue_updated' && hook.fieldIds.length > 0) {
    const changed = event.kind === 'issue' ? (event.change?.items ?? []) : [];
    if (!changed.some(({ fieldId }) => hook.fieldIds.includes(fieldId))) return false;
  }
  return listens(call, { events: hook.events, jql: hook.jql, owner: hook.owner }, event);
}

/** Each delivery has one identifier, which its retries keep. */
function headersOf(call: Happening, event: JiraEvent): Record<string, string> {
  const shape = { prefix: '', length: 32, alphabet: '0123456789abcdef' };
  return {
    'content-type': 'application/json; charset=UTF-8',
    'user-agent': 'Atlassian Webhook HTTP Client',
    'x-atlassian-webhook-identifier': call.ids.next('jira.delivery', shape),
    'x-atlassian-webhook-flow': isFallout(call, event) ? 'Secondary' : 'Primary',
  };
}

/** What goes with a deleted issue follows as secondary. */
function isFallout({ request }: Happening, event: JiraEvent): boolean {
  const isDeletion = event.event.endsWith('_deleted') && event.kind !== 'issue';
  return isDeletion && request.method === 'DELETE' && /\/issue\/[^/]+$/.test(request.path);
}

const minute = 60_000;
/** Between the attempts; the service spreads them over 5 to 15 minutes (Jira docs, "Webhooks", retry policy). */
const waits = [5 * minute, 8 * minute, 11 * minute, 15 * minute];
const retried = new Set([408, 409, 425, 429]);

function retryIn(attempt: number, last: OutResult): number | undefined {
  const isWorth = last.kind === 'failed' ? last.reason !== 'refused-url' : retried.has(last.status) || last.status >= 500;
  return isWorth ? waits[attempt - 1] : undefined;
}

const policy = {
  method: 'POST',
  /** Real ms (Jira docs: 5 s to connect, 20 s to answer). */
  timeoutMs: 20_000,
  retryIn,
  headersFor: (attempt: number) => ({ 'x-atlassian-webhook-retry': String(attempt - 1) }),
};

function viewOf(call: Happening) {
  return { state: call.state, origin: call.request.origin.replace(/\/ex\/jira\/.*$/, ''), version: 2 as const, user: call.user };
}

function deliverAdmin(call: Happening, hook: Readonly<AdminHook>, event: JiraEvent): void {
  const body = hook.excludeBody ? '' : JSON.stringify(bodyOf(viewOf(call), event, call.clock.now()));
  const url = new URL(fillUrl(hook.url, call.state, event));
  url.searchParams.set('triggeredByUser', call.user.accountId);
  const signature = hook.secret === null ? undefined : createHmac('sha256', hook.secret).update(body).digest('hex');
  call.outbox.deliver({
    ...policy,
    operation: `webhook.${event.event}`,
    url: url.href,
    headers: { ...headersOf(call, event), ...(signature === undefined ? {} : { 'x-hub-signature': `sha256=${signature}` }) },
    body,
  });
}

/** One delivery names all the app's webhooks it answers. */
function deliverDynamic(call: Happening, matched: readonly Readonly<DynamicHook>[], event: JiraEvent): void {
  const [hook] = matched;
  if (hook === undefined) return;
  const shape = { ...bodyOf(viewOf(call), event, call.clock.now()), matchedWebhookIds: matched.map(one => Number(one.id)) };
  const body = JSON.stringify(shape);
  const url = fillUrl(hook.url, call.state, event);
  call.outbox.deliver({
    ...policy,
    operation: `webhook.${event.event}`,
    url,
    headers: { ...headersOf(call, event), ...authorization(call, hook, url) },
    body,
    done: result => {
      const isFine = result.kind === 'answer' && result.status < 400;
      if (!isFine) noteFailure(call, hook, body);
    },
  });
}

function noteFailure(call: Happening, { app, url }: Readonly<DynamicHook>, body: string): void {
  const id = String(call.ids.number('jira.failed-hook', 1));
  call.current().failedHooks.add({ id, app, url, body, at: call.clock.now() });
}

/** Connect apps get a JWT of the site, signed with what they share; OAuth apps one signed with their client secret. */
function authorization({ state }: Happening, { app }: Readonly<DynamicHook>, url: string): Record<string, string> {
  const [kind, ...rest] = app.split(':');
  const key = rest.join(':');
  const now = Math.floor(Date.now() / 1000);
  const claims = { iat: now, exp: now + 180 };
  if (kind === 'connect') {
    const known = state.connectApps.get(key);
    const { pathname, searchParams } = new URL(url);
    const qsh = queryHash('POST', pathname, searchParams);
    return known === undefined
      ? {}
      : { authorization: `JWT ${signJwt({ iss: known.clientKey, qsh, ...claims }, known.sharedSecret)}` };
  }
  const known = state.oauthApps.get(key);
  return known === undefined
    ? {}
    : { authorization: `Bearer ${signJwt({ iss: known.clientId, ...claims }, known.clientSecret)}` };
}
