import { type DescribedOperation, findOperation, isAsDescribed } from '../openapi.ts';
import type { Step } from './step.ts';

/** What a step came to. */
export interface Taken {
  request: string;
  status: number;
  /** Whether the answer was held against the vendor's description and stood. */
  isVerified: boolean;
  /** What speaks against it, as one line; undefined when nothing does. */
  problem: string | undefined;
}

/** Whom the steps ask. */
export interface Asked {
  origin: string;
  description: DescribedOperation[];
  /** The address of a path as steps write it. */
  pathOf?(path: string): string;
  headers(method: string, url: URL, names: ReadonlyMap<string, string>): Record<string, string>;
}

type Names = Map<string, string>;

/** Takes steps one after the other; what one remembers is there for all that follow. */
export async function takeSteps(asked: Asked, steps: Step[]): Promise<Taken[]> {
  const names: Names = new Map();
  const taken: Taken[] = [];
  for (const step of steps) taken.push(await takeStep(asked, step, names));
  return taken;
}

async function takeStep(asked: Asked, [request, body, ...keep]: Step, names: Names): Promise<Taken> {
  const [method = '', ...rest] = filled(request, names).split(' ');
  const path = rest.join('%20');
  const url = new URL(asked.pathOf?.(path) ?? path, asked.origin);
  const response = await fetch(url, {
    method,
    redirect: 'manual',
    ...contentOf(body, names),
    headers: { ...typeOf(body), ...asked.headers(method, url, names) },
  });
  const answer = parsed(await response.text());
  for (const one of keep) remember(names, one, answer);
  const described = findOperation(asked.description, method, url.pathname);
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

function typeOf(body: unknown): Record<string, string> {
  const isPlain = body !== undefined && !(body instanceof FormData || body instanceof Blob || body instanceof URLSearchParams);
  return isPlain ? { 'content-type': 'application/json' } : {};
}

function contentOf(body: unknown, names: Names): { body?: string | FormData | Blob | URLSearchParams } {
  if (body === undefined) return {};
  if (body instanceof FormData || body instanceof Blob) return { body };
  if (body instanceof URLSearchParams)
    return { body: new URLSearchParams([...body].map(([key, value]) => [key, filled(value, names)])) };
  return { body: filled(JSON.stringify(body), names) };
}

function filled(text: string, names: Names): string {
  // What no answer gave is asked for all the same: then that step says so too, and the others go on.
  const value = (name: string) => names.get(name) ?? `unknown-${name}`;
  return text
    .replace(/"#([A-Za-z]+)"/g, (all, name: string) => names.get(name) ?? all)
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
