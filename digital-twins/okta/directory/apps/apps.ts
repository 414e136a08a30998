import { type Answer, empty, json } from '../../../kit/answer.ts';
import type { Operation } from '../../../kit/plugin.ts';
import { invalid, OktaRefusal } from '../../errors.ts';
import type { OktaCall } from '../../operation.ts';
import type { App, OktaState } from '../../state.ts';
import { managed, readBody } from '../call/managed.ts';
import { pageBySeq, walk } from '../call/page.ts';
import { type Allowed, matches, readFilter, timeOperators } from '../filter/match.ts';
import { iso } from '../ids.ts';
import { asText, dig, type Json } from '../json.ts';
import { appParty, note } from '../log/note.ts';
import { isAssigned } from '../provision.ts';
import { userShape } from '../users/user-shape.ts';
import { appShape } from './app-shape.ts';
import { findApp } from './find-app.ts';
import { makeAppKey } from './key-pairs.ts';
import { documentsOf, newApp, oauthClient } from './new-app.ts';
import { readApp } from './read-app.ts';

const path = '/api/v1/apps';

export const appOperations: Operation<OktaState>[] = [
  managed({ name: 'apps.list', method: 'GET', path, label: 'recorded', run: list }),
  managed({ name: 'apps.create', method: 'POST', path, label: 'recorded', run: create }),
  managed({ name: 'apps.get', method: 'GET', path: `${path}/:app`, label: 'recorded', run: get }),
  managed({ name: 'apps.replace', method: 'PUT', path: `${path}/:app`, label: 'recorded', run: replace }),
  managed({ name: 'apps.delete', method: 'DELETE', path: `${path}/:app`, label: 'recorded', run: remove }),
  managed({
    name: 'apps.activate',
    method: 'POST',
    path: `${path}/:app/lifecycle/activate`,
    label: 'recorded',
    run: call => setStatus(call, 'ACTIVE'),
  }),
  managed({
    name: 'apps.deactivate',
    method: 'POST',
    path: `${path}/:app/lifecycle/deactivate`,
    label: 'recorded',
    run: call => setStatus(call, 'INACTIVE'),
  }),
];

/** What `filter` takes (Okta docs, List applications). */
const filterAllows: Allowed = {
  id: ['eq'],
  status: ['eq'],
  name: ['eq'],
  label: ['eq', 'co', 'sw'],
  signOnMode: ['eq'],
  lastUpdated: timeOperators,
  'user.id': ['eq'],
  'group.id': ['eq'],
  'credentials.signing.kid': ['eq'],
  'settings.slo.enabled': ['eq'],
};

function list(call: OktaCall): Answer {
  const { query, origin } = call.request;
  const filter = query.get('filter') ?? '';
  const q = (query.get('q') ?? '').toLowerCase();
  const expand = query.get('expand');
  if (expand !== null && !/^(user|group)\/[^/,]+$/.test(expand)) throw invalid('RequestParams', 'Expand query is malformed.');
  const condition = filter === '' ? undefined : readFilter(filter, filterAllows);
  const read = (app: Readonly<App>) => (name: string) => readAttribute(call.state, app, name, filter);
  const fits = (app: Readonly<App>) =>
    condition === undefined ? [app.name, app.label].some(one => one.toLowerCase().startsWith(q)) : matches(condition, read(app));
  const page = {
    list: 'apps',
    limit: 20,
    most: 200,
    shape: (app: Readonly<App>) => ({ ...appShape(call.state, app, origin), ...embedded(call, app) }),
  };
  return pageBySeq(
    call,
    page,
    from => walk(call.state.apps, 'all', 'all', from, fits),
    id => call.state.apps.get(id)?.seq,
  );
}

function readAttribute(state: OktaState, app: Readonly<App>, name: string, filter: string): unknown {
  switch (name) {
    case 'user.id':
      return [...filter.matchAll(/user\.id\s+eq\s+"([^"]+)"/gi)]
        .map(([, id = '']) => id)
        .filter(id => isAssigned(state, app.id, id));
    case 'group.id':
      return state.appGroups.by('app', app.id).map(row => row.groupId);
    case 'credentials.signing.kid':
      return state.documents.by('parent', `appKeys:${app.id}`).map(doc => doc.body.kid);
    case 'lastUpdated':
      return iso(app.lastUpdated);
    case 'id':
    case 'status':
    case 'name':
    case 'label':
    case 'signOnMode':
      return app[name];
    default:
      return dig(app, ...name.split('.'));
  }
}

