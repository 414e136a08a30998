import { OktaAuth } from '@okta/okta-auth-js';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { at, startTwins, type TwinsProcess } from '../../testing/twins-process.ts';

const password = 'Correct-Horse-1';
const redirectUri = 'http://product.localhost/callback';

const seed = (mfa: 'off' | 'required') => ({
  people: [
    { id: 'ada', name: 'Ada Moreno', email: 'ada@acme.example', password },
    { id: 'ben', name: 'Ben Okafor', email: 'ben@acme.example', password, status: 'suspended' },
  ],
  okta: {
    policies: { mfa, lockAfter: 3 },
    apps: [
      {
        label: 'Web',
        clientId: '0oaweb000000000001',
        redirectUris: [redirectUri],
        grantTypes: ['authorization_code', 'interaction_code', 'refresh_token'],
      },
    ],
    apiTokens: ['00seed-okta-api-token'],
  },
});

describe('the Okta twin, with okta-auth-js', () => {
  let twins: TwinsProcess;
  let origin: string;
  let count = 0;

  beforeAll(async () => {
    twins = await startTwins();
  });
  afterAll(() => twins.stop());

  const begin = async (mfa: 'off' | 'required' = 'off') => {
    count += 1;
    const namespace = `J-1.1/okta-auth-js/base/${count}`;
    await twins.admin('PUT', at(namespace), { seeds: seed(mfa) });
    origin = await twins.forward(namespace, 'okta');
    const scopes = ['openid', 'profile', 'email', 'offline_access'];
    const client = new OktaAuth({
      issuer: `${origin}/oauth2/default`,
      clientId: '0oaweb000000000001',
      redirectUri,
      scopes,
      idx: { enableLegacyMode: true },
    });
    // Its storage is one for the whole process.
    client.transactionManager.clear();
    return client;
  };
  const manage = (method: string, path: string, body?: unknown) =>
    fetch(`${origin}${path}`, {
      method,
      headers: { authorization: 'SSWS 00seed-okta-api-token', 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });

  describe('authn', () => {
    let client: OktaAuth;
    beforeEach(async () => {
      client = await begin();
    });

    it('gives a session token for the right password, which authorize takes once', async () => {
      const transaction = await client.signInWithCredentials({ username: 'ada@acme.example', password });
      expect(transaction).toMatchObject({
        status: 'SUCCESS',
        user: { profile: { login: 'ada@acme.example', firstName: 'Ada' } },
      });
      const pkce = { codeChallenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM', codeChallengeMethod: 'S256' };
      const query = new URLSearchParams({
        client_id: '0oaweb000000000001',
        response_type: 'code',
        scope: 'openid',
        redirect_uri: redirectUri,
        state: 's',
        code_challenge: pkce.codeChallenge,
        code_challenge_method: 'S256',
        prompt: 'none',
        sessionToken: transaction.sessionToken ?? '',
      });
      const first = await fetch(`${origin}/oauth2/default/v1/authorize?${query}`, { redirect: 'manual' });
      expect(first.headers.get('location')).toMatch(/callback\?state=s&code=/);
      expect(first.headers.get('set-cookie')).toContain('sid=');
      const again = await fetch(`${origin}/oauth2/default/v1/authorize?${query}`, { redirect: 'manual' });
      expect(again.headers.get('location')).toContain('error=login_required');
    });

    it('refuses a wrong password, a suspended person and a locked one alike', async () => {
      const wrong = { errorCode: 'E0000004', errorSummary: 'Authentication failed' };
      for (const username of ['ada@acme.example', 'nobody@acme.example', 'ben@acme.example']) {
        await expect(client.signInWithCredentials({ username, password: 'wrong' })).rejects.toMatchObject(wrong);
      }
      for (const _ of [2, 3])
        await expect(client.signInWithCredentials({ username: 'ada@acme.example', password: 'no' })).rejects.toMatchObject(wrong);
      await expect(client.signInWithCredentials({ username: 'ada@acme.example', password })).rejects.toMatchObject(wrong);
      expect(await (await manage('GET', '/api/v1/users/ada@acme.example')).json()).toMatchObject({ status: 'LOCKED_OUT' });
    });

    it('lets an expired password be changed', async () => {
      await manage('POST', '/api/v1/users/ada@acme.example/lifecycle/expire_password');
      const transaction = await client.signInWithCredentials({ username: 'ada@acme.example', password });
      expect(transaction.status).toBe('PASSWORD_EXPIRED');
      const changed = await transaction.changePassword?.({ oldPassword: password, newPassword: 'Better-Horse-2' });
      expect(changed?.status).toBe('SUCCESS');
      expect((await client.signInWithCredentials({ username: 'ada', password: 'Better-Horse-2' })).status).toBe('SUCCESS');
    });

    it('recovers a password with the token that a trusted app was given', async () => {
      const answer = await manage('POST', '/api/v1/authn/recovery/password', { username: 'ada@acme.example' });
      const { recoveryToken } = (await answer.json()) as { recoveryToken: string };
      const transaction = await client.verifyRecoveryToken({ recoveryToken });
      expect(transaction.status).toBe('PASSWORD_RESET');
      const reset = await transaction.resetPassword?.({ newPassword: 'Better-Horse-2' });
      expect(reset?.status).toBe('SUCCESS');
      await expect(client.verifyRecoveryToken({ recoveryToken })).rejects.toMatchObject({ errorCode: 'E0000011' });
    });
  });

  it('asks for a second factor, set up on the way', async () => {
    const client = await begin('required');
    const transaction = await client.signInWithCredentials({ username: 'ada@acme.example', password });
    expect(transaction.status).toBe('MFA_ENROLL');
    const factor = (given: typeof transaction, type: string) => {
      const found = given.factors?.find(one => one.factorType === type);
      if (found === undefined) throw new Error(`there is no factor ${type}`);
      return found;
    };
    const enrolled = await factor(transaction, 'sms').enroll({ profile: { phoneNumber: '+34600000000' } });
    expect(enrolled.status).toBe('MFA_ENROLL_ACTIVATE');
    await expect(enrolled.activate({ passCode: '000000' })).rejects.toMatchObject({ errorCode: 'E0000068' });
    expect((await enrolled.activate({ passCode: '123456' })).status).toBe('SUCCESS');
    const second = await client.signInWithCredentials({ username: 'ada@acme.example', password });
    expect(second.status).toBe('MFA_REQUIRED');
    const challenge = await factor(second, 'sms').verify();
    expect(challenge.status).toBe('MFA_CHALLENGE');
    expect((await challenge.prev()).status).toBe('MFA_REQUIRED');
    expect((await factor(second, 'sms').verify({ passCode: '123456' })).status).toBe('SUCCESS');
  });

  describe('the identity engine', () => {
    it('signs in and exchanges the interaction code for tokens that verify', async () => {
      const client = await begin();
      const done = await client.idx.authenticate({ username: 'ada@acme.example', password });
      expect(done.status).toBe('SUCCESS');
      expect(done.tokens?.idToken?.claims).toMatchObject({ preferred_username: 'ada@acme.example', aud: '0oaweb000000000001' });
      const info = await client.token.getUserInfo(done.tokens?.accessToken, done.tokens?.idToken);
      expect(info).toMatchObject({ email: 'ada@acme.example' });
      client.tokenManager.setTokens(done.tokens ?? {});
      const renewed = await client.token.renewTokens();
      expect(renewed.accessToken?.accessToken).not.toBe(done.tokens?.accessToken?.accessToken);
    });

    it('says what is wrong and stays where it was', async () => {
      const client = await begin();
      const wrong = await client.idx.authenticate({ username: 'ada@acme.example', password: 'wrong' });
      expect(wrong).toMatchObject({ status: 'PENDING', messages: [{ class: 'ERROR', i18n: { key: 'errors.E0000004' } }] });
      expect(wrong.nextStep?.name).toBe('identify');
    });

    it('asks for a second factor and for a new password', async () => {
      const client = await begin('required');
      const enroll = await client.idx.authenticate({ username: 'ada@acme.example', password });
      expect(enroll.nextStep?.name).toBe('select-authenticator-enroll');
      const code = await client.idx.proceed({ authenticators: ['okta_email'] });
      expect(code.nextStep?.name).toBe('enroll-authenticator');
      const bad = await client.idx.proceed({ verificationCode: '000000' });
      expect(bad.messages?.[0]?.message).toBe('Invalid code. Try again.');
      expect((await client.idx.proceed({ verificationCode: '123456' })).status).toBe('SUCCESS');
      const second = await client.idx.authenticate({ username: 'ada@acme.example', password });
      expect(second.nextStep).toMatchObject({ name: 'challenge-authenticator', authenticator: { key: 'okta_email' } });
      expect((await client.idx.proceed({ verificationCode: '123456' })).status).toBe('SUCCESS');
    });

    it('recovers a password', async () => {
      const client = await begin();
      const asked = await client.idx.recoverPassword({ username: 'ada@acme.example' });
      expect(asked.nextStep?.name).toBe('challenge-authenticator');
      const proven = await client.idx.proceed({ verificationCode: '123456' });
      expect(proven.nextStep?.name).toBe('reset-authenticator');
      expect((await client.idx.proceed({ password: 'Better-Horse-2' })).status).toBe('SUCCESS');
      expect((await client.signInWithCredentials({ username: 'ada@acme.example', password: 'Better-Horse-2' })).status).toBe(
        'SUCCESS',
      );
    });
  });
});
