import { type Answer, empty, json } from '../../../kit/answer.ts';
import type { Operation } from '../../../kit/plugin.ts';
import { notFound, OAuthRefusal } from '../../errors.ts';
import type { ClientApp } from '../../oauth/client-app.ts';
import type { OktaCall } from '../../operation.ts';
import type { OktaState } from '../../state.ts';
import { managed, readBody } from '../call/managed.ts';
import { type PageShape, pageBySeq, walk } from '../call/page.ts';
import { asText, asTexts, type Json } from '../json.ts';
import { appParty, note } from '../log/note.ts';
import { deleteApp } from './apps.ts';
import { newApp, oauthClient } from './new-app.ts';

const path = '/oauth2/v1/clients';

/** Dynamic client registration (RFC 7591; Okta docs, Dynamic Client Registration API). Each client is an app. */
export const registrationOperations: Operation<OktaState>[] = [
  managed({ name: 'clients.list', method: 'GET', path, label: 'docs', run: list }),
  managed({ name: 'clients.register', method: 'POST', path, label: 'docs', run: register }),
  managed({
    name: 'clients.get',
    method: 'GET',
    path: `${path}/:client`,
    label: 'docs',
    run: call => json(shape(findOne(call))),
  }),
  managed({ name: 'clients.replace', method: 'PUT', path: `${path}/:client`, label: 'docs', run: replace }),
  managed({ name: 'clients.delete', method: 'DELETE', path: `${path}/:client`, label: 'spec', run: remove }),
  managed({ name: 'clients.new-secret', method: 'POST', path: `${path}/:client/lifecycle/newSecret`, label: 'docs', run: renew }),
];

function shape({ created, label, oauth }: Readonly<ClientApp>): Json {
  const { client_id, client_secret, autoKeyRotation, pkce_required, consent_method, issuer_mode, ...rest } = oauth;
  return {
    client_id,
    ...(client_secret === undefined ? {} : { client_secret, client_secret_expires_at: 0 }),
    client_id_issued_at: Math.floor(created / 1000),
    client_name: label,
    ...rest,
  };
}

function isClient(app: unknown): app is ClientApp {
  return (app as Partial<ClientApp>).oauth !== undefined;
}

function list(call: OktaCall): Answer {
  const { apps } = call.state;
  const q = (call.request.query.get('q') ?? '').toLowerCase();
  const page: PageShape<ClientApp> = { list: 'clients', limit: 50, most: 200, shape };
  const fits = (app: { label: string }) => isClient(app) && app.label.toLowerCase().startsWith(q);
  return pageBySeq(
    call,
    page,
    from => walk(apps, 'all', 'all', from, fits) as Iterable<ClientApp>,
    id => apps.get(id)?.seq,
  );
}

function findOne({ state, params: { client = '' } }: OktaCall): Readonly<ClientApp> {
  const app = state.apps.by('client', client)[0];
  if (app === undefined || !isClient(app)) throw notFound(client, 'PublicClientApp');
  return app;
}

/** Throws `OAuthRefusal` 400 for metadata that make no client. */
function readMetadata(call: OktaCall) {
  const {
    client_name,
    client_id,
    client_secret,
    token_endpoint_auth_method,
    client_id_issued_at,
    client_secret_expires_at,
    ...settings
  } = readBody(call);
  const label = asText(client_name) ?? '';
  const refuse = (field: string) => new OAuthRefusal('invalid_client_metadata', `\`${field}\`: The field can't be left blank.`);
  if (label === '') throw refuse('client_name');
  const needsAddress = asTexts(settings.grant_types ?? ['authorization_code']).some(type =>
    ['authorization_code', 'implicit'].includes(type),
  );
  if (needsAddress && asTexts(settings.redirect_uris).length === 0) throw refuse('redirect_uris');
  const method = asText(token_endpoint_auth_method);
  const credentials = { oauthClient: method === undefined ? {} : { token_endpoint_auth_method: method } };
  return { name: 'oidc_client', label, signOnMode: 'OPENID_CONNECT', credentials, settings: { oauthClient: settings } };
}

function register(call: OktaCall): Answer {
  const draft = readMetadata(call);
  const app = call.state.apps.add(newApp(call, draft)) as ClientApp;
  note(call, { eventType: 'application.lifecycle.create', message: 'Create application', target: [appParty(app)] });
  return json(shape(app), 201);
}

function replace(call: OktaCall): Answer {
  const app = findOne(call);
  const draft = readMetadata(call);
  const oauth = oauthClient(call, app.id, draft, app.oauth);
  const changed = call.state.apps.edit(app.id, row => {
    row.label = draft.label;
    row.oauth = oauth;
    row.lastUpdated = call.clock.now();
  });
  return json(shape(changed as ClientApp));
}

function remove(call: OktaCall): Answer {
  deleteApp(call, findOne(call));
  return empty();
}

function renew(call: OktaCall): Answer {
  const { id, oauth } = findOne(call);
  if (!oauth.token_endpoint_auth_method.startsWith('client_secret')) {
    throw new OAuthRefusal('invalid_client_metadata', 'The client has no secret.');
  }
  const changed = call.state.apps.edit(id, row => {
    row.oauth = { ...oauth, client_secret: call.secrets.token(48) };
    row.lastUpdated = call.clock.now();
  });
  return json(shape(changed as ClientApp));
}
