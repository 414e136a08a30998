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

/** Finds the first route that fits. A segment that is not valid percent-encoding fits nothing. */
export function createRouter<Target>(routes: Route<Target>[]): (method: string, path: string) => Match<Target> | undefined {
  const compiled = routes.map(route => ({ ...route, segments: split(route.path) }));
  return (method, path) => {
    const segments = decode(split(path));
    if (segments === undefined) return undefined;
    for (const route of compiled) {
      const params = route.methods.includes(method) ? fitSegments(route.segments, segments) : undefined;
      if (params !== undefined) return { target: route.target, params };
    }
    return undefined;
  };
}

function split(path: string): string[] {
  return path.replace(/^\/|\/$/g, '').split('/');
}

function decode(segments: string[]): string[] | undefined {
  try {
    return segments.map(decodeURIComponent);
  } catch {
    return undefined;
  }
}

function fitSegments(pattern: string[], segments: string[]): Record<string, string> | undefined {
  const params: Record<string, string> = {};
  const rest = pattern.at(-1)?.startsWith('*') === true;
  if (rest ? segments.length < pattern.length : segments.length !== pattern.length) return undefined;
  for (const [place, part] of pattern.entries()) {
    const segment = segments[place] ?? '';
    if (part.startsWith('*')) params[part.slice(1)] = segments.slice(place).join('/');
    else if (part.startsWith(':') && segment !== '') params[part.slice(1)] = segment;
    else if (part !== segment) return undefined;
  }
  return params;
}
