import { createCloudClient } from 'jira.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { at, startTwins, type TwinsProcess } from '../../testing/twins-process.ts';
import { jqlSeed } from '../conformance/jql-seed.ts';

const namespace = 'J-1.1/oauth/base/1';
const redirectUri = 'http://product.localhost/callback';
const app = { name: 'Planner', clientId: 'planner-id', clientSecret: 'planner-secret', redirectUris: [redirectUri] };

describe('OAuth 2.0 (3LO)', () => {
  let twins: TwinsProcess;
  let origin: string;

  beforeAll(async () => {
    twins = await startTwins();
    await twins.admin('PUT', at(namespace), { seeds: { ...jqlSeed, jira: { ...jqlSeed.jira, oauthApps: [app] } } });
    origin = await twins.forward(namespace, 'jira');
  });
  afterAll(() => twins.stop());

  const asked = (scope: string): Record<string, string> => ({
    audience: 'api.atlassian.com',
    client_id: app.clientId,
    scope,
    redirect_uri: redirectUri,
    state: 'a state',
    response_type: 'code',
    prompt: 'consent',
  });
  const consent = async (scope: string, decision = 'accept', headers: Record<string, string> = { origin }) => {
    const page = await (await fetch(`${origin}/authorize?${new URLSearchParams(asked(scope))}`)).text();
    const account = /<option value="([^"]+)"[^>]*>Ben Okafor/.exec(page)?.[1] ?? '';
    const body = new URLSearchParams({ ...asked(scope), account, decision });
    const answer = await fetch(`${origin}/authorize`, { method: 'POST', body, headers, redirect: 'manual' });
    return { status: answer.status, to: URL.parse(answer.headers.get('location') ?? '')?.searchParams };
  };
  const token = async (fields: Record<string, string>) => {
    const body = JSON.stringify({ client_id: app.clientId, client_secret: app.clientSecret, ...fields });
    const answer = await fetch(`${origin}/oauth/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    return { status: answer.status, body: await answer.json() };
  };
  const exchange = (code: string, more = {}) =>
    token({ grant_type: 'authorization_code', code, redirect_uri: redirectUri, ...more });
  const signIn = async (scope: string) => {
    const { to } = await consent(scope);
    return (await exchange(to?.get('code') ?? '')).body;
  };
  const site = async (accessToken: string) => {
    const headers = { authorization: `Bearer ${accessToken}` };
    return (await (await fetch(`${origin}/oauth/token/accessible-resources`, { headers })).json())[0];
  };

  it('gives a token for a code, which works at the gateway for the person who agreed', async () => {
    const { to } = await consent('read:jira-work read:jira-user offline_access');
    expect(to?.get('state')).toBe('a state');
    const { body } = await exchange(to?.get('code') ?? '');
    expect(body).toMatchObject({ token_type: 'Bearer', expires_in: 3600, scope: 'read:jira-work read:jira-user offline_access' });
    const { id, scopes } = await site(body.access_token);
    expect(scopes).toEqual(['read:jira-work', 'read:jira-user']);
    const host = `${origin}/ex/jira/${id}`;
    const client = createCloudClient({ host, auth: { type: 'bearer', token: body.access_token }, onSchemaMismatch: 'throw' });
    expect(await client.myself.getCurrentUser()).toMatchObject({ displayName: 'Ben Okafor' });
    const issue = await client.issues.getIssue({ issueIdOrKey: 'APP-1' });
    expect(issue.self).toContain(`/ex/jira/${id}/rest/api/3/issue/`);
    await expect(client.issueComments.addComment({ issueIdOrKey: 'APP-1', body: 'Hi' })).rejects.toMatchObject({
      status: 401,
      body: { code: 401, message: 'Unauthorized; scope does not match' },
    });
    const direct = await fetch(`${origin}/rest/api/3/myself`, { headers: { authorization: `Bearer ${body.access_token}` } });
    expect(direct.status).toBe(401);
  });

  it('lets an app register webhooks of its own, and nobody without the scope', async () => {
    const register = async (scope: string) => {
      const { access_token } = await signIn(scope);
      const { id } = await site(access_token);
      const webhooks = [{ events: ['jira:issue_created'], jqlFilter: 'project = APP' }];
      const answer = await fetch(`${origin}/ex/jira/${id}/rest/api/3/webhook`, {
        method: 'POST',
        headers: { authorization: `Bearer ${access_token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ url: 'http://product.localhost/hook', webhooks }),
      });
      return { status: answer.status, body: await answer.json() };
    };
    expect((await register('read:jira-work')).body.message).toBe('Unauthorized; scope does not match');
    expect(await register('manage:jira-webhook')).toMatchObject({
      status: 200,
      body: { webhookRegistrationResult: [{ createdWebhookId: 1 }] },
    });
  });

  it('takes a code once, for its own address, from an app that knows its secret', async () => {
    const { to } = await consent('read:jira-work');
    const code = to?.get('code') ?? '';
    expect(await exchange(code, { client_secret: 'wrong' })).toMatchObject({ status: 401, body: { error: 'access_denied' } });
    expect(await exchange(code, { redirect_uri: 'http://elsewhere/' })).toMatchObject({
      status: 403,
      body: { error: 'invalid_grant' },
    });
    const first = await exchange(code);
    expect(first.status).toBe(200);
    expect(first.body.refresh_token).toBeUndefined();
    expect(await exchange(code)).toMatchObject({ status: 403, body: { error_description: 'Invalid authorization code' } });
  });

  it('changes the refresh token each time, and ends the family when an old one comes back', async () => {
    const first = await signIn('read:jira-work offline_access');
    const refresh = (refresh_token: string) => token({ grant_type: 'refresh_token', refresh_token });
    const second = await refresh(first.refresh_token);
    expect(second.body.refresh_token).not.toBe(first.refresh_token);
    expect(await refresh(first.refresh_token)).toMatchObject({
      status: 403,
      body: { error: 'invalid_grant', error_description: 'Unknown or invalid refresh token.' },
    });
    expect((await refresh(second.body.refresh_token)).status).toBe(403);
  });

  it('says no when the person does, and to forms and addresses that are not its own', async () => {
    expect((await consent('read:jira-work', 'cancel')).to?.get('error')).toBe('access_denied');
    expect((await consent('read:jira-work', 'accept', { origin: 'http://evil.example' })).status).toBe(400);
    const bad = new URLSearchParams({ ...asked('read:jira-work'), redirect_uri: 'http://evil.example/' });
    expect((await fetch(`${origin}/authorize?${bad}`)).status).toBe(400);
  });
});
