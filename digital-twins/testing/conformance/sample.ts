import { callers } from '../../drift/callers.ts';
import { readAnswer } from '../../drift/exchange.ts';
import { type DescribedOperation, readDescription } from '../openapi.ts';
import { at, startTwins, type TwinsProcess } from '../twins-process.ts';

/**
 * What a drawn operation came to. `right`: answered with success, in the published shape. `refused`: the twin has it and
 * refuses this request in the vendor's own words. `loud`: the twin does not have it, says so in the vendor's words, and
 * lists it. `wrong`: anything else.
 */
export type Verdict = 'right' | 'refused' | 'loud' | 'wrong';

export interface Drawn {
  operation: string;
  verdict: Verdict;
  status: number;
  detail: string;
}

/** Where an answer came from, and the type it has. */
interface Place {
  path: string;
  type: string;
}

interface Vendor {
  files: string[];
  /** Values for parameters in a path, by name; anything else gets a name that nothing has. */
  values: Record<string, string>;
  isRefusal(status: number, body: unknown, place: Place): boolean;
}

const has = (body: unknown, ...keys: string[]) => typeof body === 'object' && body !== null && keys.every(key => key in body);

const vendors: Record<string, Vendor> = {
  slack: {
    files: ['slack-web-api-v2.json'],
    values: {},
    isRefusal: (status, body) => status === 200 && has(body, 'ok', 'error') && (body as { ok: unknown }).ok === false,
  },
  okta: {
    files: ['okta-management-minimal.yaml', 'okta-oauth-minimal.yaml'],
    values: {
      userId: 'caller@drift.example',
      id: 'caller@drift.example',
      authServerId: 'default',
      authorizationServerId: 'default',
    },
    // People are sent to `authorize` and `logout`, and are refused with a page; `userinfo` refuses in a header alone.
    isRefusal: (status, body, { path, type }) =>
      status >= 400 &&
      (has(body, 'errorCode', 'errorSummary', 'errorId', 'errorCauses') ||
        has(body, 'error', 'error_description') ||
        (/\/v1\/(authorize|logout)$/.test(path) && type === 'text/html') ||
        (/\/v1\/userinfo$/.test(path) && status === 401 && body === null)),
  },
  jira: {
    files: ['jira-platform-v3.json', 'jira-agile.json'],
    values: { issueIdOrKey: 'DRIFT-1', projectIdOrKey: 'DRIFT', projectKeyOrId: 'DRIFT', projectId: '10000', boardId: '1' },
    // An upload without its header is refused in plain text.
    isRefusal: (status, body) =>
      status >= 400 && (has(body, 'errorMessages', 'errors') || status === 401 || body === 'XSRF check failed'),
  },
};

/** Draws a share of the operations that the vendor describes, by a seed, and asks the twin for each. Empty without the descriptions. */
export async function runSample(twin: string, share: number, seed: number): Promise<Drawn[]> {
  const vendor = vendors[twin];
  const described = (vendor?.files ?? []).flatMap(file => readDescription(file) ?? []);
  if (vendor === undefined || described.length === 0) return [];
  const twins = await startTwins();
  try {
    const drawn = draw(described, Math.max(1, Math.round(described.length * share)), seed);
    const results: Drawn[] = [];
    for (const operation of drawn) results.push(await ask(twins, twin, vendor, operation));
    return results;
  } finally {
    await twins.stop();
  }
}

async function ask(twins: TwinsProcess, twin: string, vendor: Vendor, operation: DescribedOperation): Promise<Drawn> {
  const { method } = operation;
  const path = operation.path.replace(/\{(\w+)\}/g, (_all, name: string) => encodeURIComponent(vendor.values[name] ?? 'none1'));
  const caller = callers[twin];
  await twins.admin('PUT', `${at('sample')}?fresh=1`, { seeds: caller?.seed });
  const origin = await twins.forward('sample', twin);
  const hasBody = method !== 'GET' && method !== 'DELETE';
  const response = await fetch(`${origin}${path}`, {
    method,
    redirect: 'manual',
    headers: {
      authorization: caller?.authorization ?? '',
      accept: 'application/json',
      ...(hasBody ? { 'content-type': 'application/json' } : {}),
    },
    ...(hasBody ? { body: '{}' } : {}),
  });
  const type = (response.headers.get('content-type') ?? '').split(';')[0] ?? '';
  const body = readAnswer(await response.text());
  const { body: journal } = await twins.admin('GET', at('sample', '/journal?direction=in'));
  const entries = journal['entries'] as unknown as { operation: string }[];
  const isThere = entries.at(-1)?.operation !== 'unknown';
  const isListed = isThere || (await isInCoverage(twins, twin, `${method} ${path}`));
  const judged = judge(vendor, operation, { status: response.status, body, place: { path, type }, isThere, isListed });
  return { operation: `${method} ${operation.path}`, status: response.status, ...judged };
}

async function isInCoverage(twins: TwinsProcess, twin: string, request: string): Promise<boolean> {
  const { body } = await twins.admin('GET', '/coverage');
  const missing = body[twin]?.['missing'] as unknown as { request: string }[];
  return missing.some(one => one.request === request || one.request === '(others)');
}

interface Got {
  status: number;
  body: unknown;
  place: Place;
  isThere: boolean;
  isListed: boolean;
}

function judge(vendor: Vendor, operation: DescribedOperation, got: Got): { verdict: Verdict; detail: string } {
  const { status, body, place, isThere, isListed } = got;
  const shown = (JSON.stringify(body) ?? '').slice(0, 160);
  const isRefusal = vendor.isRefusal(status, body, place);
  if (!isThere) {
    if (isRefusal && isListed) return { verdict: 'loud', detail: shown };
    return {
      verdict: 'wrong',
      detail: `not there, and ${isListed ? 'not refused in the vendor’s shape' : 'not listed'}: ${shown}`,
    };
  }
  if (isRefusal) return { verdict: 'refused', detail: shown };
  if (status >= 400) return { verdict: 'wrong', detail: `refused in a shape of its own: ${status} ${shown}` };
  const isOther = !place.type.includes('json') && operation.types(status).includes(place.type);
  if (isOther) return { verdict: 'right', detail: `${place.type}, as published` };
  const problems = operation.problems(status, body);
  if (problems !== undefined && problems.length > 0) return { verdict: 'wrong', detail: problems.slice(0, 3).join('; ') };
  return { verdict: 'right', detail: problems === undefined ? 'no schema for this status' : 'as published' };
}

/** The same seed draws the same operations. */
function draw<Item>(items: Item[], count: number, seed: number): Item[] {
  const left = [...items];
  let state = seed % 2_147_483_647 || 1;
  return Array.from({ length: Math.min(count, left.length) }, () => {
    state = (state * 48_271) % 2_147_483_647;
    return left.splice(state % left.length, 1)[0] as Item;
  });
}
