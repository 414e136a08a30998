import { type Answer, empty, json } from '../../../kit/answer.ts';
import type { Operation } from '../../../kit/plugin.ts';
import { notFound, OktaRefusal } from '../../errors.ts';
import { endAccess } from '../../oauth/session.ts';
import type { Token } from '../../oauth/state.ts';
import type { OktaCall } from '../../operation.ts';
import type { App, Group, OktaState } from '../../state.ts';
import { clientShape, tokenShape } from '../auth-servers/clients.ts';
import { managed } from '../call/managed.ts';
import { pageByPlace } from '../call/page.ts';
import { groupShape } from '../groups/group-shape.ts';
import { groupsOf } from '../groups/membership.ts';
import { nextSeq } from '../ids.ts';
import { dig, type Json } from '../json.ts';
import { note, userParty } from '../log/note.ts';
import { appsOf } from '../provision.ts';
import { findLinked } from '../schemas/linked.ts';
import { findUser } from './find-user.ts';

const path = '/api/v1/users/:user';

export const relatedOperations: Operation<OktaState>[] = [
  managed({ name: 'users.groups', method: 'GET', path: `${path}/groups`, label: 'recorded', run: groups }),
  managed({ name: 'users.app-links', method: 'GET', path: `${path}/appLinks`, label: 'recorded', run: appLinks }),
  managed({
    name: 'users.idps',
    method: 'GET',
    path: `${path}/idps`,
    label: 'recorded',
    run: call => {
      findUser(call);
      return json([]);
    },
  }),
  managed({ name: 'users.blocks', method: 'GET', path: `${path}/blocks`, label: 'docs', run: blocks }),
  managed({ name: 'users.clients', method: 'GET', path: `${path}/clients`, label: 'recorded', run: clients }),
  managed({
    name: 'users.client-tokens',
    method: 'GET',
    path: `${path}/clients/:client/tokens`,
    label: 'docs',
    run: call => json(tokensOf(call).map(token => shape(call, token))),
  }),
  managed({
    name: 'users.revoke-client-tokens',
    method: 'DELETE',
    path: `${path}/clients/:client/tokens`,
    label: 'docs',
    run: revokeTokens,
  }),
  managed({
    name: 'users.client-token',
    method: 'GET',
    path: `${path}/clients/:client/tokens/:token`,
    label: 'docs',
    run: call => json(shape(call, tokenOf(call))),
  }),
  managed({
    name: 'users.revoke-client-token',
    method: 'DELETE',
    path: `${path}/clients/:client/tokens/:token`,
    label: 'docs',
    run: revokeToken,
  }),
  managed({ name: 'users.grants', method: 'GET', path: `${path}/grants`, label: 'recorded', run: grants }),
  managed({ name: 'users.revoke-grants', method: 'DELETE', path: `${path}/grants`, label: 'recorded', run: revokeGrants }),
  managed({ name: 'users.clear-sessions', method: 'DELETE', path: `${path}/sessions`, label: 'recorded', run: clearSessions }),
  managed({ name: 'users.set-link', method: 'PUT', path: `${path}/linkedObjects/:name/:primary`, label: 'spec', run: setLink }),
  managed({ name: 'users.links', method: 'GET', path: `${path}/linkedObjects/:name`, label: 'spec', run: links }),
  managed({ name: 'users.delete-link', method: 'DELETE', path: `${path}/linkedObjects/:name`, label: 'spec', run: deleteLink }),
];

function groups(call: OktaCall): Answer {
  const user = findUser(call);
  const page = {
    list: `groups ${user.id}`,
    limit: 200,
    showLimit: true,
    shape: (group: Readonly<Group>) => groupShape(group, call.request.origin),
  };
  return pageByPlace(call, page, groupsOf(call.state, user.id));
}

function appLinks(call: OktaCall): Answer {
  const user = findUser(call);
  const isShown = (app: Readonly<App>) => app.status === 'ACTIVE' && dig(app.visibility, 'hide', 'web') !== true;
  const { origin } = call.request;
  const shapeOf = (app: Readonly<App>, place: number) => ({
    id: `00ub${app.id.slice(4)}`,
    label: app.label,
    linkUrl: `${origin}/home/${app.name}/${app.id}/${Object.keys(app.visibility.appLinks as Json)[0] ?? 'login'}`,
    logoUrl: `${origin}/assets/img/logos/${app.name}.png`,
    appName: app.name,
    appInstanceId: app.id,
    appAssignmentId: `0ua${user.id.slice(3)}`,
    credentialsSetup: false,
    hidden: false,
    sortOrder: place,
  });
  return json(appsOf(call.state, user.id).filter(isShown).map(shapeOf));
}

