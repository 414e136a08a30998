import { invalid } from '../../errors.ts';
import type { OktaCall } from '../../operation.ts';

/** Which service of Okta a kind of thing belongs to, by the word in its path (Okta docs, Okta resource names). */
const services: Record<string, string> = {
  users: 'directory',
  groups: 'directory',
  apps: 'idp',
  authorizationServers: 'idp',
  idps: 'idp',
  customizations: 'idp',
  policies: 'idp',
  realms: 'directory',
  devices: 'directory',
};

/** `orn:okta:<service>:<org>:<rest>`, the name of something in every org. */
export function orn({ state }: OktaCall, service: string, rest: string): string {
  return `orn:okta:${service}:${state.org.id}:${rest}`;
}

/** The resource name behind an address or a name that was given. Throws `OktaRefusal` 400 for what is neither. */
export function ornOf(call: OktaCall, given: string): string {
  if (/^orn:[a-z-]+:[a-z-]+:[A-Za-z0-9]+:.+$/.test(given)) return given;
  const [, base, word = '', id, part] =
    /^(https?:\/\/[^/]+)\/api\/v1\/([a-zA-Z]+)(?:\/([^/]+))?(?:\/(users))?$/.exec(given) ?? [];
  const service = services[word];
  if (base === undefined || service === undefined) throw invalid('resources', `resources: Invalid resource: ${given}`);
  const rest = [word, ...(id === undefined ? [] : [id]), ...(part === undefined ? [] : ['contained_resources'])];
  return orn(call, service, rest.join(':'));
}

/** Where the thing of a resource name is found, as a path; of what has no page, nothing. */
export function pathOfOrn(name: string): string | undefined {
  const [, , , , word = '', id, part] = name.split(':');
  if (!Object.hasOwn(services, word)) return undefined;
  const end = part === 'contained_resources' ? '/users' : '';
  return `/api/v1/${word}${id === undefined ? '' : `/${id}`}${end}`;
}
