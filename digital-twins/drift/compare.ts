/** One way in which the twin's answer is not like the recorded one. */
export interface Difference {
  kind: 'not-implemented' | 'status' | 'missing' | 'extra' | 'type' | 'value' | 'header';
  /** Where: a path such as `profile.email` or `[].id`; empty for the whole answer. */
  path: string;
  recorded: string;
  got: string;
}

export interface Compared {
  status: number;
  headers: Record<string, string>;
  answer: unknown;
}

/** Headers whose presence a client relies on. */
const telling = [
  'link',
  'retry-after',
  'x-rate-limit-limit',
  'x-oauth-scopes',
  'x-accepted-oauth-scopes',
  'location',
  'www-authenticate',
];

/** How the twin's answer differs from the recorded one, in its shape and in what never varies. */
export function compare(recorded: Compared, got: Compared): Difference[] {
  if (recorded.status !== got.status) {
    return [{ kind: 'status', path: '', recorded: String(recorded.status), got: `${got.status} ${shorten(got.answer)}` }];
  }
  const found = new Map<string, Difference>();
  walk(recorded.answer, got.answer, '', found);
  for (const name of telling) {
    const [was, is] = [recorded.headers[name], got.headers[name]];
    if ((was === undefined) === (is === undefined)) continue;
    add(found, { kind: 'header', path: name, recorded: was ?? 'none', got: is ?? 'none' });
  }
  return [...found.values()];
}

function walk(recorded: unknown, got: unknown, path: string, found: Map<string, Difference>): void {
  const [was, is] = [kindOf(recorded), kindOf(got)];
  if (was === 'null' || is === 'null') {
    // A value that is not there today may be there tomorrow: null agrees with everything.
    return;
  }
  if (was !== is) {
    add(found, { kind: 'type', path, recorded: was, got: is });
    return;
  }
  if (Array.isArray(recorded) && Array.isArray(got)) {
    // One element speaks for the others; an empty list says nothing of what is in it.
    const width = Math.min(recorded.length, got.length);
    for (let place = 0; place < width; place += 1) walk(recorded[place], got[place], `${path}[]`, found);
    return;
  }
  if (was === 'object') walkKeys(recorded as Keyed, got as Keyed, path, found);
  else if (isFixed(path) && recorded !== got) add(found, { kind: 'value', path, recorded: shorten(recorded), got: shorten(got) });
}

type Keyed = Record<string, unknown>;

function walkKeys(recorded: Keyed, got: Keyed, path: string, found: Map<string, Difference>): void {
  for (const key of new Set([...Object.keys(recorded), ...Object.keys(got)])) {
    const inner = path === '' ? key : `${path}.${key}`;
    if (!(key in got)) add(found, { kind: 'missing', path: inner, recorded: shorten(recorded[key]), got: 'none' });
    else if (!(key in recorded)) add(found, { kind: 'extra', path: inner, recorded: 'none', got: shorten(got[key]) });
    else walk(recorded[key], got[key], inner, found);
  }
}

/** Values that a product branches on, and that are the same in every org, site or workspace. */
function isFixed(path: string): boolean {
  return /(^|\.)(ok|error|errorCode|errorSummary|status|type|token_type|deploymentType|statusCategory\.key)$/.test(path);
}

function add(found: Map<string, Difference>, difference: Difference): void {
  const key = `${difference.kind} ${difference.path}`;
  if (!found.has(key)) found.set(key, difference);
}

function kindOf(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  return Array.isArray(value) ? 'list' : typeof value;
}

function shorten(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