/** What a test org without the feature says (recordings of a real org). */
function blocks(): Answer {
  throw new OktaRefusal(401, 'E0000015', 'You do not have permission to access the feature you are requesting');
}

function clients(call: OktaCall): Answer {
  const user = findUser(call);
  const ids = new Set(call.state.refreshTokens.by('user', user.id).map(token => token.clientId));
  const apps = [...ids].map(id => call.state.apps.by('client', id)[0]).filter(app => app !== undefined);
  return json(apps.map(app => clientShape(call, app)));
}

function tokensOf(call: OktaCall): Readonly<Token>[] {
  const user = findUser(call);
  const client = call.params.client ?? '';
  if (call.state.apps.keysBy('client', client).length === 0) throw notFound(client, 'PublicClientApp');
  return call.state.refreshTokens.by('user', user.id).filter(token => token.clientId === client);
}

function tokenOf(call: OktaCall): Readonly<Token> {
  const { token: id = '' } = call.params;
  const token = tokensOf(call).find(one => one.id === id);
  if (token === undefined) throw notFound(id, 'OAuth2RefreshTokenTx');
  return token;
}

function revokeToken(call: OktaCall): Answer {
  call.state.refreshTokens.delete(tokenOf(call).value);
  return empty();
}

function shape(call: OktaCall, token: Readonly<Token>): Json {
  return tokenShape(
    call,
    token,
    `${call.request.origin}/api/v1/users/${token.userId}/clients/${token.clientId}/tokens/${token.id}`,
  );
}

function revokeTokens(call: OktaCall): Answer {
  for (const token of tokensOf(call)) call.state.refreshTokens.delete(token.value);
  return empty();
}

function grants(call: OktaCall): Answer {
  const user = findUser(call);
  const page = { list: `grants ${user.id}`, limit: 20, most: 200, showLimit: true, shape: (one: Json) => one };
  return pageByPlace(
    call,
    page,
    call.state.documents.by('parent', `userGrants:${user.id}`).map(doc => doc.body),
  );
}

function revokeGrants(call: OktaCall): Answer {
  const user = findUser(call);
  for (const { id } of call.state.documents.by('parent', `userGrants:${user.id}`))
    call.state.documents.delete(`userGrants:${id}`);
  return empty();
}

function clearSessions(call: OktaCall): Answer {
  const user = findUser(call);
  if (call.request.query.get('oauthTokens') === 'true') endAccess(call.state, user.id);
  else for (const key of [...call.state.sessions.keysBy('user', user.id)]) call.state.sessions.delete(key);
  note(call, { eventType: 'user.session.clear', message: 'Clear user session', target: [userParty(user)] });
  return empty();
}

/** Sets who is primary (`:primary`) to the user, who is then the associated one. */
function setLink(call: OktaCall): Answer {
  const definition = findLinked(call, call.params.name ?? '');
  const associated = findUser(call);
  const primary = findUser(call, call.params.primary ?? '');
  const id = `${definition.id}.${associated.id}`;
  call.state.documents.delete(`links:${id}`);
  call.state.documents.add({
    kind: 'links',
    id,
    seq: nextSeq(call),
    parent: definition.id,
    body: { associated: associated.id, primary: primary.id },
  });
  return empty();
}

function links(call: OktaCall): Answer {
  const name = call.params.name ?? '';
  const definition = findLinked(call, name);
  const user = findUser(call);
  const wantsPrimary = dig(definition.body, 'primary', 'name') === name;
  const rows = call.state.documents.by('parent', `links:${definition.id}`);
  const found = rows.filter(({ body }) => body[wantsPrimary ? 'associated' : 'primary'] === user.id);
  const { origin } = call.request;
  return json(
    found.map(({ body }) => ({
      _links: { self: { href: `${origin}/api/v1/users/${String(body[wantsPrimary ? 'primary' : 'associated'])}` } },
    })),
  );
}

function deleteLink(call: OktaCall): Answer {
  const definition = findLinked(call, call.params.name ?? '');
  call.state.documents.delete(`links:${definition.id}.${findUser(call).id}`);
  return empty();
}
