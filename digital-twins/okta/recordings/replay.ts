import { createIdMap, type IdMap, type RecordedCall, type Replayed } from '../../testing/recording-score.ts';
import type { Described } from './described.ts';

const token = '00seed-okta-api-token';
const password = 'Correct-Horse-9';

/** Replays the recorded calls of one test against a twin in which nobody has worked yet. */
export async function replay(origin: string, calls: RecordedCall[], described: Described): Promise<Replayed[]> {
  const ids = createIdMap();
  await prepare(origin, calls, ids);
  const replayed: Replayed[] = [];
  const names = new Set<string>();
  for (const call of calls) replayed.push(await replayOne(origin, call, ids, described, names));
  return replayed;
}

async function replayOne(
  origin: string,
  call: RecordedCall,
  ids: IdMap,
  described: Described,
  names: Set<string>,
): Promise<Replayed> {
  const path = ids.translate(call.path);
  const body = withOwnName(bodyFor(call), call, names);
  const sent = body === undefined ? undefined : ids.translate(JSON.stringify(body));
  const { status, body: found, link } = await ask(origin, call.method, path, sent);
  ids.learn(call.body, found);
  learnCursor(call.links.join(', '), link, ids);
  const operation = described.find(call.method, path.split('?')[0] ?? '');
  return {
    call,
    status,
    body: found,
    problems: withoutKnown(operation?.problems(status, found), operation?.problems(call.status, call.body)),
    knows: key => operation?.knows(status, key) ?? false,
  };
}

