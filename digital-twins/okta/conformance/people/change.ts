import { type Check, demand, same } from '../../../testing/conformance/check.ts';
import { call, demandCause, idOf, refused, sdk, sessionTokenFor } from '../clients.ts';
import { passwords, seed } from '../seed.ts';

/** How people are found, changed and removed. */
export const userChangeChecks: Check[] = [
  {
    id: 'post-merges',
    title: 'POST on a user changes what it names and leaves the rest',
    label: 'docs',
    seed,
    run: async bench => {
      const userId = await idOf(bench, 'ada');
      const changed = await sdk(bench).userApi.updateUser({ userId, user: { profile: { nickName: 'Addie' } } });
      same(
        [changed.profile?.nickName, changed.profile?.title, changed.profile?.firstName],
        ['Addie', 'Support lead', 'Ada'],
        'nickName, title, firstName',
      );
    },
  },
  {
    id: 'put-replaces',
    title: 'PUT on a user drops what it does not name',
    label: 'docs',
    seed,
    run: async bench => {
      const userId = await idOf(bench, 'ada');
      const profile = {
        firstName: 'Ada',
        lastName: 'Moreno',
        email: 'ada@acme.example',
        login: 'ada@acme.example',
        city: 'Madrid',
      };
      await sdk(bench).userApi.replaceUser({ userId, user: { profile } });
      const { profile: now } = await sdk(bench).userApi.getUser({ userId });
      same([now?.city, now?.title ?? null], ['Madrid', null], 'city and title');
    },
  },
  {
    id: 'put-needs-all',
    title: 'PUT without a required field is refused, and changes nothing',
    label: 'docs',
    seed,
    run: async bench => {
      const userId = await idOf(bench, 'ada');
      const profile = { email: 'ada@acme.example', login: 'ada@acme.example' };
      const error = await refused(() => sdk(bench).userApi.replaceUser({ userId, user: { profile } }), 400, 'E0000001');
      demandCause(error, 'lastName: The field cannot be left blank');
      same((await sdk(bench).userApi.getUser({ userId })).profile?.title, 'Support lead', 'title afterwards');
    },
  },
  {
    id: 'found-by-login-and-short-name',
    title: 'a user is found by id, login and the part before the @',
    label: 'docs',
    seed,
    run: async bench => {
      const userId = await idOf(bench, 'ada');
      for (const name of [userId, 'ada@acme.example', 'ada']) {
        same((await sdk(bench).userApi.getUser({ userId: name })).id, userId, `id by ${name}`);
      }
      await refused(() => sdk(bench).userApi.getUser({ userId: 'ad' }), 404, 'E0000007');
    },
  },
  {
    id: 'new-login-takes-over',
    title: 'after a change of login the new one finds the user, and the old one nobody',
    label: 'docs',
    seed,
    run: async bench => {
      const userId = await idOf(bench, 'ben');
      await sdk(bench).userApi.updateUser({ userId, user: { profile: { login: 'benjamin@acme.example' } } });
      same((await sdk(bench).userApi.getUser({ userId: 'benjamin@acme.example' })).id, userId, 'id');
      await refused(() => sdk(bench).userApi.getUser({ userId: 'ben@acme.example' }), 404, 'E0000007');
      await sessionTokenFor(bench, 'benjamin@acme.example', passwords.ben);
    },
  },
  {
    id: 'delete-twice',
    title: 'the first DELETE deactivates, the second removes, the third finds nobody',
    label: 'docs',
    seed,
    run: async bench => {
      const userId = await idOf(bench, 'ben');
      const remove = () => call(bench, 'DELETE', `/api/v1/users/${userId}`);
      same(
        [(await remove()).status, (await sdk(bench).userApi.getUser({ userId })).status],
        [204, 'DEPROVISIONED'],
        'after the first',
      );
      same((await remove()).status, 204, 'status of the second');
      const error = await refused(() => sdk(bench).userApi.getUser({ userId }), 404, 'E0000007');
      same(error.errorSummary, `Not found: Resource not found: ${userId} (User)`, 'errorSummary');
      same((await remove()).status, 404, 'status of the third');
    },
  },
  {
    id: 'change-password',
    title: 'changing a password wants the old one; afterwards only the new one signs in',
    label: 'docs',
    seed,
    run: async bench => {
      const userId = await idOf(bench, 'ben');
      const change = (old: string) => () =>
        sdk(bench).userApi.changePassword({
          userId,
          changePasswordRequest: { oldPassword: { value: old }, newPassword: { value: 'Second-Horse-8' } },
        });
      const error = await refused(change('not-the-old-one'), 403, 'E0000014');
      same(error.errorSummary, 'Update of credentials failed', 'errorSummary');
      demandCause(error, 'Old Password is not correct');
      same((await change(passwords.ben)()).provider?.type, 'OKTA', 'provider of the answer');
      await sessionTokenFor(bench, 'ben@acme.example', 'Second-Horse-8');
      const old = await call(bench, 'POST', '/api/v1/authn', { username: 'ben@acme.example', password: passwords.ben });
      same([old.status, old.body.errorCode], [401, 'E0000004'], 'the old password');
    },
  },
  {
    id: 'set-password',
    title: 'an administrator sets a password without knowing the old one',
    label: 'docs',
    seed,
    run: async bench => {
      const userId = await idOf(bench, 'ben');
      await sdk(bench).userApi.updateUser({ userId, user: { credentials: { password: { value: 'Third-Horse-9' } } } });
      await sessionTokenFor(bench, 'ben@acme.example', 'Third-Horse-9');
    },
  },
  {
    id: 'end-user-sessions',
    title: 'clearing the sessions of a user ends them',
    label: 'docs',
    seed,
    run: async bench => {
      const token = await sessionTokenFor(bench, 'ben@acme.example', passwords.ben);
      const session = await sdk(bench).sessionApi.createSession({ createSessionRequest: { sessionToken: token } });
      same([session.login, session.status], ['ben@acme.example', 'ACTIVE'], 'login and status');
      const cleared = await call(bench, 'DELETE', `/api/v1/users/${await idOf(bench, 'ben')}/sessions`);
      same(cleared.status, 204, 'status');
      await refused(() => sdk(bench).sessionApi.getSession({ sessionId: session.id ?? '' }), 404, 'E0000007');
    },
  },
  {
    id: 'custom-attribute',
    title: 'an attribute added to the schema can be written, read and searched',
    label: 'docs',
    seed,
    run: async bench => {
      const properties = { shoeSize: { title: 'Shoe size', type: 'string', scope: 'NONE' } };
      const added = await call(bench, 'POST', '/api/v1/meta/schemas/user/default', {
        definitions: { custom: { id: '#custom', type: 'object', properties } },
      });
      same(added.body.definitions?.custom?.properties?.shoeSize?.title, 'Shoe size', 'title in the schema');
      const userId = await idOf(bench, 'ada');
      await call(bench, 'POST', `/api/v1/users/${userId}`, { profile: { shoeSize: '43' } });
      const search = encodeURIComponent('profile.shoeSize eq "43"');
      const { body } = await call(bench, 'GET', `/api/v1/users?search=${search}`);
      demand(Array.isArray(body) && body.length === 1, 'the search finds not exactly one');
      same(body[0].id, userId, 'who is found');
    },
  },
];
