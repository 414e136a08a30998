import { type Check, demand, same } from '../../../testing/conformance/check.ts';
import { call, idOf, sdk } from '../clients.ts';
import { clients, seed } from '../seed.ts';

/** Ways of asking that clients in the field have, and documents they look for first. */
export const addressChecks: Check[] = [
  {
    id: 'untidy-paths',
    title: 'a doubled slash at the front and a slash at the end lead to the same place',
    label: 'recorded',
    seed,
    run: async bench => {
      for (const path of ['//api/v1/users?limit=1', '/api/v1/users/?limit=1', '/api/v1/api-tokens/']) {
        const { status, body } = await call(bench, 'GET', path);
        demand(status === 200 && Array.isArray(body) && body.length >= 1, `${path} says ${status}`);
      }
    },
  },
  {
    id: 'organization-document',
    title: 'the org says who it is and which engine signs in',
    label: 'docs',
    seed,
    run: async bench => {
      const { body } = await call(bench, 'GET', '/.well-known/okta-organization', undefined, { authorization: '' });
      demand(String(body.id).startsWith('00o'), `id ${body.id}`);
      same([body.pipeline, body._links?.organization?.href], ['idx', bench.url], 'pipeline and address');
    },
  },
  {
    id: 'webfinger',
    title: 'webfinger leads a person to the org',
    label: 'docs',
    seed,
    run: async bench => {
      const resource = 'okta:acct:ada@acme.example';
      const { status, body } = await call(bench, 'GET', `/.well-known/webfinger?${new URLSearchParams({ resource })}`);
      same(
        [status, body.subject, body.links?.[0]?.properties?.['okta:idp:type']],
        [200, resource, 'OKTA'],
        'status, subject, type',
      );
    },
  },
  {
    id: 'client-registration',
    title: 'a client registers itself with 201, gets a secret, and is an app',
    label: 'docs',
    seed,
    run: async bench => {
      const { status, body } = await call(bench, 'POST', '/oauth2/v1/clients', {
        client_name: 'Newcomer',
        application_type: 'service',
        response_types: ['token'],
        grant_types: ['client_credentials'],
        token_endpoint_auth_method: 'client_secret_post',
      });
      same([status, body.client_name, body.client_secret_expires_at], [201, 'Newcomer', 0], 'status, name, end of the secret');
      const app = await sdk(bench).applicationApi.getApplication({ appId: String(body.client_id) });
      same(app.label, 'Newcomer', 'label of the app');
      const form = {
        grant_type: 'client_credentials',
        scope: 'tickets:read',
        client_id: String(body.client_id),
        client_secret: String(body.client_secret),
      };
      const type = { authorization: '', 'content-type': 'application/x-www-form-urlencoded' };
      const token = await call(bench, 'POST', '/oauth2/desk/v1/token', new URLSearchParams(form).toString(), type);
      same([token.status, token.body.token_type], [200, 'Bearer'], 'status and type of a token');
      const path = `/oauth2/v1/clients/${body.client_id}`;
      const renewed = await call(bench, 'POST', `${path}/lifecycle/newSecret`);
      demand(
        renewed.body.client_secret !== undefined && String(renewed.body.client_secret) !== String(body.client_secret),
        'the secret is not new',
      );
      same((await call(bench, 'DELETE', path)).status, 204, 'status of DELETE');
      same((await call(bench, 'GET', path)).status, 404, 'status afterwards');
      const nameless = await call(bench, 'POST', '/oauth2/v1/clients', { application_type: 'service' });
      same([nameless.status, nameless.body.error], [400, 'invalid_client_metadata'], 'status and error without a name');
    },
  },
  {
    id: 'unassign-while-in-group',
    title: 'who has an app by a group cannot be taken out alone',
    label: 'docs',
    seed,
    run: async bench => {
      const [app] = (await call(bench, 'GET', '/api/v1/apps?q=Help')).body as unknown as { id: string }[];
      const { status, body } = await call(bench, 'DELETE', `/api/v1/apps/${app?.id}/users/${await idOf(bench, 'ada')}`);
      same([status, body.errorCode, body.errorSummary], [403, 'E0000046', 'Deactivate application for user forbidden.'], 'error');
      const cause = 'The application cannot be unassigned from the user while their group memberships grant them access.';
      same(body.errorCauses, [{ errorSummary: cause }], 'causes');
    },
  },
  {
    id: 'security-questions',
    title: 'the questions and factors a person may choose from are listed',
    label: 'docs',
    seed,
    run: async bench => {
      const path = `/api/v1/users/${await idOf(bench, 'ada')}/factors`;
      const questions = (await call(bench, 'GET', `${path}/questions`)).body as unknown as {
        question: string;
        questionText: string;
      }[];
      const food = questions.find(one => one.question === 'disliked_food');
      same(food?.questionText, 'What is the food you least liked as a child?', 'text of a question');
      const catalogue = (await call(bench, 'GET', `${path}/catalog`)).body as unknown as { factorType: string; status: string }[];
      same(catalogue.find(one => one.factorType === 'question')?.status, 'NOT_SETUP', 'status of a factor nobody has');
    },
  },
  {
    id: 'log-of-oauth',
    title: 'tokens of the org and of a custom server are logged apart, with the client that asked',
    label: 'docs',
    seed,
    run: async bench => {
      const form = {
        grant_type: 'client_credentials',
        scope: 'tickets:read',
        client_id: clients.job.id,
        client_secret: clients.job.secret,
      };
      const type = { authorization: '', 'content-type': 'application/x-www-form-urlencoded', 'user-agent': 'night-job/1.0' };
      same(
        (await call(bench, 'POST', '/oauth2/desk/v1/token', new URLSearchParams(form).toString(), type)).status,
        200,
        'status',
      );
      const filter = 'eventType eq "app.oauth2.as.token.grant.access_token"';
      const asked = new URLSearchParams({ filter, since: '2026-03-02T00:00:00Z', until: '2026-03-03T00:00:00Z' });
      const { body } = await call(bench, 'GET', `/api/v1/logs?${asked}`);
      same([body.length, body[0]?.actor?.id, body[0]?.outcome?.result], [1, clients.job.id, 'SUCCESS'], 'number, actor, outcome');
      same(body[0]?.client?.userAgent?.rawUserAgent, 'night-job/1.0', 'rawUserAgent');
    },
  },
];
