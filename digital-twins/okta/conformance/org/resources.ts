import { type Check, demand, same } from '../../../testing/conformance/check.ts';
import { all, call, idOf, sdk } from '../clients.ts';
import { seed } from '../seed.ts';

/** Smaller resources that tools of administrators read and write. */
export const resourceChecks: Check[] = [
  {
    id: 'api-tokens-listed',
    title: 'API tokens are listed with their owner and end, never with their value',
    label: 'recorded',
    seed,
    run: async bench => {
      const { body, text } = await call(bench, 'GET', '/api/v1/api-tokens');
      demand(Array.isArray(body) && body.length >= 1, 'no tokens');
      same(body[0]?.userId, await idOf(bench, 'ada'), 'userId');
      demand(String(body[0]?.id).startsWith('00T') && body[0]?.expiresAt !== undefined, 'no id or expiresAt');
      demand(!text.includes('00conformance-token'), 'the value is shown');
    },
  },
  {
    id: 'user-schema',
    title: 'the schema of users names its base attributes and which are required',
    label: 'docs',
    seed,
    run: async bench => {
      const schema = await sdk(bench).schemaApi.getUserSchema({ schemaId: 'default' });
      const base = schema.definitions?.base;
      same([...(base?.required ?? [])].sort(), ['email', 'firstName', 'lastName', 'login'], 'required');
      same([base?.properties?.login?.type, base?.properties?.costCenter?.type], ['string', 'string'], 'types');
    },
  },
  {
    id: 'user-types',
    title: 'there is a default type of user that every user has, and more can be made',
    label: 'docs',
    seed,
    run: async bench => {
      const client = sdk(bench);
      const [standard] = await all<{ id?: string; name?: string; _default?: boolean }>(client.userTypeApi.listUserTypes());
      const ada = await client.userApi.getUser({ userId: 'ada@acme.example' });
      same([standard?.name, standard?.id], ['user', ada.type?.id], 'name and id');
      const made = await client.userTypeApi.createUserType({ userType: { name: 'contractor', displayName: 'Contractor' } });
      same([made.name, made.displayName], ['contractor', 'Contractor'], 'a new type');
    },
  },
  {
    id: 'linked-objects',
    title: 'a link between people is defined with 201, set, and read from both ends',
    label: 'recorded',
    seed,
    run: async bench => {
      const definition = {
        primary: { name: 'boss', title: 'Boss', description: 'Leads', type: 'USER' },
        associated: { name: 'report', title: 'Report', description: 'Is led', type: 'USER' },
      };
      const made = await call(bench, 'POST', '/api/v1/meta/schemas/user/linkedObjects', definition);
      same(
        [made.status, made.body.primary, made.body.associated],
        [201, definition.primary, definition.associated],
        'definition',
      );
      const [ada, ben] = [await idOf(bench, 'ada'), await idOf(bench, 'ben')];
      same((await call(bench, 'PUT', `/api/v1/users/${ben}/linkedObjects/boss/${ada}`)).status, 204, 'status of PUT');
      const boss = await call(bench, 'GET', `/api/v1/users/${ben}/linkedObjects/boss`);
      demand(String(boss.body[0]?._links?.self?.href).endsWith(`/api/v1/users/${ada}`), `the boss: ${boss.text}`);
      const reports = await call(bench, 'GET', `/api/v1/users/${ada}/linkedObjects/report`);
      demand(String(reports.body[0]?._links?.self?.href).endsWith(`/api/v1/users/${ben}`), `the report: ${reports.text}`);
    },
  },
  {
    id: 'admin-roles',
    title: 'an administrator role is given with 201, listed and taken away',
    label: 'recorded',
    seed,
    run: async bench => {
      const roles = `/api/v1/users/${await idOf(bench, 'ben')}/roles`;
      const given = await call(bench, 'POST', roles, { type: 'USER_ADMIN' });
      same([given.status, given.body.type, given.body.label], [201, 'USER_ADMIN', 'User Administrator'], 'status, type, label');
      same([given.body.status, given.body.assignmentType], ['ACTIVE', 'USER'], 'status and assignmentType');
      same((await call(bench, 'GET', roles)).body.length, 1, 'roles');
      same((await call(bench, 'DELETE', `${roles}/${given.body.id}`)).status, 204, 'status of DELETE');
      same((await call(bench, 'GET', roles)).body, [], 'roles afterwards');
    },
  },
  {
    id: 'inline-hook',
    title: 'an inline hook keeps the secret of its channel to itself, and must be deactivated before it goes',
    label: 'recorded',
    seed,
    run: async bench => {
      const authScheme = { type: 'HEADER', key: 'Authorization', value: 'inline-hook-secret' };
      const config = { uri: 'https://product.example/hook', headers: [], method: 'POST', authScheme };
      const hook = {
        name: 'Tokens',
        type: 'com.okta.oauth2.tokens.transform',
        version: '1.0.0',
        channel: { type: 'HTTP', version: '1.0.0', config },
      };
      const { status, body, text } = await call(bench, 'POST', '/api/v1/inlineHooks', hook);
      same([status, body.status, body.type], [200, 'ACTIVE', hook.type], 'a new hook');
      demand(String(body.id).startsWith('cal') && !text.includes('inline-hook-secret'), 'wrong id, or the secret is shown');
      const path = `/api/v1/inlineHooks/${body.id}`;
      same((await call(bench, 'POST', `${path}/lifecycle/deactivate`)).body.status, 'INACTIVE', 'status');
      same((await call(bench, 'DELETE', path)).status, 204, 'status of DELETE');
      same((await call(bench, 'GET', path)).body.errorCode, 'E0000007', 'code afterwards');
    },
  },
  {
    id: 'trusted-origins',
    title: 'a trusted origin is created, deactivated and removed',
    label: 'docs',
    seed,
    run: async bench => {
      const { trustedOriginApi } = sdk(bench);
      const origin = 'https://shop.acme.example';
      const made = await trustedOriginApi.createTrustedOrigin({
        trustedOrigin: { name: 'Shop', origin, scopes: [{ type: 'CORS' }] },
      });
      same([made.status, made.origin, made.scopes?.[0]?.type], ['ACTIVE', origin, 'CORS'], 'a new origin');
      const trustedOriginId = made.id ?? '';
      same((await trustedOriginApi.deactivateTrustedOrigin({ trustedOriginId })).status, 'INACTIVE', 'status');
      await trustedOriginApi.deleteTrustedOrigin({ trustedOriginId });
      same((await call(bench, 'GET', `/api/v1/trustedOrigins/${trustedOriginId}`)).status, 404, 'status afterwards');
    },
  },
  {
    id: 'policies',
    title: 'every org has a default sign-on and a default password policy, and asks which type is meant',
    label: 'docs',
    seed,
    run: async bench => {
      for (const type of ['OKTA_SIGN_ON', 'PASSWORD']) {
        const { status, body } = await call(bench, 'GET', `/api/v1/policies?type=${type}`);
        same(status, 200, 'status');
        const standard = (body as unknown as { type: string; system: boolean }[]).find(policy => policy.system);
        same(standard?.type, type, 'type of the default policy');
      }
      same((await call(bench, 'GET', '/api/v1/policies')).status, 400, 'status without a type');
    },
  },
  {
    id: 'recovery-question',
    title: 'a recovery question is changed with the password, and then resets it',
    label: 'recorded',
    seed,
    run: async bench => {
      const credentials = `/api/v1/users/${await idOf(bench, 'ada')}/credentials`;
      const question = { question: 'First pet?', answer: 'Rex the hound' };
      const wrong = await call(bench, 'POST', `${credentials}/change_recovery_question`, {
        password: { value: 'x' },
        recovery_question: question,
      });
      same([wrong.status, wrong.body.errorCode], [403, 'E0000014'], 'with a wrong password');
      const right = { password: { value: 'Correct-Horse-1' }, recovery_question: question };
      const changed = await call(bench, 'POST', `${credentials}/change_recovery_question`, right);
      same(changed.body.recovery_question, { question: 'First pet?' }, 'recovery_question');
      const reset = { password: { value: 'Seventh-Horse-4' }, recovery_question: { answer: 'Rex the hound' } };
      const done = await call(bench, 'POST', `${credentials}/forgot_password_recovery_question`, reset);
      same([done.status, done.body.provider?.type], [200, 'OKTA'], 'status and provider');
    },
  },
];
