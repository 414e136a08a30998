import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { InstallProvider, MemoryInstallationStore } from '@slack/oauth';
import type { Page } from 'playwright-core';
import { type Bench, type Check, demand, same } from '../../../testing/conformance/check.ts';
import { bot, connect, refuses, silent } from '../client.ts';
import { passOn } from '../outward/receive.ts';
import { client, workspace } from '../seed.ts';

const scopes = ['chat:write', 'channels:read'];

/** The consent page of an installation, as Slack shows it to whoever follows an "Add to Slack" button. */
async function consent(bench: Bench, more: Record<string, string> = {}): Promise<Page> {
  await bot(bench).auth.test();
  const redirect_uri = `${bench.product.url}/slack/oauth_redirect`;
  const query = new URLSearchParams({ client_id: client.id, scope: scopes.join(','), redirect_uri, state: 's-1', ...more });
  const page = await bench.page();
  await page.goto(`${bench.url}/oauth/v2/authorize?${query}`);
  return page;
}

/** What a person's consent sends to the product. */
async function allowed(bench: Bench, more: Record<string, string> = {}): Promise<URLSearchParams> {
  const page = await consent(bench, more);
  await page.getByRole('button', { name: 'Allow' }).click();
  const { path } = await bench.product.next('/slack/oauth_redirect');
  return new URLSearchParams(path.split('?')[1]);
}

const exchange = (bench: Bench, code: string, more: Record<string, string> = {}) => {
  const redirect_uri = `${bench.product.url}/slack/oauth_redirect`;
  return connect(bench, undefined).oauth.v2.access({
    client_id: client.id,
    client_secret: client.secret,
    code,
    redirect_uri,
    ...more,
  });
};

/** Installing an app. */
export const oauthChecks: Check[] = [
  {
    id: 'oauth-provider',
    title: '@slack/oauth installs the app: consent, code, token that works',
    label: 'docs',
    seed: url => workspace(url, { app: { scopes: ['chat:write'] } }),
    async run(bench) {
      await bot(bench).auth.test();
      const installationStore = new MemoryInstallationStore();
      const provider = new InstallProvider({
        clientId: client.id,
        clientSecret: client.secret,
        stateSecret: 'conformance-state',
        installationStore,
        directInstall: true,
        authorizationUrl: `${bench.url}/oauth/v2/authorize`,
        clientOptions: { slackApiUrl: `${bench.url}/api/` },
        logger: silent,
      });
      const install = { scopes, redirectUri: `${bench.product.url}/slack/oauth_redirect` };
      const server = createServer((request, response) => {
        if (request.url?.startsWith('/slack/install')) void provider.handleInstallPath(request, response, {}, install);
        else void provider.handleCallback(request, response);
      });
      server.listen(0, '127.0.0.1');
      bench.after(() => server.close());
      await new Promise(resolve => server.once('listening', resolve));
      passOn(bench, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
      const page = await bench.page();
      await page.goto(`${bench.product.url}/slack/install`);
      await page.getByRole('button', { name: 'Allow' }).click();
      await page.waitForURL(/oauth_redirect/);
      const { team_id: teamId } = await bot(bench).auth.test();
      const query = { teamId: teamId ?? '', enterpriseId: undefined, isEnterpriseInstall: false as const };
      const installation = await installationStore.fetchInstallation(query);
      same([installation.appId, installation.bot?.scopes?.toSorted()], ['A0HELPDESK', scopes.toSorted()]);
      same((await connect(bench, installation.bot?.token).auth.test()).user, 'helpdesk');
    },
  },
  {
    id: 'oauth-access',
    title: 'oauth.v2.access gives a bot token, and a user token when user scopes were asked for',
    label: 'spec',
    seed: url => workspace(url, { app: { scopes: ['chat:write'], userScopes: ['users:read'] } }),
    async run(bench) {
      const back = await allowed(bench, { user_scope: 'users:read' });
      same(back.get('state'), 's-1');
      const answer = await exchange(bench, back.get('code') ?? '');
      same(
        [answer.app_id, answer.token_type, answer.team?.name, answer.is_enterprise_install],
        ['A0HELPDESK', 'bot', 'Acme', false],
      );
      same(answer.scope?.split(',').toSorted(), scopes.toSorted(), 'scope');
      demand(answer.access_token?.startsWith('xoxb-') === true, 'the bot token starts with xoxb-');
      demand(answer.authed_user?.access_token?.startsWith('xoxp-') === true, 'the user token starts with xoxp-');
      same((await connect(bench, answer.authed_user?.access_token).auth.test()).user_id, answer.authed_user?.id);
    },
  },
  {
    id: 'oauth-refused',
    title: 'a made-up code, a wrong secret, an unknown client and a code used twice are told apart',
    label: 'docs',
    seed: workspace,
    async run(bench) {
      await refuses(exchange(bench, 'made.up.code'), 'invalid_code');
      const code = (await allowed(bench)).get('code') ?? '';
      await refuses(exchange(bench, code, { client_id: '9999999999.9999999999' }), 'invalid_client_id');
      await refuses(exchange(bench, code, { client_secret: 'wrong' }), 'bad_client_secret');
      await refuses(exchange(bench, code, { redirect_uri: `${bench.product.url}/elsewhere` }), 'bad_redirect_uri');
      same((await exchange(bench, code)).ok, true);
      await refuses(exchange(bench, code), 'code_already_used');
    },
  },
  {
    id: 'oauth-denied',
    title: 'a person who cancels sends the product access_denied, with the state',
    label: 'docs',
    seed: workspace,
    async run(bench) {
      const page = await consent(bench);
      await page.getByRole('button', { name: 'Cancel' }).click();
      const { path } = await bench.product.next('/slack/oauth_redirect');
      const back = new URLSearchParams(path.split('?')[1]);
      same([back.get('error'), back.get('state'), back.get('code')], ['access_denied', 's-1', null]);
    },
  },
  {
    id: 'oauth-redirect',
    title: 'consent is not asked for an address that the app does not list',
    label: 'docs',
    seed: workspace,
    async run(bench) {
      const page = await consent(bench, { redirect_uri: 'http://evil.example/steal' });
      await page.getByText(/redirect_uri/).waitFor();
      same(await page.getByRole('button', { name: 'Allow' }).count(), 0, 'buttons to allow it');
    },
  },
  {
    id: 'oauth-rotation',
    title: 'with token rotation tokens expire, and a refresh token is good once',
    label: 'docs',
    seed: url => workspace(url, { app: { tokenRotation: true } }),
    async run(bench) {
      const first = await exchange(bench, (await allowed(bench)).get('code') ?? '');
      demand(first.access_token?.startsWith('xoxe.xoxb-') === true, 'the token starts with xoxe.xoxb-');
      demand(first.refresh_token?.startsWith('xoxe-') === true, 'the refresh token starts with xoxe-');
      same(first.expires_in, 43_200, 'expires_in');
      const refresh = (refresh_token: string | undefined) =>
        connect(bench, undefined).oauth.v2.access({
          client_id: client.id,
          client_secret: client.secret,
          grant_type: 'refresh_token',
          refresh_token: refresh_token ?? '',
        });
      const second = await refresh(first.refresh_token);
      demand(second.access_token !== first.access_token && second.refresh_token !== first.refresh_token, 'both are new');
      same((await connect(bench, second.access_token).auth.test()).user, 'helpdesk');
      await refuses(refresh(first.refresh_token), 'invalid_refresh_token');
    },
  },
];
