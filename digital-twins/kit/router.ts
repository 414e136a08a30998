/** A path with `:name` for one segment and a last `*name` for the rest. */
export interface Route<Target> {
  methods: string[];
  path: string;
  target: Target;
}

export interface Match<Target> {
  target: Target;
  params: Record<string, string>;
}

type Find<Target> = (method: string, path: string) => Match<Target> | undefined;

/** One segment of all paths that begin alike. */
interface Step<Target> {
  words: Map<string, Step<Target>>;
  any: Step<Target> | undefined;
  /** By method: what ends here, with the names of its parameters. */
  ends: Map<string, End<Target>>;
  rests: Map<string, End<Target>>;
}

interface End<Target> {
  target: Target;
  names: string[];
}

/**
 * Finds the route that fits: word before parameter before rest, segment by segment. Of two that are alike the first one
 * given counts. A segment that is not valid percent-encoding fits nothing.
 */
export function createRouter<Target>(routes: Route<Target>[]): Find<Target> {
  const root = createStep<Target>();
  for (const route of routes) addRoute(root, route);
  return (method, path) => {
    const segments = decode(split(path));
    if (segments === undefined) return undefined;
    const values: string[] = [];
    const end = walk(root, method, segments, 0, values);
    if (end === undefined) return undefined;
    return { target: end.target, params: Object.fromEntries(end.names.map((name, place) => [name, values[place] ?? ''])) };
  };
}

function createStep<Target>(): Step<Target> {
  return { words: new Map(), any: undefined, ends: new Map(), rests: new Map() };
}

function addRoute<Target>(root: Step<Target>, { methods, path, target }: Route<Target>): void {
  const names: string[] = [];
  let step = root;
  let isRest = false;
  for (const part of split(path)) {
    if (part.startsWith('*')) isRest = true;
    if (part.startsWith('*') || part.startsWith(':')) names.push(part.slice(1));
    if (!part.startsWith('*')) step = nextStep(step, part);
  }
  const ends = isRest ? step.rests : step.ends;
  for (const method of methods) if (!ends.has(method)) ends.set(method, { target, names });
}

function nextStep<Target>(step: Step<Target>, part: string): Step<Target> {
  if (part.startsWith(':')) {
    step.any ??= createStep();
    return step.any;
  }
  const next = step.words.get(part) ?? createStep<Target>();
  step.words.set(part, next);
  return next;
}

function walk<Target>(
  step: Step<Target>,
  method: string,
  segments: string[],
  place: number,
  values: string[],
): End<Target> | undefined {
  const segment = segments[place];
  if (segment === undefined) return step.ends.get(method);
  const word = step.words.get(segment);
  const found = word === undefined ? undefined : walk(word, method, segments, place + 1, values);
  if (found !== undefined) return found;
  if (step.any !== undefined && segment !== '') {
    const before = values.length;
    values.push(segment);
    const inside = walk(step.any, method, segments, place + 1, values);
    if (inside !== undefined) return inside;
    values.length = before;
  }
  const rest = step.rests.get(method);
  if (rest !== undefined) values.push(segments.slice(place).join('/'));
  return rest;
}

function split(path: string): string[] {
  return path.replace(/^\/|\/$/g, '').split('/');
}

function decode(segments: string[]): string[] | undefined {
  try {
    return segments.map(segment => (segment.includes('%') ? decodeURIComponent(segment) : segment));
  } catch {
    return undefined;
  }
}
