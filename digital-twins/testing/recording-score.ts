import { readFileSync } from 'node:fs';
import { keyPaths } from './key-paths.ts';
import { vendorFolder, withoutNulls } from './openapi.ts';

/** One recorded exchange with the real vendor. */
export interface RecordedCall {
  /** The test of the vendor's SDK that it comes from. */
  test: string;
  method: string;
  /** Path and query. */
  path: string;
  request: unknown;
  status: number;
  body: unknown;
  /** `Link` headers. */
  links: string[];
}

/** What the twin said to a recorded call. */
export interface Replayed {
  call: RecordedCall;
  status: number;
  body: unknown;
  /** What is wrong with the body by the vendor's description; undefined = it does not say. */
  problems: string[] | undefined;
  /** Key paths that the description allows here. */
  knows(path: string): boolean;
}

/** How well a twin does, each as a share of 1 (see the README of the vendor material). */
export interface Score {
  calls: number;
  /** Status as recorded and body valid. */
  c1: number;
  /** Key paths of the recordings that the twin has too. */
  c2: number;
  /** Key paths of the twin that no recording and no description knows. */
  c3: number;
  misses: string[];
}

/** Reads recordings in which one line is one exchange, bodies as text or as values. */
export function readCalls(file: string): RecordedCall[] {
  const lines = readFileSync(new URL(file, vendorFolder), 'utf8')
    .split('\n')
    .filter(line => line !== '');
  return lines.map(line => {
    const { f, m, u, req, s, b, h } = JSON.parse(line);
    const url = new URL(u);
    const path = `${url.pathname.replace(/^\/+/, '/')}${url.search}`;
    return {
      test: f,
      method: String(m).toUpperCase(),
      path,
      request: parsed(req),
      status: s,
      body: b,
      links: [h?.link ?? []].flat(),
    };
  });
}

function parsed(text: unknown): unknown {
  if (typeof text !== 'string') return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** The ids of one side as they are called on the other: they stand at the same places of answers. */
export interface IdMap {
  set(recorded: string, found: string): void;
  learn(recorded: unknown, found: unknown): void;
  /** A text with all known ids of the recording replaced. */
  translate(text: string): string;
}

/** Ids as vendors make them: long, of letters and digits, with a digit among them. */
const idPattern = /^[A-Za-z0-9_-]{12,}$/;

export function createIdMap(): IdMap {
  const known = new Map<string, string>();
  const learn = (recorded: unknown, found: unknown): void => {
    if (typeof recorded === 'string' && typeof found === 'string') {
      if (recorded !== found && idPattern.test(recorded) && /\d/.test(recorded) && idPattern.test(found))
        known.set(recorded, found);
      return;
    }
    if (Array.isArray(recorded) && Array.isArray(found)) {
      for (const [place, one] of recorded.entries()) learn(one, found[place]);
      return;
    }
    if (typeof recorded !== 'object' || recorded === null || typeof found !== 'object' || found === null) return;
    for (const [key, inner] of Object.entries(recorded)) learn(inner, (found as Record<string, unknown>)[key]);
  };
  return {
    set: (recorded, found) => void known.set(recorded, found),
    learn,
    translate: text => text.replace(/[A-Za-z0-9_-]{12,}/g, word => known.get(word) ?? word),
  };
}

/** What all replayed calls come to. */
export function scoreOf(replayed: Replayed[]): Score {
  const bodies = replayed.filter(one => one.status === one.call.status);
  // A thing looks alike wherever it is shown: alone, in a list, when it was made.
  const recorded = new Set(replayed.flatMap(one => [...keyPaths(one.call.body)].map(alone)));
  const found = pathsByPlace(bodies.map(one => [placeOf(one.call), one.body]));
  const expected = pathsByPlace(bodies.map(one => [placeOf(one.call), one.call.body]));
  const wanted = [...expected].flatMap(([place, paths]) => [...paths].map(path => [place, path] as const));
  const missing = wanted.filter(([place, path]) => found.get(place)?.has(path) !== true);
  const invented = bodies.flatMap(({ call, body, knows }) =>
    [...keyPaths(body)]
      .filter(path => !recorded.has(alone(path)) && !knows(path))
      .map(path => `invented ${placeOf(call)} ${path}`),
  );
  const allFound = [...found.values()].reduce((sum, paths) => sum + paths.size, 0);
  const successes = successesByKind(replayed);
  const isAsRecorded = ({ call, status }: Replayed) =>
    status === call.status || (status < 300 && successes.get(kindOf(call))?.has(status) === true);
  const bad = replayed.filter(one => !isAsRecorded(one) || (one.problems?.length ?? 0) > 0);
  return {
    calls: replayed.length,
    c1: 1 - bad.length / Math.max(1, replayed.length),
    c2: 1 - missing.length / Math.max(1, wanted.length),
    c3: new Set(invented).size / Math.max(1, allFound),
    misses: [
      ...bad.map(
        one =>
          `${one.call.test}: ${one.call.method} ${one.call.path}: ${one.call.status} → ${one.status} ${(one.problems ?? []).join('; ')}`,
      ),
      ...missing.map(([place, path]) => `missing ${place} ${path}`),
      ...new Set(invented),
    ],
  };
}

/** A path within one thing of a list. */
const alone = (path: string) => path.replace(/^\[\]/, '');

/** Over the years the vendor has answered some calls with another success: each that was recorded is one of its own. */
function successesByKind(replayed: Replayed[]): Map<string, Set<number>> {
  const found = new Map<string, Set<number>>();
  for (const { call } of replayed) {
    if (call.status < 300) found.set(kindOf(call), (found.get(kindOf(call)) ?? new Set()).add(call.status));
  }
  return found;
}

function kindOf(call: RecordedCall): string {
  return placeOf({ ...call, status: 0 });
}

/** Calls of one kind: the method and the path without ids. */
function placeOf({ method, path, status }: RecordedCall): string {
  const [plain = ''] = path.split('?');
  return `${method} ${plain.replace(/\/[A-Za-z0-9_.@-]*\d[A-Za-z0-9_.@-]*(?=\/|$)/g, (word, at: number) => (/^\/v\d+$/.test(word) && at < 20 ? word : '/{id}'))} ${status}`;
}

function pathsByPlace(pairs: [place: string, body: unknown][]): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const [place, body] of pairs) {
    const paths = found.get(place) ?? new Set();
    for (const path of keyPaths(withoutNulls(body))) paths.add(path);
    found.set(place, paths);
  }
  return found;
}
