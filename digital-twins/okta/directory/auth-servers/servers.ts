import { type Answer, empty, json } from '../../../kit/answer.ts';
import type { Operation } from '../../../kit/plugin.ts';
import { forbidden, invalid } from '../../errors.ts';
import { keysOf } from '../../oauth/server-keys.ts';
import type { OktaCall } from '../../operation.ts';
import type { AuthorizationServer, OktaState } from '../../state.ts';
import { managed, readBody } from '../call/managed.ts';
import { pageBySeq, walk } from '../call/page.ts';
import { demand } from '../documents/demand.ts';
import { iso, newId, nextSeq } from '../ids.ts';
import { asText, asTexts, dig, type Json } from '../json.ts';
import { addBuiltInScopes } from './add-server.ts';
import { findServer, serversPath, tell } from './find-server.ts';
import { key, keys, rotate } from './server-keys.ts';

export const serverOperations: Operation<OktaState>[] = [
  managed({ name: 'authorizationServers.list', method: 'GET', path: serversPath, label: 'spec', run: list }),
  managed({ name: 'authorizationServers.create', method: 'POST', path: serversPath, label: 'recorded', run: create }),
  managed({
    name: 'authorizationServers.get',
    method: 'GET',
    path: `${serversPath}/:server`,
    label: 'spec',
    run: async call => json(await shape(call, findServer(call))),
  }),
  managed({ name: 'authorizationServers.replace', method: 'PUT', path: `${serversPath}/:server`, label: 'spec', run: replace }),
  managed({
    name: 'authorizationServers.delete',
    method: 'DELETE',
    path: `${serversPath}/:server`,
    label: 'recorded',
    run: remove,
  }),
  managed({
    name: 'authorizationServers.activate',
    method: 'POST',
    path: `${serversPath}/:server/lifecycle/activate`,
    label: 'spec',
    run: call => setStatus(call, 'ACTIVE'),
  }),
  managed({
    name: 'authorizationServers.deactivate',
    method: 'POST',
    path: `${serversPath}/:server/lifecycle/deactivate`,
    label: 'spec',
    run: call => setStatus(call, 'INACTIVE'),
  }),
  managed({
    name: 'authorizationServers.keys',
    method: 'GET',
    path: `${serversPath}/:server/credentials/keys`,
    label: 'spec',
    run: keys,
  }),
  managed({
    name: 'authorizationServers.key',
    method: 'GET',
    path: `${serversPath}/:server/credentials/keys/:key`,
    label: 'spec',
    run: key,
  }),
  managed({
    name: 'authorizationServers.rotate-keys',
    method: 'POST',
    path: `${serversPath}/:server/credentials/lifecycle/keyRotate`,
    label: 'spec',
    run: rotate,
  }),
];

/** ms after which Okta rotates by itself. */
const rotationSpan = 90 * 86_400_000;

/** Key set and order after recordings of a real org. */
async function shape(call: OktaCall, server: Readonly<AuthorizationServer>): Promise<Json> {
  const { origin } = call.request;
  const [active] = await keysOf(call, server.id);
  const last = active?.lastUpdated ?? server.created;
  return {
    id: server.id,
    name: server.name,
    description: server.description,
    audiences: server.audiences,
    issuer: `${origin}/oauth2/${server.id}`,
    issuerMode: server.issuerMode,
    status: server.status,
    created: iso(server.created),
    lastUpdated: iso(server.lastUpdated),
    credentials: {
      signing: {
        kid: active?.kid,
        rotationMode: server.rotationMode,
        lastRotated: iso(last),
        ...(server.rotationMode === 'AUTO' ? { nextRotation: iso(last + rotationSpan) } : {}),
      },
    },
    default: server.isDefault,
    _links: links(origin, server),
  };
}

function links(origin: string, server: Readonly<AuthorizationServer>): Json {
  const base = `${origin}${serversPath}/${server.id}`;
  const link = (href: string, ...allow: string[]) => ({ href, hints: { allow } });
  const known = (name: string) => ({ name, ...link(`${origin}/oauth2/${server.id}/.well-known/${name}`, 'GET') });
  const step = server.status === 'ACTIVE' ? 'deactivate' : 'activate';
  return {
    rotateKey: link(`${base}/credentials/lifecycle/keyRotate`, 'POST'),
    metadata: [known('oauth-authorization-server'), known('openid-configuration')],
    keys: link(`${base}/credentials/keys`, 'GET'),
    claims: link(`${base}/claims`, 'GET', 'POST'),
    policies: link(`${base}/policies`, 'GET', 'POST'),
    self: link(base, 'GET', 'DELETE', 'PUT'),
    scopes: link(`${base}/scopes`, 'GET', 'POST'),
    [step]: link(`${base}/lifecycle/${step}`, 'POST'),
  };
}

