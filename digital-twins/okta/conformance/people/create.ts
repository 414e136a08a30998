import { type Check, demand, same } from '../../../testing/conformance/check.ts';
import { all, call, demandCause, profileOf, refused, sdk, sessionTokenFor } from '../clients.ts';
import { seed } from '../seed.ts';

const password = 'Fresh-Horse-7';

/** How people come into being. */
export const userCreateChecks: Check[] = [
  {
    id: 'create-staged',
    title: 'a user created with activate=false is STAGED and was never activated',
    label: 'recorded',
    seed,
    run: async bench => {
      const made = await sdk(bench).userApi.createUser({ body: { profile: profileOf('eva') }, activate: false });
      same([made.status, made.activated, made.profile?.login], ['STAGED', null, 'eva@acme.example'], 'status, activated, login');
      demand(made.id?.startsWith('00u') === true && made.id.length === 20, `id ${made.id}`);
    },
  },
  {
    id: 'create-provisioned',
    title: 'a user created without a password is PROVISIONED: an activation waits',
    label: 'docs',
    seed,
    run: async bench => {
      const made = await sdk(bench).userApi.createUser({ body: { profile: profileOf('eva') } });
      same(made.status, 'PROVISIONED', 'status');
      same(made.passwordChanged, null, 'passwordChanged');
    },
  },
  {
    id: 'create-active',
    title: 'a user created with a password is ACTIVE, can sign in at once, and the password is never shown',
    label: 'recorded',
    seed,
    run: async bench => {
      const body = { profile: profileOf('eva'), credentials: { password: { value: password } } };
      const { status, body: made, text } = await call(bench, 'POST', '/api/v1/users?activate=true', body);
      same([status, made.status], [200, 'ACTIVE'], 'HTTP status (200, not 201) and status');
      same(made.credentials?.password, {}, 'credentials.password');
      same(made.credentials?.provider, { type: 'OKTA', name: 'OKTA' }, 'credentials.provider');
      demand(!text.includes(password), 'the password is in the answer');
      await sessionTokenFor(bench, 'eva@acme.example', password);
    },
  },
  {
    id: 'create-recovery-question',
    title: 'the recovery question is shown, its answer is not',
    label: 'recorded',
    seed,
    run: async bench => {
      const credentials = {
        password: { value: password },
        recovery_question: { question: 'First pet?', answer: 'Rex the hound' },
      };
      const { body, text } = await call(bench, 'POST', '/api/v1/users', { profile: profileOf('eva'), credentials });
      same(body.credentials?.recovery_question, { question: 'First pet?' }, 'recovery_question');
      demand(!text.includes('Rex the hound'), 'the answer is shown');
    },
  },
  {
    id: 'create-duplicate-login',
    title: 'a login that is taken is refused with E0000001 and a cause, whatever its case',
    label: 'docs',
    seed,
    run: async bench => {
      const profile = { ...profileOf('ada'), login: 'ADA@acme.example' };
      const error = await refused(() => sdk(bench).userApi.createUser({ body: { profile } }), 400, 'E0000001');
      same(error.errorSummary, 'Api validation failed: login', 'errorSummary');
      demandCause(error, 'login: An object with this field already exists in the current organization');
    },
  },
  {
    id: 'create-missing-fields',
    title: 'each missing field is a cause of its own',
    label: 'docs',
    seed,
    run: async bench => {
      const error = await refused(() => sdk(bench).userApi.createUser({ body: { profile: {} } }), 400, 'E0000001');
      demand(error.errorSummary.startsWith('Api validation failed: '), error.errorSummary);
      for (const field of ['login', 'email', 'firstName', 'lastName'])
        demandCause(error, `${field}: The field cannot be left blank`);
    },
  },
  {
    id: 'create-login-not-email',
    title: 'a login that is no email address, and an email that is none, are refused in words',
    label: 'docs',
    seed,
    run: async bench => {
      const create = (profile: ReturnType<typeof profileOf>) => () => sdk(bench).userApi.createUser({ body: { profile } });
      const login = await refused(create({ ...profileOf('eva'), login: 'eva' }), 400, 'E0000001');
      demandCause(login, 'login: Username must be in the form of an email address');
      const email = await refused(create({ ...profileOf('eva'), email: 'eva-at-acme' }), 400, 'E0000001');
      demandCause(email, 'email: Does not match required pattern');
    },
  },
  {
    id: 'create-unknown-attribute',
    title: 'an attribute the schema does not know is refused, and nobody is created',
    label: 'docs',
    seed,
    run: async bench => {
      const profile = { ...profileOf('eva'), shoeSize: '43' };
      const error = await refused(() => sdk(bench).userApi.createUser({ body: { profile } }), 400, 'E0000001');
      demandCause(error, "Property name 'shoeSize' is not defined in profile");
      await refused(() => sdk(bench).userApi.getUser({ userId: 'eva@acme.example' }), 404, 'E0000007');
    },
  },
  {
    id: 'create-weak-password',
    title: 'a password against the policy is refused with the requirements',
    label: 'docs',
    seed,
    run: async bench => {
      const body = { profile: profileOf('eva'), credentials: { password: { value: 'abc' } } };
      const error = await refused(() => sdk(bench).userApi.createUser({ body }), 400, 'E0000001');
      same(error.errorSummary, 'Api validation failed: password', 'errorSummary');
      demandCause(error, 'password: Password requirements were not met.');
    },
  },
  {
    id: 'create-next-login',
    title: 'nextlogin=changePassword makes the password expired from the start; without a password it is refused',
    label: 'docs',
    seed,
    run: async bench => {
      const create = '/api/v1/users?activate=true&nextlogin=changePassword';
      const credentials = { password: { value: password } };
      const { body } = await call(bench, 'POST', create, { profile: profileOf('eva'), credentials });
      same(body.status, 'PASSWORD_EXPIRED', 'status');
      const without = await call(bench, 'POST', create, { profile: profileOf('finn') });
      same([without.status, without.body.errorCode], [400, 'E0000124'], 'status and code without a password');
    },
  },
  {
    id: 'create-in-groups',
    title: 'groupIds puts a new user into groups; Everyone comes by itself',
    label: 'docs',
    seed,
    run: async bench => {
      const client = sdk(bench);
      const [support] = await all<{ id?: string }>(client.groupApi.listGroups({ q: 'Support' }));
      const made = await client.userApi.createUser({ body: { profile: profileOf('eva'), groupIds: [support?.id ?? ''] } });
      const groups = await all<{ profile?: { name?: string } }>(client.userApi.listUserGroups({ userId: made.id ?? '' }));
      same(groups.map(group => group.profile?.name).sort(), ['Everyone', 'Support'], 'groups');
    },
  },
];
