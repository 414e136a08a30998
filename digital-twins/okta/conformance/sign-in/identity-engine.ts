import { IdxStatus } from '@okta/okta-auth-js';
import { type Check, demand, same } from '../../../testing/conformance/check.ts';
import { authClient } from '../auth-client.ts';
import { passwords, seed } from '../seed.ts';

const ada = { username: 'ada@acme.example', password: passwords.ada };

/** Sign-in by the identity engine (IDX), with okta-auth-js. */
export const identityEngineChecks: Check[] = [
  {
    id: 'idx-sign-in',
    title: 'okta-auth-js signs in by the identity engine and gets tokens',
    label: 'docs',
    seed,
    run: async bench => {
      const { status, tokens } = await authClient(bench).idx.authenticate(ada);
      same(status, IdxStatus.SUCCESS, 'status');
      same(tokens?.idToken?.claims.email, 'ada@acme.example', 'email');
      demand((tokens?.accessToken?.accessToken.length ?? 0) > 100, 'no access token');
    },
  },
  {
    id: 'idx-refused',
    title: 'the identity engine says of a wrong password that authentication failed, and lets try again',
    label: 'docs',
    seed,
    run: async bench => {
      const client = authClient(bench);
      const refused = await client.idx.authenticate({ ...ada, password: 'wrong' });
      demand(refused.tokens === undefined && refused.status !== IdxStatus.SUCCESS, `status ${refused.status}`);
      const said = refused.messages?.[0];
      same([said?.class, said?.i18n?.key], ['ERROR', 'errors.E0000004'], 'class and key of the message');
      same((await authClient(bench).idx.authenticate(ada)).status, IdxStatus.SUCCESS, 'status with the right one');
    },
  },
  {
    id: 'idx-steps',
    title: 'the identity engine begins with asking who it is',
    label: 'docs',
    seed,
    run: async bench => {
      const { status, availableSteps } = await authClient(bench).idx.startTransaction();
      const identify = availableSteps?.find(step => step.name === 'identify');
      same(
        [status, identify?.inputs?.some(input => input.name === 'username')],
        [IdxStatus.PENDING, true],
        'status, and whether it asks for a name',
      );
    },
  },
];
