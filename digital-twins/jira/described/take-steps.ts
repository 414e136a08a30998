import { type DescribedOperation, findOperation, isAsDescribed } from '../../testing/openapi.ts';
import { queryHash, signJwt } from '../auth/jwt.ts';
import { seed } from './seed.ts';
import type { Step } from './steps/step.ts';

/** What a step came to. */
export interface Taken {
  request: string;
  status: number;
  /** Whether the answer was held against the vendor's description and stood. */
  isVerified: boolean;
  /** What speaks against it, as one line; undefined when nothing does. */
  problem: string | undefined;
}

type Names = Map<string, string>;

/** Takes steps one after the other; what one remembers is there for all that follow. */
export async function takeSteps(origin: string, steps: Step[], description: DescribedOperation[]): Promise<Taken[]> {
  const names: Names = new Map();
  const taken: Taken[] = [];
  for (const step of steps) taken.push(await takeStep(origin, step, description, names));
  return taken;
}

async function takeStep(
  origin: string,
  [request, body, ...keep]: Step,
  description: DescribedOperation[],
  names: Names,
): Promise<Taken> {
  const [method = '', ...rest] = filled(request, names).split(' ');
  const path = rest.join('%20');
  const url = new URL(path.startsWith('/rest') ? path : `/rest/api/3${path}`, origin);
  const response = await fetch(url, {
    method,
    redirect: 'manual',
    ...contentOf(body, names),
    headers: headersOf(method, url, body),
  });
  const answer = parsed(await response.text());
  for (const one of keep) remember(names, one, answer);
  const described = findOperation(description, method, url.pathname);
  const { status } = response;
  const isVerified = status < 300 && described !== undefined && isAsDescribed(described, status, answer);
  return { request, status, isVerified, problem: problemOf({ request, status, answer, described }) };
}

interface Found {
  request: string;
  status: number;
  answer: unknown;
  described: DescribedOperation | undefined;
}

function problemOf({ request, status, answer, described }: Found): string | undefined {
  if (status >= 400) return `${request}: ${status} ${JSON.stringify(answer)}`;
  // Some operations are in no description.
  if (described === undefined) return undefined;
  if (described.says(status) === undefined) return `${request}: ${status} is not a status it has`;
  const problems = described.problems(status, answer === '' ? {} : answer) ?? [];
  return problems.length === 0 ? undefined : `${request}: ${problems.join('; ')}`;
}

/** Apps sign their requests; everything else is asked by a person. */
function headersOf(method: string, url: URL, body: unknown): Record<string, string> {
  const isPlain = body !== undefined && !(body instanceof FormData || body instanceof Blob || body instanceof URLSearchParams);
  return {
    authorization: url.pathname.includes('/webhook') ? signed(method, url) : person,
    'x-atlassian-token': 'no-check',
    ...(isPlain ? { 'content-type': 'application/json' } : {}),
  };
}

const person = `Basic ${Buffer.from('ada@acme.example:jira-ada-token').toString('base64')}`;

function signed(method: string, url: URL): string {
  const { key, sharedSecret } = seed.jira.connectApps[0] ?? { key: '', sharedSecret: '' };
  const now = Math.floor(Date.now() / 1000);
  const qsh = queryHash(method, url.pathname, url.searchParams);
  return `JWT ${signJwt({ iss: key, iat: now, exp: now + 60, qsh }, sharedSecret)}`;
}

function contentOf(body: unknown, names: Names): { body?: string | FormData | Blob | URLSearchParams } {
  if (body === undefined) return {};
  if (body instanceof FormData || body instanceof Blob || body instanceof URLSearchParams) return { body };
  return { body: filled(JSON.stringify(body), names) };
}

function filled(text: string, names: Names): string {
  // What no answer gave is asked for all the same: then that step says so too, and the others go on.
  const value = (name: string) => names.get(name) ?? `unknown-${name}`;
  return text
    .replace(/"#([A-Za-z]+)"/g, (_all, name: string) => value(name))
    .replace(/\$([A-Za-z]+)/g, (_all, name: string) => value(name));
}

function remember(names: Names, keep: string, answer: unknown): void {
  const [name = '', path = 'id'] = keep.split('=');
  const found = path.split('.').reduce((at: unknown, key) => (at as Record<string, unknown> | undefined)?.[key], answer);
  if (found !== undefined) names.set(name, String(found));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
