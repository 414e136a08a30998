import { type AgileClient, type CloudClient, createAgileClient, createCloudClient } from 'jira.js';
import { type Bench, demand, failure, same } from '../../testing/conformance/check.ts';
import type { Loose } from '../../testing/twins-process.ts';
import { type PersonId, tokens } from './seed.ts';

const configOf = (bench: Bench, person: PersonId, apiToken: string) => ({
  host: bench.url,
  auth: { type: 'basic' as const, email: `${person}@acme.example`, apiToken },
  onSchemaMismatch: 'throw' as const,
});

/** jira.js for the platform, which refuses every answer that is not as Jira describes it. */
export function sdk(bench: Bench, person: PersonId = 'ada', apiToken = tokens[person]): CloudClient {
  return createCloudClient(configOf(bench, person, apiToken));
}

/** jira.js for boards and sprints. */
export function agile(bench: Bench, person: PersonId = 'ada'): AgileClient {
  return createAgileClient(configOf(bench, person, tokens[person]));
}

export const basic = (person: PersonId, token: string = tokens[person]): string =>
  `Basic ${Buffer.from(`${person}@acme.example:${token}`).toString('base64')}`;

/** An answer as it came over the wire, for what the SDK hides. */
export interface Wire {
  status: number;
  headers: Headers;
  /** Parsed when it is JSON. */
  body: Loose;
  text: string;
}

/** One call as Ada. A string goes out as it is; an `authorization` of its own replaces hers, an empty one sends none. */
export async function call(
  bench: Bench,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Wire> {
  const usual = { accept: 'application/json', 'content-type': 'application/json', authorization: basic('ada') };
  const sent = Object.fromEntries(Object.entries({ ...usual, ...headers }).filter(([, value]) => value !== ''));
  const init = { method, headers: sent, redirect: 'manual' as const };
  const content = body === undefined ? {} : { body: isRaw(body) ? body : JSON.stringify(body) };
  const response = await fetch(path.startsWith('http') ? path : `${bench.url}${path}`, { ...init, ...content });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: parsed(text), text };
}

const isRaw = (body: unknown): body is string | Uint8Array<ArrayBuffer> | FormData =>
  typeof body === 'string' || body instanceof Uint8Array || body instanceof FormData;

function parsed(text: string): Loose {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

/** What Jira says when it refuses. */
export interface Refused {
  status: number;
  errorMessages: string[];
  errors: Record<string, string>;
}

/** Runs what must be refused with this status, in the shape of Jira's platform API. */
export async function refused(run: () => Promise<unknown>, status: number): Promise<Refused> {
  const error = await failure(run);
  same(error['status'], status, `status (${error.message.slice(0, 300)})`);
  return refusalIn(status, error['body'] as Loose);
}

/** The same of an answer that came over the wire. */
export function refusalOf({ status, body, text }: Wire, expected: number): Refused {
  same(status, expected, `status (${text.slice(0, 300)})`);
  return refusalIn(status, body);
}

function refusalIn(status: number, body: Loose): Refused {
  const { errorMessages = [], errors = {} } = (body ?? {}) as Partial<Refused>;
  demand(Array.isArray(errorMessages), `errorMessages is ${JSON.stringify(errorMessages)}`);
  demand(errorMessages.length > 0 || Object.keys(errors).length > 0, `it says nothing: ${JSON.stringify(body)}`);
  return { status, errorMessages, errors };
}

/** A document of one paragraph. */
export function paragraph(text: string) {
  const content = [{ type: 'paragraph' as const, content: [{ type: 'text' as const, text }] }];
  return { type: 'doc' as const, version: 1 as const, content };
}

/** Makes a task in HELP and gives its key. */
export async function makeTask(bench: Bench, summary: string, more: Record<string, unknown> = {}): Promise<string> {
  const fields = { project: { key: 'HELP' }, issuetype: { name: 'Task' }, summary, ...more };
  const { key } = await sdk(bench).issues.createIssue({ fields });
  demand(typeof key === 'string' && key.startsWith('HELP-'), `the new key is ${key}`);
  return key;
}

/** The fields of an issue, as that person sees them. */
export async function fieldsOf(bench: Bench, issueIdOrKey: string, person: PersonId = 'ada'): Promise<Record<string, Loose>> {
  const { fields } = await sdk(bench, person).issues.getIssue({ issueIdOrKey });
  demand(fields !== undefined && fields !== null, `${issueIdOrKey} has no fields`);
  return fields as unknown as Record<string, Loose>;
}

export async function statusOf(bench: Bench, issueIdOrKey: string): Promise<string> {
  return String((await fieldsOf(bench, issueIdOrKey))['status']?.['name']);
}

/** The keys a query finds, in its order. */
export async function find(bench: Bench, jql: string, person: PersonId = 'ada'): Promise<string[]> {
  const query = { jql, fields: ['summary'], maxResults: 100 };
  const { issues } = await sdk(bench, person).issueSearch.searchAndReconsileIssuesUsingJqlPost(query);
  demand(Array.isArray(issues), 'there is no list of issues');
  return issues.map(issue => String(issue.key));
}

/** The account of one of the people. */
export async function accountOf(bench: Bench, person: PersonId): Promise<string> {
  const { accountId } = await sdk(bench, person).myself.getCurrentUser();
  demand(typeof accountId === 'string' && accountId !== '', `the account of ${person} is ${accountId}`);
  return accountId;
}

/** Takes the transition of that name. */
export async function move(bench: Bench, issueIdOrKey: string, name: string, more: Record<string, unknown> = {}): Promise<void> {
  const { transitions } = await sdk(bench).issues.getTransitions({ issueIdOrKey });
  const id = transitions?.find(transition => transition.name === name)?.id;
  demand(id !== undefined && id !== null, `${issueIdOrKey} has no transition ${name}`);
  await sdk(bench).issues.doTransition({ issueIdOrKey, transition: { id }, ...more });
}

/** Says "no" with `what` unless both lists hold the same, in any order. */
export function sameSet(actual: readonly unknown[] | undefined, expected: readonly unknown[], what: string): void {
  const sorted = (list: readonly unknown[]) => list.map(String).sort();
  same(sorted(actual ?? []), sorted(expected), what);
}
