import { createHash } from 'node:crypto';
import { type Check, demand, same } from '../../../testing/conformance/check.ts';
import { call, demandCause, idOf, profileOf, refused, sdk, sessionTokenFor } from '../clients.ts';
import { passwords, seed } from '../seed.ts';

const salt = Buffer.from('0123456789abcdef');

/** Passwords that come from elsewhere, and what the policy says of new ones. */
export const importChecks: Check[] = [
  {
    id: 'hashed-password',
    title: 'a user imported with a hash signs in with the password behind it',
    label: 'docs',
    seed,
    run: async bench => {
      const orders = { PREFIX: [salt, Buffer.from('Moved-Horse-1')], POSTFIX: [Buffer.from('Moved-Horse-1'), salt] };
      for (const [saltOrder, parts] of Object.entries(orders)) {
        const name = `moved-${saltOrder.toLowerCase()}`;
        const value = createHash('sha256').update(Buffer.concat(parts)).digest('base64');
        const hash = { algorithm: 'SHA-256', salt: salt.toString('base64'), saltOrder, value };
        const made = await call(bench, 'POST', '/api/v1/users', {
          profile: profileOf(name),
          credentials: { password: { hash } },
        });
        same(
          [made.status, made.body.status, made.body.credentials?.provider?.type],
          [200, 'ACTIVE', 'IMPORT'],
          'status and provider',
        );
        await sessionTokenFor(bench, `${name}@acme.example`, 'Moved-Horse-1');
      }
    },
  },
  {
    id: 'password-history',
    title: 'a password that was used lately is refused',
    label: 'docs',
    seed,
    run: async bench => {
      const userId = await idOf(bench, 'ben');
      const change = (from: string, to: string) =>
        sdk(bench).userApi.changePassword({
          userId,
          changePasswordRequest: { oldPassword: { value: from }, newPassword: { value: to } },
        });
      same((await change(passwords.ben, 'Second-Horse-8')).provider?.type, 'OKTA', 'provider of the answer');
      const error = await refused(() => change('Second-Horse-8', passwords.ben), 403, 'E0000014');
      demandCause(error, 'used too recently');
    },
  },
  {
    id: 'activation-runs-out',
    title: 'an activation token is worth nothing after its week',
    label: 'docs',
    seed,
    run: async bench => {
      const { activationToken: token } = await sdk(bench).userApi.activateUser({
        userId: await idOf(bench, 'cleo'),
        sendEmail: false,
      });
      demand(token !== undefined, 'no activationToken');
      await bench.admin('POST', '/clock', { advanceMs: 8 * 24 * 3600 * 1000 });
      const { status, body } = await call(bench, 'POST', '/api/v1/authn', { token }, { authorization: '' });
      same([status, body.errorCode], [401, 'E0000004'], 'status and code');
    },
  },
  {
    id: 'omit-credentials',
    title: 'okta-response=omitCredentials leaves the credentials out of a list',
    label: 'docs',
    seed,
    run: async bench => {
      const type = { 'content-type': 'application/json; okta-response=omitCredentials,omitCredentialsLinks' };
      const { status, body } = await call(bench, 'GET', '/api/v1/users?limit=1', undefined, type);
      same(
        [status, body[0]?.profile?.login, body[0]?.credentials],
        [200, 'ada@acme.example', undefined],
        'status, login, credentials',
      );
    },
  },
  {
    id: 'links-by-status',
    title: 'the links of a user are the steps that are open to them now',
    label: 'docs',
    seed,
    run: async bench => {
      const links = async (name: string) =>
        Object.keys((await call(bench, 'GET', `/api/v1/users/${name}@acme.example`)).body._links ?? {});
      const [ada, cleo, dan] = [await links('ada'), await links('cleo'), await links('dan')];
      demand(ada.includes('suspend') && ada.includes('expirePassword') && !ada.includes('activate'), `Ada: ${ada}`);
      demand(cleo.includes('activate') && !cleo.includes('suspend'), `Cleo: ${cleo}`);
      demand(dan.includes('unsuspend') && !dan.includes('suspend'), `Dan: ${dan}`);
    },
  },
];
