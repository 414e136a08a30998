import { setTimeout } from 'node:timers/promises';
import { Client, DefaultRequestExecutor } from '@okta/okta-sdk-nodejs';
import { type Bench, demand, failure, same } from '../../testing/conformance/check.ts';
import type { Loose } from '../../testing/twins-process.ts';
import { apiToken } from './seed.ts';

/** Okta's own client. It caches reads unless it is told not to, which would hide what the server says. */
export function sdk(bench: Bench, token = apiToken, maxRetries = 0): Client {
  const requestExecutor = new DefaultRequestExecutor({ maxRetries, requestTimeout: 0 });
  // biome-ignore lint/suspicious/noExplicitAny: the declaration leaves out that null turns the cache off
  return new Client({ orgUrl: bench.url, token, requestExecutor, cacheMiddleware: null as any });
}

/** An answer as it came over the wire, for what the SDK hides. */
export interface Wire {
  status: number;
  headers: Headers;
  /** Parsed when it is JSON. */
  body: Loose;
  text: string;
}

/** One call of the management API. A `content-type` and `authorization` of its own replaces the usual ones. */
export async function call(bench: Bench, method: string, path: string, body?: unknown, headers: HeadersInit = {}): Promise<Wire> {
  const usual = { accept: 'application/json', 'content-type': 'application/json', authorization: `SSWS ${apiToken}` };
  const sent = body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) };
  const response = await fetch(`${bench.url}${path}`, { method, headers: { ...usual, ...headers }, redirect: 'manual', ...sent });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: parsed(text), text };
}

function parsed(text: string): Loose {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

/** The error object of Okta's API as the SDK throws it. */
export interface Refused {
  status: number;
  errorCode: string;
  errorSummary: string;
  errorId: string;
  errorLink: string;
  errorCauses: { errorSummary: string }[];
  headers: { get(name: string): string | null };
}

/** Runs what must be refused with this status and code; gives the whole error. */
export async function refused(run: () => Promise<unknown>, status: number, code: string): Promise<Refused> {
  const error = (await failure(run)) as unknown as Refused & Error;
  same([error.status, error.errorCode], [status, code], `status and errorCode (${error.message})`);
  return error;
}

/** Demands that one of the causes says so. */
export function demandCause(error: Refused, words: string): void {
  const causes = error.errorCauses?.map(cause => cause.errorSummary) ?? [];
  demand(
    causes.some(cause => cause.includes(words)),
    `no cause says "${words}": ${JSON.stringify(causes)}`,
  );
}

/** Waits until it holds; throws with `what` after five seconds. For what a real org does in the background. */
export async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 5000;
  while (!(await holds())) {
    demand(Date.now() < end, `${what}: not within five seconds`);
    await setTimeout(50);
  }
}

/** All items of a list of the SDK. */
export async function all<Item>(listed: PromiseLike<{ each(take: (item: Item) => void): Promise<unknown> }>): Promise<Item[]> {
  const items: Item[] = [];
  await (await listed).each(item => void items.push(item));
  return items;
}

/** The profile of somebody who is not there yet. */
export function profileOf(
  name: string,
  lastName = 'Larsen',
): { firstName: string; lastName: string; email: string; login: string } {
  const email = `${name}@acme.example`;
  return { firstName: name.charAt(0).toUpperCase() + name.slice(1), lastName, email, login: email };
}

/** The id of a seeded person. */
export async function idOf(bench: Bench, name: string): Promise<string> {
  const { id } = await sdk(bench).userApi.getUser({ userId: `${name}@acme.example` });
  demand(typeof id === 'string' && id.startsWith('00u'), `the id of ${name} is ${id}`);
  return id;
}

/** Primary authentication with a login and a password. Throws what the server said when it does not succeed. */
export async function sessionTokenFor(bench: Bench, username: string, password: string): Promise<string> {
  const { status, body, text } = await call(bench, 'POST', '/api/v1/authn', { username, password }, { authorization: '' });
  demand(status === 200 && String(body.status) === 'SUCCESS', `/api/v1/authn said ${status} ${text.slice(0, 200)}`);
  return String(body.sessionToken);
}