/** `expand=user/:id` brings the person's assignment along. */
function embedded(call: OktaCall, app: Readonly<App>): Json {
  const id = /^user\/(.+)$/.exec(call.request.query.get('expand') ?? '')?.[1];
  const user = call.state.users.get(id ?? '');
  if (user === undefined || !isAssigned(call.state, app.id, user.id)) return {};
  return { _embedded: { user: userShape(call.state, user, call.request.origin, 'full') } };
}

function get(call: OktaCall): Answer {
  const app = findApp(call);
  return json({ ...appShape(call.state, app, call.request.origin), ...embedded(call, app) });
}

async function create(call: OktaCall): Promise<Answer> {
  const draft = readApp(call.state, readBody(call));
  const isInactive = call.request.query.get('activate') === 'false';
  const app = call.state.apps.add(newApp(call, { ...draft, isInactive }));
  if (app.signOnMode === 'SAML_2_0' || app.signOnMode === 'OPENID_CONNECT') await makeAppKey(call, app.id, 10);
  note(call, { eventType: 'application.lifecycle.create', message: 'Create application', target: [appParty(app)] });
  return json(appShape(call.state, app, call.request.origin));
}

function replace(call: OktaCall): Answer {
  const app = findApp(call);
  const body = readBody(call);
  const draft = readApp(call.state, { name: app.name, signOnMode: app.signOnMode, ...body }, app.id);
  if (draft.name !== app.name)
    throw new OktaRefusal(400, 'E0000001', 'Api validation failed: name', ['name: The app name cannot be changed']);
  const oauth = app.oauth === undefined ? undefined : oauthClient(call, app.id, draft, app.oauth);
  const changed = call.state.apps.edit(app.id, row => {
    row.label = draft.label;
    row.signOnMode = draft.signOnMode;
    Object.assign(row, documentsOf(draft));
    row.credentials.signing = { ...(app.credentials.signing as Json), ...(row.credentials.signing as Json) };
    if (asText(dig(body, 'features', '0')) !== undefined) row.features = draft.features ?? [];
    if (draft.profile === undefined) delete row.profile;
    else row.profile = draft.profile;
    if (oauth !== undefined) row.oauth = oauth;
    row.lastUpdated = call.clock.now();
  });
  note(call, { eventType: 'application.lifecycle.update', message: 'Update application', target: [appParty(changed)] });
  return json(appShape(call.state, changed, call.request.origin));
}

/** Only what is switched off can be deleted. */
function remove(call: OktaCall): Answer {
  const app = findApp(call);
  if (app.status === 'ACTIVE') {
    throw new OktaRefusal(403, 'E0000056', 'Delete application forbidden.', [
      'The application must be deactivated before deletion.',
    ]);
  }
  deleteApp(call, app);
  return empty();
}

/** Removes an app with its assignments and tokens. */
export function deleteApp(call: OktaCall, app: Readonly<App>): void {
  const { apps, appUsers, appGroups, accessTokens, refreshTokens } = call.state;
  for (const { userId } of appUsers.by('app', app.id)) appUsers.delete(`${app.id}:${userId}`);
  for (const { groupId } of appGroups.by('app', app.id)) appGroups.delete(`${app.id}:${groupId}`);
  for (const store of [accessTokens, refreshTokens]) {
    for (const key of [...store.keysBy('client', app.oauth?.client_id ?? '')]) store.delete(key);
  }
  apps.delete(app.id);
  note(call, { eventType: 'application.lifecycle.delete', message: 'Delete application', target: [appParty(app)] });
}

/** Doing it twice does no harm. */
function setStatus(call: OktaCall, status: App['status']): Answer {
  const app = findApp(call);
  if (app.status !== status) {
    call.state.apps.edit(app.id, row => {
      row.status = status;
      row.lastUpdated = call.clock.now();
    });
  }
  const verb = status === 'ACTIVE' ? 'activate' : 'deactivate';
  const message = status === 'ACTIVE' ? 'Activate application' : 'Deactivate application';
  note(call, { eventType: `application.lifecycle.${verb}`, message, target: [appParty(app)] });
  return json({});
}
