import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { credentials, targetSeed } from './targets.ts';
import { at, type Loose, startTwins, type TwinsProcess } from './twins-process.ts';

const verifier = 'v'.repeat(43);
const webhook = 'T0ACME0001/B0HOOK0001/s3cret0f0the0webhook';
const secrets = {
  slackBot: 'xoxb-secretive-seed-token',
  slackApp: 'xapp-secretive-seed-token',
  slackSigning: 'signing-secret-of-the-app',
  slackClient: 'client-secret-of-the-app',
  jiraHook: 'secret-of-the-jira-webhook',
  oktaHook: 'secret-of-the-okta-event-hook',
};

/** What opens a door, whoever gave it, stays out of all that is kept and shown. */
describe('secrets', () => {
  let twins: TwinsProcess;
  const origins = new Map<string, string>();
  const kept: string[] = [...Object.values(secrets), webhook.slice(-20), 'Correct-Horse-1', 'helpdesk-client-secret'];

  beforeAll(async () => {
    twins = await startTwins();
    const { slack, okta, jira } = targetSeed;
    const url = 'http://product.localhost:9/hook';
    const app = {
      name: 'secretive',
      token: secrets.slackBot,
      appToken: secrets.slackApp,
      clientId: '1.2',
      clientSecret: secrets.slackClient,
      signingSecret: secrets.slackSigning,
      redirectUrls: ['http://product.localhost/slack'],
      socketMode: true,
      incomingWebhooks: [{ channel: 'general', path: webhook }],
    };
    const seeds = {
      ...targetSeed,
      slack: { ...slack, apps: [app] },
      okta: { ...okta, eventHooks: [{ name: 'h', url, events: ['user.session.start'], secret: secrets.oktaHook }] },
      jira: { ...jira, webhooks: [{ name: 'h', url, events: ['jira:issue_updated'], secret: secrets.jiraHook }] },
    };
    const made = await twins.admin('PUT', at('secrets'), { seeds });
    expect(made.body.error).toBeUndefined();
    for (const twin of ['slack', 'okta', 'jira']) origins.set(twin, await twins.forward('secrets', twin));
    for (const value of Object.values(credentials)) kept.push(value.replace(/^\w+ /, ''));
  });
  afterAll(() => twins.stop());

  const call = async (twin: string, method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const isForm = body instanceof URLSearchParams;
    const answer = await fetch(`${origins.get(twin)}${path}`, {
      method,
      redirect: 'manual',
      headers: { ...(isForm || body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    const parsed: Loose = text.startsWith('{') ? JSON.parse(text) : {};
    return {
      status: answer.status,
      text,
      body: parsed,
      location: answer.headers.get('location') ?? '',
      cookies: answer.headers.getSetCookie(),
    };
  };
  const keep = (value: unknown) => {
    const text = String(value);
    expect(text.length, text).toBeGreaterThan(7);
    kept.push(text);
    return text;
  };
  const expectHidden = async () => {
    const journal = JSON.stringify((await twins.admin('GET', at('secrets', '/journal'))).body);
    const state = JSON.stringify((await twins.admin('GET', at('secrets', '/state'))).body);
    for (const one of kept) {
      expect(journal, one).not.toContain(one);
      expect(state, one).not.toContain(one);
    }
  };

  it('of Slack: tokens of all kinds, webhooks, tickets, uploads', async () => {
    for (const token of ['xoxb-guess-1-abcdef', secrets.slackBot]) {
      await call('slack', 'POST', '/api/auth.test', new URLSearchParams({ token: keep(token) }));
      await call('slack', 'GET', `/api/auth.test?token=${token}`);
    }
    await call('slack', 'POST', `/services/${webhook}`, { text: 'x' });
    const opened = await call('slack', 'POST', '/api/apps.connections.open', {}, { authorization: `Bearer ${secrets.slackApp}` });
    keep(new URL(String(opened.body.url)).searchParams.get('ticket'));
    const file = { filename: 'a.txt', length: '1' };
    const upload = await call(
      'slack',
      'POST',
      '/api/files.getUploadURLExternal',
      new URLSearchParams({ token: secrets.slackBot, ...file }),
    );
    const address = new URL(String(upload.body.upload_url));
    keep(address.pathname.split('/').at(-1));
    await call('slack', 'POST', address.pathname, new URLSearchParams({ x: '1' }));
    const access = { client_id: '1.2', client_secret: secrets.slackClient, code: keep('12345.made-up-code') };
    await call('slack', 'POST', '/api/oauth.v2.access', new URLSearchParams(access));
    await expectHidden();
  });

  it('of Okta: session and state tokens, codes, JWTs, refresh tokens, links that are mailed', async () => {
    const ssws = { authorization: credentials.okta };
    const signedIn = await call('okta', 'POST', '/api/v1/authn', { username: 'ada@acme.example', password: 'Correct-Horse-1' });
    const sessionToken = keep(signedIn.body.sessionToken);
    const query = new URLSearchParams({
      client_id: '0oahelpdesk0000001',
      redirect_uri: 'http://product.localhost/auth/callback',
      response_type: 'code',
      scope: 'openid offline_access',
      state: 'abc',
      nonce: 'n',
      sessionToken,
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
    });
    const authorized = await call('okta', 'GET', `/oauth2/default/v1/authorize?${query}`);
    for (const cookie of authorized.cookies) keep(/^[^=]+=([^;]+)/.exec(cookie)?.[1]);
    const code = keep(new URL(authorized.location).searchParams.get('code'));
    const redeem = {
      grant_type: 'authorization_code',
      code,
      redirect_uri: 'http://product.localhost/auth/callback',
      code_verifier: keep(verifier),
    };
    const client = { client_id: '0oahelpdesk0000001', client_secret: 'helpdesk-client-secret' };
    const tokens = await call('okta', 'POST', '/oauth2/default/v1/token', new URLSearchParams({ ...redeem, ...client }));
    for (const name of ['access_token', 'id_token', 'refresh_token']) keep(tokens.body[name]);
    await call(
      'okta',
      'POST',
      '/oauth2/default/v1/introspect',
      new URLSearchParams({ token: String(tokens.body.access_token), ...client }),
    );
    const profile = { login: 'new@acme.example', email: 'new@acme.example', firstName: 'N', lastName: 'O' };
    const made = await call('okta', 'POST', '/api/v1/users?activate=false', { profile }, ssws);
    const activated = await call(
      'okta',
      'POST',
      `/api/v1/users/${String(made.body.id)}/lifecycle/activate?sendEmail=false`,
      undefined,
      ssws,
    );
    keep(String(activated.body.activationUrl).split('/').at(-1));
    keep(activated.body.activationToken);
    const app = {
      name: 'oidc_client',
      label: 'New',
      signOnMode: 'OPENID_CONNECT',
      credentials: { oauthClient: { token_endpoint_auth_method: 'client_secret_post' } },
    };
    const settings = {
      oauthClient: {
        redirect_uris: ['http://a/'],
        response_types: ['code'],
        grant_types: ['authorization_code'],
        application_type: 'web',
      },
    };
    const created = await call('okta', 'POST', '/api/v1/apps', { ...app, settings }, ssws);
    keep(created.body.credentials?.oauthClient?.client_secret);
    const page = await call('okta', 'GET', '/api/v1/eventHooks', undefined, ssws);
    expect(page.text).not.toContain(secrets.oktaHook);
    await expectHidden();
  });

  it('of Jira: API tokens and the secrets of webhooks, also where they are read', async () => {
    const headers = { authorization: credentials.jira };
    await call('jira', 'PUT', '/rest/api/3/issue/HELP-7', { fields: { summary: 'changed' } }, headers);
    const hooks = await call('jira', 'GET', '/rest/webhooks/1.0/webhook', undefined, headers);
    expect(hooks.text).not.toContain(secrets.jiraHook);
    const hook = {
      name: 'x',
      url: 'https://a.example/hook',
      events: ['jira:issue_created'],
      secret: keep('another-webhook-secret'),
    };
    await call('jira', 'POST', '/rest/webhooks/1.0/webhook', hook, headers);
    await expectHidden();
  });

  it('are on no page', async () => {
    const pages = [
      ['slack', '/'],
      ['slack', '/?channel=support'],
      ['slack', '/apps'],
      ['okta', '/'],
      ['okta', '/admin'],
      ['okta', '/admin/apps'],
      ['okta', '/admin/log'],
      ['jira', '/'],
      ['jira', '/browse/HELP-7'],
    ] as const;
    for (const [twin, path] of pages) {
      const { text } = await call(twin, 'GET', path);
      for (const one of kept) expect(text.includes(one), `${one} at ${twin} ${path}`).toBe(false);
    }
  });
});
