import { createHmac } from 'node:crypto';
import { type Bench, type Check, demand, failure, same } from '../../../testing/conformance/check.ts';
import { authClient } from '../auth-client.ts';
import { call, idOf } from '../clients.ts';
import { passwords, seed, seedOf } from '../seed.ts';

/** Second factors. */
export const factorChecks: Check[] = [
  {
    id: 'factor-question',
    title: 'a security question is active at once; a wrong answer is 403 E0000068',
    label: 'docs',
    seed,
    run: async bench => {
      const path = await enrollQuestion(bench);
      const right = await call(bench, 'POST', `${path}/verify`, { answer: 'mayonnaise' });
      same([right.status, right.body.factorResult], [200, 'SUCCESS'], 'a right answer');
      const wrong = await call(bench, 'POST', `${path}/verify`, { answer: 'ketchup' });
      same(
        [wrong.status, wrong.body.errorCode, wrong.body.errorSummary],
        [403, 'E0000068', 'Invalid Passcode/Answer'],
        'a wrong answer',
      );
      same(wrong.body.errorCauses, [{ errorSummary: "Your answer doesn't match our records. Please try again." }], 'causes');
      const listed = await call(bench, 'GET', path.slice(0, path.lastIndexOf('/')));
      same([listed.body.length, listed.body[0]?.factorType], [1, 'question'], 'factors');
      demand(!listed.text.includes('mayonnaise'), 'the answer is shown');
    },
  },
  {
    id: 'factor-totp',
    title: 'an authenticator app is activated and verified by the codes of its shared secret, each once',
    label: 'docs',
    seed,
    run: async bench => {
      const factors = `/api/v1/users/${await idOf(bench, 'ada')}/factors`;
      const made = await call(bench, 'POST', factors, { factorType: 'token:software:totp', provider: 'GOOGLE' });
      same([made.status, made.body.status], [200, 'PENDING_ACTIVATION'], 'a new factor');
      const activation = made.body._embedded?.activation;
      same([activation?.timeStep, activation?.encoding, activation?.keyLength], [30, 'base32', 16], 'activation');
      const secret = String(activation?.sharedSecret);
      const path = `${factors}/${made.body.id}`;
      const wrong = await call(bench, 'POST', `${path}/lifecycle/activate`, { passCode: '000000' });
      same([wrong.status, wrong.body.errorCode], [403, 'E0000068'], 'a wrong code');
      const done = await call(bench, 'POST', `${path}/lifecycle/activate`, { passCode: totp(secret) });
      same([done.status, done.body.status], [200, 'ACTIVE'], 'after a right code');
    },
  },
  {
    id: 'factor-message',
    title: 'a factor whose code is sent is activated by that code, which here is always 123456',
    label: 'guess',
    seed,
    run: async bench => {
      const factors = `/api/v1/users/${await idOf(bench, 'ada')}/factors`;
      const sent = { factorType: 'sms', provider: 'OKTA', profile: { phoneNumber: '+1-555-415-1337' } };
      const made = await call(bench, 'POST', factors, sent);
      same([made.status, made.body.status], [200, 'PENDING_ACTIVATION'], 'a new factor');
      const path = `${factors}/${made.body.id}/lifecycle/activate`;
      same((await call(bench, 'POST', path, { passCode: '654321' })).body.errorCode, 'E0000068', 'errorCode of a wrong code');
      same((await call(bench, 'POST', path, { passCode: '123456' })).body.status, 'ACTIVE', 'status after the right one');
    },
  },
  {
    id: 'factor-delete',
    title: 'a factor is taken off with 204, and all of somebody by reset_factors',
    label: 'docs',
    seed,
    run: async bench => {
      const path = await enrollQuestion(bench);
      same((await call(bench, 'DELETE', path)).status, 204, 'status of DELETE');
      same((await call(bench, 'GET', path)).status, 404, 'status afterwards');
      const again = await enrollQuestion(bench);
      const reset = await call(bench, 'POST', `/api/v1/users/${await idOf(bench, 'ada')}/lifecycle/reset_factors`);
      same([reset.status, (await call(bench, 'GET', again)).status], [200, 404], 'reset_factors');
    },
  },
  {
    id: 'mfa-sign-in',
    title: 'where a second factor is wanted, the password leads to MFA_REQUIRED and the answer to SUCCESS',
    label: 'docs',
    seed: seedOf(() => ({ policies: { mfa: 'required' } })),
    run: async bench => {
      await enrollQuestion(bench);
      const client = authClient(bench);
      const asked = await client.signInWithCredentials({ username: 'ada@acme.example', password: passwords.ada });
      same([asked.status, asked.sessionToken], ['MFA_REQUIRED', undefined], 'status and sessionToken');
      const factor = asked.factors?.find(one => one.factorType === 'question');
      const verify = factor?.verify as ((given: object) => Promise<{ status: string; sessionToken?: string }>) | undefined;
      demand(verify !== undefined, 'the question is not among the factors');
      const error = await failure(() => verify({ answer: 'ketchup' }));
      same(error.errorCode, 'E0000068', 'errorCode of a wrong answer');
      const done = await verify({ answer: 'mayonnaise' });
      same(done.status, 'SUCCESS', 'status');
      demand((done.sessionToken?.length ?? 0) >= 20, 'no sessionToken');
    },
  },
  {
    id: 'mfa-enroll',
    title: 'who has no second factor yet where one is wanted is led to enrol one',
    label: 'docs',
    seed: seedOf(() => ({ policies: { mfa: 'required' } })),
    run: async bench => {
      const asked = await authClient(bench).signInWithCredentials({ username: 'ada@acme.example', password: passwords.ada });
      same(asked.status, 'MFA_ENROLL', 'status');
      demand((asked.factors?.length ?? 0) > 0, 'no factor is offered');
    },
  },
];

/** Ada's disliked food; gives the path of the factor. */
async function enrollQuestion(bench: Bench): Promise<string> {
  const factors = `/api/v1/users/${await idOf(bench, 'ada')}/factors`;
  const profile = { question: 'disliked_food', answer: 'mayonnaise' };
  const { status, body, text } = await call(bench, 'POST', factors, { factorType: 'question', provider: 'OKTA', profile });
  same([status, body.status, body.profile?.question], [200, 'ACTIVE', 'disliked_food'], `enrolment ${text.slice(0, 200)}`);
  return `${factors}/${body.id}`;
}

/** RFC 6238 with the defaults of authenticator apps: SHA-1, six digits, half a minute. */
function totp(secret: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...secret.replace(/=+$/, '')].map(sign => alphabet.indexOf(sign).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map(byte => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
  const digest = createHmac('sha1', key).update(counter).digest();
  const offset = (digest.at(-1) ?? 0) & 15;
  return String((digest.readUInt32BE(offset) & 0x7fff_ffff) % 1_000_000).padStart(6, '0');
}
