import { describe, expect, it } from 'vitest';
import { redact, redactText } from './redact.ts';

const secret = 'k3pt-Fr0m_all';

describe('what the journal shows', () => {
  it.each([
    ['a password', { password: secret, newPassword: { value: secret }, oldPassword: secret, passCode: 123456 }],
    ['tokens', { token: secret, access_token: secret, stateToken: secret, recoveryToken: secret, 'id-token': secret }],
    ['secrets', { client_secret: secret, signingSecret: secret, sharedSecret: secret, device_secret: secret }],
    ['codes', { code: secret, device_code: secret, interaction_code: secret, code_verifier: secret }],
    ['handles of a sign-in', { stateHandle: secret, interaction_handle: secret, request_uri: `urn:okta:${secret}` }],
    ['addresses that open a door', { activationUrl: secret, resetPasswordUrl: secret, response_url: secret, upload_url: secret }],
    ['headers of a hook', { authScheme: { type: 'HEADER', key: 'authorization', value: secret } }],
    ['JSON inside a text', { payload: JSON.stringify({ user: 'ada', token: secret, nested: [{ trigger_id: secret }] }) }],
    ['fields of a form that are described', { value: [{ name: 'stateHandle', required: true, value: secret }] }],
    ['lists', { secrets: [{ client_secret: secret }], tokens: [{ token: secret }] }],
  ])('has no %s', (_what, value) => {
    const shown = JSON.stringify(redact(value));
    expect(shown).not.toContain(secret);
    expect(shown).not.toContain('123456');
    expect(shown).toContain('[redacted]');
  });

  it.each([
    `xoxb-1-2-${secret}`,
    `xoxe.xoxp-1-${secret}`,
    `xapp-1-A-${secret}`,
    `SSWS ${secret}`,
    `Bearer ${secret}`,
    `http://joe:${secret}@a.example/x`,
    `/services/T1/B1/${secret}`,
    `http://a/actions/T1/123/${secret}`,
    `http://a/commands/T1/123/${secret}?x=1`,
    `/upload/v1/${secret}`,
    `/welcome/${secret}`,
    `http://a/cb?code=${secret}&state=1`,
    `http://a/cb#id_token=${secret}`,
    `ws://a/link/?ticket=${secret}`,
  ])('has no secret of an address or header: %s', text => {
    expect(redactText(text)).not.toContain(secret);
  });

  it('goes on showing what is no secret', () => {
    const plain = {
      text: 'Basic authentication fails, Bearer of bad news',
      nextPageToken: 'abc',
      code: 404,
      status: 'ACTIVE',
      token_type: 'Bearer',
      blocks: '[{"type":"section"}]',
      location: 'http://a/cb?state=1&error=access_denied',
    };
    expect(redact(plain)).toEqual(plain);
  });
});
