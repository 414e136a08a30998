import { type Bench, type Check, demand, same } from '../../../testing/conformance/check.ts';
import { all, call, demandCause, refused, sdk } from '../clients.ts';
import { seed } from '../seed.ts';

const bookmark = {
  name: 'bookmark',
  label: 'Wiki',
  signOnMode: 'BOOKMARK',
  settings: { app: { requestIntegration: false, url: 'https://wiki.acme.example/' } },
};

const oidcApp = {
  name: 'oidc_client',
  label: 'Portal',
  signOnMode: 'OPENID_CONNECT',
  credentials: { oauthClient: { autoKeyRotation: true, token_endpoint_auth_method: 'client_secret_basic' } },
  settings: {
    oauthClient: {
      redirect_uris: ['https://portal.acme.example/callback'],
      response_types: ['code'],
      grant_types: ['authorization_code'],
      application_type: 'web',
    },
  },
};

/** Apps from their creation to their end. */
export const appChecks: Check[] = [
  {
    id: 'app-create-bookmark',
    title: 'a bookmark app is created with 200, active, with its links',
    label: 'recorded',
    seed,
    run: async bench => {
      const { status, body } = await call(bench, 'POST', '/api/v1/apps', bookmark);
      same([status, body.status, body.name, body.label], [200, 'ACTIVE', 'bookmark', 'Wiki'], 'status, status, name, label');
      same(body.settings?.app, bookmark.settings.app, 'settings.app');
      demand(String(body.id).startsWith('0oa'), `id ${body.id}`);
      demand(
        String(body._links?.deactivate?.href).endsWith(`/api/v1/apps/${body.id}/lifecycle/deactivate`),
        'no link to deactivate',
      );
    },
  },
  {
    id: 'app-create-inactive',
    title: 'activate=false creates an app that is INACTIVE until it is activated',
    label: 'docs',
    seed,
    run: async bench => {
      const { body } = await call(bench, 'POST', '/api/v1/apps?activate=false', bookmark);
      same(body.status, 'INACTIVE', 'status');
      const appId = String(body.id);
      same((await call(bench, 'POST', `/api/v1/apps/${appId}/lifecycle/activate`)).status, 200, 'status of activate');
      same((await sdk(bench).applicationApi.getApplication({ appId })).status, 'ACTIVE', 'status afterwards');
    },
  },
  {
    id: 'app-create-oidc',
    title: 'an OpenID Connect app gets a client id that is its own id, and a secret',
    label: 'recorded',
    seed,
    run: async bench => {
      const { body } = await call(bench, 'POST', '/api/v1/apps', oidcApp);
      const client = body.credentials?.oauthClient;
      same(client?.client_id, body.id, 'client_id');
      demand(String(client?.client_secret ?? '').length >= 40, 'no client_secret of 40 signs or more');
      same(body.settings?.oauthClient?.redirect_uris, oidcApp.settings.oauthClient.redirect_uris, 'redirect_uris');
    },
  },
  {
    id: 'app-create-refused',
    title: 'an OpenID Connect app of the web without redirect_uris is refused with a cause',
    label: 'docs',
    seed,
    run: async bench => {
      const { redirect_uris: _left, ...without } = oidcApp.settings.oauthClient;
      const { status, body } = await call(bench, 'POST', '/api/v1/apps', { ...oidcApp, settings: { oauthClient: without } });
      same([status, body.errorCode], [400, 'E0000001'], 'status and code');
      demand(JSON.stringify(body.errorCauses).includes('redirect_uris'), `causes ${JSON.stringify(body.errorCauses)}`);
    },
  },
  {
    id: 'app-delete-rule',
    title: 'an app must be deactivated before it can be deleted',
    label: 'recorded',
    seed,
    run: async bench => {
      const { body } = await call(bench, 'POST', '/api/v1/apps', bookmark);
      const appId = String(body.id);
      const { applicationApi } = sdk(bench);
      const error = await refused(() => applicationApi.deleteApplication({ appId }), 403, 'E0000056');
      same(error.errorSummary, 'Delete application forbidden.', 'errorSummary');
      demandCause(error, 'The application must be deactivated before deletion.');
      await applicationApi.deactivateApplication({ appId });
      same((await call(bench, 'DELETE', `/api/v1/apps/${appId}`)).status, 204, 'status');
      const gone = await refused(() => applicationApi.getApplication({ appId }), 404, 'E0000007');
      same(gone.errorSummary, `Not found: Resource not found: ${appId} (AppInstance)`, 'errorSummary');
    },
  },
  {
    id: 'app-list',
    title: 'apps are listed in pages, by the beginning of the label and by status',
    label: 'docs',
    seed,
    run: async bench => {
      const labels = async (asked: object) =>
        (await all<{ label?: string }>(sdk(bench).applicationApi.listApplications(asked))).map(app => app.label);
      const everything = await labels({ limit: 2 });
      for (const label of ['Help desk', 'Mobile', 'Night job', 'Auditor', 'Kiosk']) {
        same(everything.filter(one => one === label).length, 1, `times ${label} is listed`);
      }
      same(await labels({ q: 'Help' }), ['Help desk'], 'by q');
      await sdk(bench).applicationApi.deactivateApplication({ appId: await appNamed(bench, 'Kiosk') });
      same(await labels({ filter: 'status eq "INACTIVE"' }), ['Kiosk'], 'by filter');
    },
  },
  {
    id: 'app-foreign-cursor',
    title: 'a cursor of another list is refused with 400 E0000029',
    label: 'recorded',
    seed,
    run: async bench => {
      const { status, body } = await call(bench, 'GET', '/api/v1/apps?limit=1&after=00u1testcursorvalue');
      same([status, body.errorCode, body.errorSummary], [400, 'E0000029', 'Invalid paging request.'], 'error');
      same(body.errorCauses, [{ errorSummary: 'Invalid cursor.' }], 'causes');
    },
  },
  {
    id: 'app-secret-works',
    title: 'the secret of an app that was just created gets a token',
    label: 'docs',
    seed,
    run: async bench => {
      const settings = {
        oauthClient: { response_types: ['token'], grant_types: ['client_credentials'], application_type: 'service' },
      };
      const { body } = await call(bench, 'POST', '/api/v1/apps', { ...oidcApp, label: 'Robot', settings });
      const { client_id: id, client_secret: secret } = body.credentials?.oauthClient ?? {};
      const basic = Buffer.from(`${id}:${secret}`).toString('base64');
      const form = 'grant_type=client_credentials&scope=tickets%3Aread';
      const headers = { authorization: `Basic ${basic}`, 'content-type': 'application/x-www-form-urlencoded' };
      const token = await call(bench, 'POST', '/oauth2/desk/v1/token', form, headers);
      same([token.status, token.body.token_type, token.body.scope], [200, 'Bearer', 'tickets:read'], 'status, type, scope');
    },
  },
];

async function appNamed(bench: Bench, label: string): Promise<string> {
  const [app] = await all<{ id?: string; label?: string }>(sdk(bench).applicationApi.listApplications({ q: label }));
  demand(app?.id !== undefined, `there is no app ${label}`);
  return app.id;
}
