import { type Answer, json } from '../../kit/answer.ts';
import type { Call } from '../../kit/plugin.ts';
import type { JiraUser } from '../model/user.ts';
import type { JiraState } from '../state.ts';

/** What a limit says about one request. */
interface Verdict {
  headers: Record<string, string>;
  refused?: Answer;
}

interface Window {
  start: number;
  count: number;
}

/** Real ms. */
const minute = 60_000;
/** Requests a minute; what Jira publishes differs by method and plan (Jira docs, "Rate limiting"). */
const publishedLimit = 350;
/** Writes to one issue within two seconds (Jira docs, "Rate limiting", per issue on write). */
const issueWriteLimit = 20;
const issueWriteWindow = 2000;

/** Real time, so not part of the state: one list of windows for each state there is. */
const windows = new WeakMap<object, Map<string, Window>>();

/** Counts a request against its account's limits. */
export function countRequest({ state, request }: Call<JiraState>, user: Readonly<JiraUser>): Verdict {
  const { rateLimits } = state.settings;
  const limit = typeof rateLimits === 'number' ? rateLimits : publishedLimit;
  const general = windowOf(state, `user:${user.accountId}`, minute);
  general.count += 1;
  const remaining = Math.max(0, limit - general.count);
  const reset = general.start + minute;
  const headers = headersOf(limit, remaining, reset);
  if (rateLimits === 'off') return { headers: headersOf(limit, Math.max(1, remaining), reset) };
  if (general.count > limit) return { headers, refused: refusal(headers, 'jira-burst-based', reset) };
  const issue = request.method === 'GET' ? undefined : /\/issue\/([^/]+)/.exec(request.path)?.[1];
  if (issue === undefined) return { headers };
  const writes = windowOf(state, `issue:${issue}`, issueWriteWindow);
  writes.count += 1;
  if (writes.count <= issueWriteLimit) return { headers };
  return { headers, refused: refusal(headers, 'jira-per-issue-on-write', writes.start + issueWriteWindow) };
}

function windowOf(state: JiraState, key: string, length: number): Window {
  const all = windows.get(state.users) ?? new Map<string, Window>();
  windows.set(state.users, all);
  const now = Date.now();
  const known = all.get(key);
  if (known !== undefined && now - known.start < length) return known;
  const fresh = { start: now, count: 0 };
  all.set(key, fresh);
  return fresh;
}

function headersOf(limit: number, remaining: number, reset: number): Record<string, string> {
  return {
    'x-ratelimit-limit': String(limit),
    'x-ratelimit-remaining': String(remaining),
    'x-ratelimit-reset': new Date(reset).toISOString().replace(/:\d\d\.\d+Z$/, 'Z'),
    'x-ratelimit-nearlimit': String(remaining < limit / 5),
  };
}

function refusal(headers: Record<string, string>, reason: string, reset: number): Answer {
  const wait = Math.max(1, Math.ceil((reset - Date.now()) / 1000));
  const message = 'Rate limit exceeded';
  return json({ message, errorMessages: [`${message}.`], errors: {} }, 429, {
    ...headers,
    'retry-after': String(wait),
    'ratelimit-reason': reason,
  });
}
