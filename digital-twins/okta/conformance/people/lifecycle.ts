import { type Bench, type Check, demand, same } from '../../../testing/conformance/check.ts';
import { call, demandCause, idOf, refused, sdk, sessionTokenFor } from '../clients.ts';
import { passwords, seed } from '../seed.ts';

/** The legal and the illegal steps from one status to another. */
export const lifecycleChecks: Check[] = [
  {
    id: 'activate-staged',
    title: 'activating without a mail hands out a token and its address',
    label: 'recorded',
    seed,
    run: async bench => {
      const userId = await idOf(bench, 'cleo');
      const given = await sdk(bench).userApi.activateUser({ userId, sendEmail: false });
      demand((given.activationToken?.length ?? 0) >= 20, `activationToken ${given.activationToken}`);
      demand(given.activationUrl?.includes(given.activationToken ?? '?') === true, `activationUrl ${given.activationUrl}`);
      same(await statusOf(bench, 'cleo'), 'PROVISIONED', 'status');
    },
  },
  {
    id: 'activate-active',
    title: 'activating somebody who is active is refused with 403 E0000016',
    label: 'docs',
    seed,
    run: async bench => {
      const userId = await idOf(bench, 'ada');
      const error = await refused(() => sdk(bench).userApi.activateUser({ userId, sendEmail: false }), 403, 'E0000016');
      same(error.errorSummary, 'Activation failed because the user is already active', 'errorSummary');
    },
  },
  {
    id: 'reactivate-provisioned',
    title: 'reactivating gives a fresh token, and makes the earlier one worthless',
    label: 'docs',
    seed,
    run: async bench => {
      const userId = await idOf(bench, 'cleo');
      const first = await sdk(bench).userApi.activateUser({ userId, sendEmail: false });
      const second = await sdk(bench).userApi.reactivateUser({ userId, sendEmail: false });
      demand(second.activationToken !== undefined && second.activationToken !== first.activationToken, 'the token is not new');
      const refusal = await authn(bench, { token: first.activationToken });
      same([refusal.status, refusal.body.errorCode], [401, 'E0000004'], 'status and code of the old token');
      const accepted = await authn(bench, { token: second.activationToken });
      same(accepted.status, 200, 'status with the new token');
      same(accepted.body._embedded?.user?.profile?.login, 'cleo@acme.example', 'whom it is for');
    },
  },
  {
    id: 'reactivate-active',
    title: 'reactivating somebody whose activation is over is refused with 403 E0000038',
    label: 'recorded',
    seed,
    run: async bench => {
      const userId = await idOf(bench, 'ada');
      const error = await refused(() => sdk(bench).userApi.reactivateUser({ userId, sendEmail: false }), 403, 'E0000038');
      same(error.errorSummary, "This operation is not allowed in the user's current status.", 'errorSummary');
    },
  },
  {
    id: 'suspend-and-unsuspend',
    title: 'a suspended user cannot sign in, and can again after unsuspend',
    label: 'docs',
    seed,
    run: async bench => {
      const suspended = await call(bench, 'POST', `/api/v1/users/${await idOf(bench, 'ben')}/lifecycle/suspend`);
      same([suspended.status, await statusOf(bench, 'ben')], [200, 'SUSPENDED'], 'status');
      same((await authnAs(bench, 'ben')).body.errorCode, 'E0000004', 'code while suspended');
      await sdk(bench).userApi.unsuspendUser({ userId: await idOf(bench, 'ben') });
      same(await statusOf(bench, 'ben'), 'ACTIVE', 'status afterwards');
      await sessionTokenFor(bench, 'ben@acme.example', passwords.ben);
    },
  },
  {
    id: 'suspend-not-active',
    title: 'only an active user can be suspended, only a suspended one unsuspended: else 400 E0000001',
    label: 'docs',
    seed,
    run: async bench => {
      const { userApi } = sdk(bench);
      const [ada, cleo, dan] = [await idOf(bench, 'ada'), await idOf(bench, 'cleo'), await idOf(bench, 'dan')];
      await refused(() => userApi.suspendUser({ userId: dan }), 400, 'E0000001');
      await refused(() => userApi.suspendUser({ userId: cleo }), 400, 'E0000001');
      await refused(() => userApi.unsuspendUser({ userId: ada }), 400, 'E0000001');
      same([await statusOf(bench, 'dan'), await statusOf(bench, 'cleo')], ['SUSPENDED', 'STAGED'], 'statuses afterwards');
    },
  },
  {
    id: 'deactivate',
    title: 'a deactivated user is DEPROVISIONED, cannot sign in and can be activated again',
    label: 'docs',
    seed,
    run: async bench => {
      const userId = await idOf(bench, 'ben');
      const { status } = await call(bench, 'POST', `/api/v1/users/${userId}/lifecycle/deactivate`);
      same([status, await statusOf(bench, 'ben')], [200, 'DEPROVISIONED'], 'status');
      same((await authnAs(bench, 'ben')).body.errorCode, 'E0000004', 'code at sign-in');
      await sdk(bench).userApi.activateUser({ userId, sendEmail: false });
      demand((await statusOf(bench, 'ben')) !== 'DEPROVISIONED', 'still DEPROVISIONED');
    },
  },
  {
    id: 'unlock-not-locked',
    title: 'unlocking somebody who is not locked is refused with 403 E0000032 and its cause',
    label: 'recorded',
    seed,
    run: async bench => {
      const userId = await idOf(bench, 'ada');
      const error = await refused(() => sdk(bench).userApi.unlockUser({ userId }), 403, 'E0000032');
      same(error.errorSummary, 'Unlock is not allowed for this user.', 'errorSummary');
      demandCause(error, 'The user is not locked out.');
    },
  },
  {
    id: 'lifecycle-of-nobody',
    title: 'a step for somebody who does not exist is 404 E0000007, one that does not exist is refused too',
    label: 'docs',
    seed,
    run: async bench => {
      await refused(() => sdk(bench).userApi.suspendUser({ userId: '00unobody0000000000' }), 404, 'E0000007');
      const { status } = await call(bench, 'POST', `/api/v1/users/${await idOf(bench, 'ada')}/lifecycle/promote`);
      demand(status === 404 || status === 405, `status ${status}`);
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