async function list(call: OktaCall): Promise<Answer> {
  const q = (call.request.query.get('q') ?? '').toLowerCase();
  const fits = ({ name, audiences }: Readonly<AuthorizationServer>) =>
    [name, ...audiences].some(one => one.toLowerCase().includes(q));
  const shapes = new Map<string, Json>();
  for (const server of call.state.servers.values()) shapes.set(server.id, await shape(call, server));
  const page = { list: 'servers', limit: 200, shape: (server: Readonly<AuthorizationServer>) => shapes.get(server.id) };
  return pageBySeq(
    call,
    page,
    from => walk(call.state.servers, 'all', 'all', from, fits),
    id => call.state.servers.get(id)?.seq,
  );
}

function readContent(
  call: OktaCall,
  body: Json,
  self?: Readonly<AuthorizationServer>,
): Pick<AuthorizationServer, 'name' | 'description' | 'audiences' | 'issuerMode'> {
  demand(body, 'name');
  const name = asText(body.name) ?? '';
  const audiences = asTexts(body.audiences);
  if (audiences.length !== 1) throw invalid('audiences', 'audiences: The array size must be exactly 1.');
  const other = call.state.servers.by('name', name.toLowerCase()).find(server => server.id !== self?.id);
  if (other !== undefined) throw invalid('name', 'name: An object with this field already exists in the current organization');
  return {
    name,
    description: asText(body.description) ?? '',
    audiences,
    issuerMode: asText(body.issuerMode) ?? self?.issuerMode ?? 'DYNAMIC',
  };
}

async function create(call: OktaCall): Promise<Answer> {
  const given = readBody(call);
  const now = call.clock.now();
  const server = call.state.servers.add({
    id: newId(call, 'aus'),
    seq: nextSeq(call),
    ...readContent(call, given),
    status: 'ACTIVE',
    rotationMode: dig(given, 'credentials', 'signing', 'rotationMode') === 'MANUAL' ? 'MANUAL' : 'AUTO',
    isDefault: false,
    created: now,
    lastUpdated: now,
  });
  addBuiltInScopes(call, server.id);
  tell(call, server, 'create', 'Create authorization server');
  return json(await shape(call, server), 201);
}

async function replace(call: OktaCall): Promise<Answer> {
  const server = findServer(call);
  const given = readBody(call);
  const next = readContent(call, given, server);
  const mode = dig(given, 'credentials', 'signing', 'rotationMode');
  const changed = call.state.servers.edit(server.id, row => {
    Object.assign(row, next);
    if (mode === 'AUTO' || mode === 'MANUAL') row.rotationMode = mode;
    row.lastUpdated = call.clock.now();
  });
  tell(call, changed, 'update', 'Update authorization server');
  return json(await shape(call, changed));
}

/** A server takes its scopes, claims and policies with it. */
function remove(call: OktaCall): Answer {
  const server = findServer(call);
  if (server.isDefault) throw forbidden();
  const { servers, scopes, claims, serverPolicies, serverRules } = call.state;
  for (const { id } of scopes.by('server', server.id)) scopes.delete(id);
  for (const { id } of claims.by('server', server.id)) claims.delete(id);
  for (const policy of serverPolicies.by('server', server.id)) {
    for (const { id } of serverRules.by('policy', policy.id)) serverRules.delete(id);
    serverPolicies.delete(policy.id);
  }
  servers.delete(server.id);
  tell(call, server, 'delete', 'Delete authorization server');
  return empty();
}

function setStatus(call: OktaCall, status: AuthorizationServer['status']): Answer {
  const server = findServer(call);
  const changed = call.state.servers.edit(server.id, row => {
    row.status = status;
    row.lastUpdated = call.clock.now();
  });
  const verb = status === 'ACTIVE' ? 'activate' : 'deactivate';
  tell(call, changed, verb, `${status === 'ACTIVE' ? 'Activate' : 'Deactivate'} authorization server`);
  return empty();
}
