import { type Bench, type Check, demand, same } from '../../../testing/conformance/check.ts';
import { call, idOf, profileOf, refused, sdk } from '../clients.ts';
import { passwords, seed } from '../seed.ts';

/** Passwords that expire, are reset, or are set for the first time. */
export const passwordChecks: Check[] = [
  {
    id: 'expire-password',
    title: 'an expired password still proves who it is, and then has to be changed',
    label: 'docs',
    seed,
    run: async bench => {
      const userId = await idOf(bench, 'ben');
      same((await sdk(bench).userApi.expirePassword({ userId })).status, 'PASSWORD_EXPIRED', 'status');
      const { body } = await authnAs(bench, 'ben');
      same(body.status, 'PASSWORD_EXPIRED', 'status at sign-in');
      demand(typeof body.stateToken === 'string', 'no stateToken');
      const change = { stateToken: body.stateToken, oldPassword: passwords.ben, newPassword: 'Fourth-Horse-1' };
      const changed = await call(bench, 'POST', '/api/v1/authn/credentials/change_password', change);
      same(changed.body.status, 'SUCCESS', 'status after the change');
      same(await statusOf(bench, 'ben'), 'ACTIVE', 'status of the user');
    },
  },
  {
    id: 'expire-password-illegal',
    title: 'the password of somebody staged or deactivated cannot be expired: 403 E0000038',
    label: 'docs',
    seed,
    run: async bench => {
      const { userApi } = sdk(bench);
      for (const name of ['cleo', 'zoe']) {
        const userId = await idOf(bench, name);
        await refused(() => userApi.expirePassword({ userId }), 403, 'E0000038');
      }
    },
  },
  {
    id: 'temporary-password',
    title: 'a temporary password signs in once, to be changed',
    label: 'recorded',
    seed,
    run: async bench => {
      const userId = await idOf(bench, 'ben');
      const path = `/api/v1/users/${userId}/lifecycle/expire_password_with_temp_password`;
      const password = String((await call(bench, 'POST', path)).body.tempPassword ?? '');
      demand(password.length >= 8, `tempPassword ${password}`);
      const { body } = await authn(bench, { username: 'ben@acme.example', password });
      same(body.status, 'PASSWORD_EXPIRED', 'status at sign-in');
    },
  },
  {
    id: 'reset-password',
    title: 'a reset without a mail gives an address and puts the user into RECOVERY',
    label: 'recorded',
    seed,
    run: async bench => {
      const userId = await idOf(bench, 'ben');
      const given = await sdk(bench).userApi.generateResetPasswordToken({ userId, sendEmail: false });
      demand(/\/reset_password\/\S{16,}$/.test(given.resetPasswordUrl ?? ''), `resetPasswordUrl ${given.resetPasswordUrl}`);
      same(await statusOf(bench, 'ben'), 'RECOVERY', 'status');
      const recoveryToken = given.resetPasswordUrl?.split('/').at(-1);
      const started = await call(bench, 'POST', '/api/v1/authn/recovery/token', { recoveryToken });
      same(started.body._embedded?.user?.profile?.login, 'ben@acme.example', 'whom the token is for');
    },
  },
  {
    id: 'reset-password-illegal',
    title: 'the password of somebody staged, suspended or deactivated cannot be reset: 403 E0000038',
    label: 'docs',
    seed,
    run: async bench => {
      const { userApi } = sdk(bench);
      for (const name of ['cleo', 'dan', 'zoe']) {
        const userId = await idOf(bench, name);
        await refused(() => userApi.generateResetPasswordToken({ userId, sendEmail: false }), 403, 'E0000038');
      }
    },
  },
  {
    id: 'activate-on-create-token',
    title: 'the token of an activation lets the person set a password and come in',
    label: 'docs',
    seed,
    run: async bench => {
      const made = await sdk(bench).userApi.createUser({ body: { profile: profileOf('eva') }, activate: false });
      const { activationToken } = await sdk(bench).userApi.activateUser({ userId: made.id ?? '', sendEmail: false });
      const { body } = await authn(bench, { token: activationToken });
      same([body.status, body.recoveryType], ['PASSWORD_RESET', 'ACCOUNT_ACTIVATION'], 'status and recoveryType');
      same(
        [body._embedded?.user?.id, body._links?.next?.name],
        [made.id, 'resetPassword'],
        'whom it is for, and what comes next',
      );
      const next = { stateToken: body.stateToken, newPassword: 'Fifth-Horse-2' };
      const done = await call(bench, 'POST', '/api/v1/authn/credentials/reset_password', next);
      same(done.body.status, 'SUCCESS', 'status after setting a password');
    },
  },
];

function authn(bench: Bench, body: object): ReturnType<typeof call> {
  return call(bench, 'POST', '/api/v1/authn', body, { authorization: '' });
}

function authnAs(bench: Bench, name: 'ben'): ReturnType<typeof call> {
  return authn(bench, { username: `${name}@acme.example`, password: passwords[name] });
}

async function statusOf(bench: Bench, name: string): Promise<string | undefined> {
  return (await sdk(bench).userApi.getUser({ userId: `${name}@acme.example` })).status;
}
