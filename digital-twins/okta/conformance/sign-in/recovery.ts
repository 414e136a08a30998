import { type Bench, type Check, demand, same } from '../../../testing/conformance/check.ts';
import { authClient } from '../auth-client.ts';
import { call, idOf, sdk, sessionTokenFor } from '../clients.ts';
import { apiToken, clients, passwords, seed, seedOf } from '../seed.ts';
import { begin, callbackOf, discover, redeem, visit } from '../sign-in-by-token.ts';

/** What the client keeps of the answer beside its status. */
interface Recovery {
  status: string;
  data?: { factorResult?: string; recoveryType?: string };
}

/** Ways back in, and what tokens say of the way somebody came. */
export const recoveryChecks: Check[] = [
  {
    id: 'recovery-by-mail',
    title: 'asking for a recovery mail says the same of everybody',
    label: 'docs',
    seed,
    run: async bench => {
      const ask = async (username: string) => {
        const { status, data } = (await authClient(bench).forgotPassword({
          username,
          factorType: 'EMAIL',
        })) as unknown as Recovery;
        return [status, data?.factorResult, data?.recoveryType];
      };
      same(await ask('ada@acme.example'), ['RECOVERY_CHALLENGE', 'WAITING', 'PASSWORD'], 'status, factorResult, recoveryType');
      same(await ask('nobody@acme.example'), ['RECOVERY_CHALLENGE', 'WAITING', 'PASSWORD'], 'the same of somebody unknown');
    },
  },
  {
    id: 'recovery-by-question',
    title: 'a product with an API token leads a person over the question to a new password',
    label: 'docs',
    seed,
    run: async bench => {
      const recovery_question = { question: 'First pet?', answer: 'Rex the hound' };
      await sdk(bench).userApi.updateUser({ userId: await idOf(bench, 'ada'), user: { credentials: { recovery_question } } });
      const begun = await post(bench, 'recovery/password', { username: 'ada@acme.example' });
      same([begun.status, begun.recoveryType], ['RECOVERY', 'PASSWORD'], 'status and recoveryType');
      const asked = await post(bench, 'recovery/token', { recoveryToken: begun.recoveryToken });
      same(asked._embedded?.user?.recovery_question?.question, 'First pet?', 'the question');
      const { stateToken } = asked;
      same(
        (await post(bench, 'recovery/answer', { stateToken, answer: 'Fido' })).errorCode,
        'E0000087',
        'code of a wrong answer',
      );
      same((await post(bench, 'recovery/answer', { stateToken, answer: 'Rex the hound' })).status, 'PASSWORD_RESET', 'status');
      const done = await post(bench, 'credentials/reset_password', { stateToken, newPassword: 'Eighth-Horse-5' });
      same(done.status, 'SUCCESS', 'status with a new password');
      await sessionTokenFor(bench, 'ada@acme.example', 'Eighth-Horse-5');
    },
  },
  {
    id: 'amr-of-mfa',
    title: 'an ID token after a second factor says so in amr',
    label: 'docs',
    seed: seedOf(() => ({ policies: { mfa: 'required' } })),
    run: async bench => {
      const factors = `/api/v1/users/${await idOf(bench, 'ada')}/factors`;
      const profile = { question: 'disliked_food', answer: 'mayonnaise' };
      const { body } = await call(bench, 'POST', factors, { factorType: 'question', provider: 'OKTA', profile });
      const asked = await post(bench, '', { username: 'ada@acme.example', password: passwords.ada });
      same(asked.status, 'MFA_REQUIRED', 'status');
      const answer = { stateToken: asked.stateToken, answer: 'mayonnaise' };
      const { sessionToken } = await post(bench, `factors/${body.id}/verify`, answer);
      const config = await discover(bench, '/oauth2/default', clients.desk);
      const attempt = await begin(config, callbackOf(bench, 'desk'));
      attempt.url.searchParams.set('sessionToken', String(sessionToken));
      const { location } = await visit(attempt.url);
      const amr = (await redeem(config, attempt, location ?? new URL(bench.url))).claims()?.amr;
      demand(Array.isArray(amr) && ['pwd', 'mfa', 'kba'].every(one => amr.includes(one)), `amr ${amr}`);
    },
  },
  {
    id: 'token-revokes-itself',
    title: 'an API token revokes itself, and is refused from then on',
    label: 'spec',
    seed,
    run: async bench => {
      await idOf(bench, 'ada');
      same((await call(bench, 'DELETE', '/api/v1/api-tokens/current')).status, 204, 'status');
      const { status, body } = await call(bench, 'GET', '/api/v1/users/me', undefined, { authorization: `SSWS ${apiToken}` });
      same([status, body.errorCode], [401, 'E0000011'], 'status and code afterwards');
    },
  },
];

async function post(bench: Bench, path: string, body: object) {
  return (await call(bench, 'POST', path === '' ? '/api/v1/authn' : `/api/v1/authn/${path}`, body)).body;
}