async function ask(
  origin: string,
  method: string,
  path: string,
  body: string | undefined,
): Promise<{ status: number; body: unknown; link: string }> {
  const headers = { authorization: `SSWS ${token}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) };
  const answer = await fetch(`${origin}${path}`, { method, headers, ...(body === undefined ? {} : { body }) });
  const text = await answer.text();
  return { status: answer.status, body: text === '' ? null : parsed(text), link: answer.headers.get('link') ?? '' };
}

/** Where the real service does not keep to its own description, the twin need not either. */
function withoutKnown(found: string[] | undefined, recorded: string[] | undefined): string[] | undefined {
  return found?.filter(problem => recorded?.includes(problem) !== true);
}

/** A cursor is a name too. */
function learnCursor(recorded: string, found: string, ids: IdMap): void {
  const cursorOf = (links: string) => /[?&]after=([^&>]+)[^>]*>; rel="next"/.exec(links)?.[1];
  const [before, after] = [cursorOf(recorded), cursorOf(found)];
  if (before !== undefined && after !== undefined) ids.set(before, after);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

type Json = Record<string, unknown>;

/** Makes what the recorded org already had: people, groups and apps that are asked for before anybody made them. */
async function prepare(origin: string, calls: RecordedCall[], ids: IdMap): Promise<void> {
  const attribute = { title: 'Custom', type: 'string' };
  const custom = { definitions: { custom: { id: '#custom', type: 'object', properties: { customGroupAttribute: attribute } } } };
  await ask(origin, 'POST', '/api/v1/meta/schemas/group/default', JSON.stringify(custom));
  const made = new Set<string>();
  for (const { method, path, status, body } of calls) {
    const one = body as Json | null;
    if (method === 'POST' && status < 300 && typeof one?.id === 'string') made.add(one.id);
    if (status >= 400 || !path.startsWith('/api/v1/')) continue;
    for (const [, kind = '', id = ''] of path.matchAll(/\/(users|groups|apps)\/([A-Za-z0-9]{15,}|test_group_id)(?=[/?]|$)/g)) {
      if (made.has(id)) continue;
      made.add(id);
      await makeOne(origin, calls, ids, kind, id);
    }
  }
}

async function makeOne(origin: string, calls: RecordedCall[], ids: IdMap, kind: string, id: string): Promise<void> {
  const { body } = await ask(origin, 'POST', `/api/v1/${kind}`, JSON.stringify(contentOf(calls, kind, id)));
  ids.set(id, String((body as Json).id));
}

/** What is known of something from any answer that shows it. */
function contentOf(calls: RecordedCall[], kind: string, id: string): Json {
  const shown = calls.map(call => call.body as Json | null).find(body => body?.id === id && body.profile !== undefined);
  if (kind === 'users') {
    const login = `person-${id}@example.com`.toLowerCase();
    return {
      profile: { firstName: 'A', lastName: 'B', ...(shown?.profile as Json), email: login, login },
      credentials: { password: { value: password } },
    };
  }
  if (kind === 'groups') return { profile: { ...(shown?.profile as Json), name: `Group ${id}` } };
  return {
    name: 'bookmark',
    label: `App ${id}`,
    signOnMode: 'BOOKMARK',
    settings: { app: { requestIntegration: false, url: 'https://example.com' } },
  };
}

/** The recordings of a test are of many runs, each with an org of its own: a name that comes again gets a number. */
function withOwnName(body: unknown, { method, path, status }: RecordedCall, names: Set<string>): unknown {
  const isNew =
    method === 'POST' && status < 300 && /^\/api\/v1\/(users|groups|apps|groups\/rules|realms|brands)(\?|$)/.test(path);
  if (!isNew) return body;
  const text = JSON.stringify(body);
  const name = `${path.split('?')[0]} ${/"(?:name|login|label)":"([^"]+)"/.exec(text)?.[1] ?? ''}`;
  if (!names.has(name)) return names.add(name) && body;
  const number = names.size;
  return JSON.parse(
    text
      .replace(/"(login|email)":"/g, `"$1":"n${number}.`)
      .replace(/"(label)":"/g, `"$1":"${number} `)
      .replace(/("profile":\{[^}]*"name":")/, `$1${number} `),
  );
}

const shownOnly = [
  'id',
  'created',
  'lastUpdated',
  'status',
  '_links',
  '_embedded',
  'activated',
  'statusChanged',
  'lastLogin',
  'passwordChanged',
  'orn',
];

/** The body that was sent. The older recordings leave it out: then it is what the answer says was written. */
function bodyFor({ method, path, request, status, body }: RecordedCall): unknown {
  if (request !== null && request !== undefined) return request;
  if (method !== 'POST' && method !== 'PUT') return undefined;
  const [plain = ''] = path.split('?');
  if (plain.endsWith('/change_password')) return { oldPassword: { value: password }, newPassword: { value: 'Correct-Horse-10' } };
  if (plain.endsWith('/csrs'))
    return { subject: { countryName: 'CA', commonName: 'SP' }, subjectAltNames: { dnsNames: ['dev.okta.com'] } };
  if (
    status >= 400 ||
    body === null ||
    /\/(lifecycle|generate|clone|subscribe|unsubscribe|optIn|optOut|grant|revoke|extend|forgot_password)\b/.test(plain)
  )
    return undefined;
  const content = Object.fromEntries(Object.entries(body as Json).filter(([key]) => !shownOnly.includes(key)));
  return withoutExtended({ ...content, ...extra(plain, body as Json) });
}

/** What answers never show. */
function extra(path: string, body: Json): Json {
  if (path.endsWith('_recovery_question')) {
    const value = path.includes('/forgot_') ? 'Correct-Horse-11' : password;
    return { password: { value }, recovery_question: { ...(body.recovery_question as Json), answer: 'an answer' } };
  }
  if (/\/users$/.test(path) && !path.includes('/apps/'))
    return { credentials: { password: { value: password } }, type: undefined };
  if (/\/api\/v1\/users\/[^/]+$/.test(path)) return { credentials: {}, type: undefined };
  if (/\/apps\/[^/]+\/users/.test(path)) return { id: body.id };
  return {};
}

/** A key of older answers that no request has. */
function withoutExtended(body: Json): Json {
  const { extendedProperties: _shownOnly, ...settings } = (body.settings ?? {}) as Json;
  return body.settings === undefined ? body : { ...body, settings };
}
