import { isAuthError } from 'jira.js';
import { type Check, demand, failure, same } from '../../../testing/conformance/check.ts';
import { accountOf, basic, call, sdk } from '../clients.ts';
import { seed, tokens } from '../seed.ts';

/** Who may come in, and what those find who may not. */
export const credentialChecks: Check[] = [
  {
    id: 'auth-basic',
    title: 'a person’s address and token are that person',
    label: 'docs',
    seed,
    run: async bench => {
      const me = await sdk(bench).myself.getCurrentUser({ expand: 'groups,applicationRoles' });
      same([me.displayName, me.emailAddress, me.active], ['Ada Moreno', 'ada@acme.example', true], 'who it is');
      same([me.accountType, me.timeZone], ['atlassian', 'Europe/Madrid'], 'kind of account and time zone');
      demand(Number(me.groups?.size) > 0, 'expand=groups gives no groups');
      demand((await accountOf(bench, 'ben')) !== me.accountId, 'Ben has the same account');
    },
  },
  {
    id: 'auth-wrong-token',
    title: 'a wrong token is a 401 that says the login failed, not an anonymous visit',
    label: 'docs',
    seed,
    run: async bench => {
      const error = await failure(() => sdk(bench, 'ada', 'never-issued-token').myself.getCurrentUser());
      demand(isAuthError(error), `not an AuthError: ${error.message}`);
      const authorization = basic('ada', 'never-issued-token');
      const wire = await call(bench, 'GET', '/rest/api/3/issue/HELP-1', undefined, { authorization });
      same(wire.status, 401, 'status of an issue');
      same(wire.headers.get('x-seraph-loginreason'), 'AUTHENTICATED_FAILED', 'X-Seraph-LoginReason');
      await accountOf(bench, 'ada');
    },
  },
  {
    id: 'auth-token-of-another',
    title: 'a token works with its own person’s address only',
    label: 'docs',
    seed,
    run: async bench => {
      demand(isAuthError(await failure(() => sdk(bench, 'ada', tokens.ben).myself.getCurrentUser())), 'not an AuthError');
      same((await sdk(bench, 'ben', tokens.ben).myself.getCurrentUser()).displayName, 'Ben Okafor', 'who the token is');
    },
  },
  {
    id: 'auth-anonymous',
    title: 'without credentials there is the server’s description, nobody who asks, and no issue',
    label: 'docs',
    seed,
    run: async bench => {
      const get = (path: string) => call(bench, 'GET', path, undefined, { authorization: '' });
      const info = await get('/rest/api/3/serverInfo');
      same([info.status, info.body.deploymentType], [200, 'Cloud'], 'serverInfo');
      const me = await get('/rest/api/3/myself');
      same(me.status, 401, 'status of /myself');
      demand(me.text.includes('Client must be authenticated to access this resource.'), `it says ${me.text}`);
      const issue = await get('/rest/api/3/issue/HELP-1');
      demand(issue.status === 404 || issue.status === 401, `an issue answers ${issue.status}`);
    },
  },
  {
    id: 'account-header',
    title: 'answers name the account that asked and the request',
    label: 'guess',
    seed,
    run: async bench => {
      const accountId = await accountOf(bench, 'ada');
      const first = await call(bench, 'GET', '/rest/api/3/myself');
      const second = await call(bench, 'GET', '/rest/api/3/myself');
      same(decodeURIComponent(first.headers.get('x-aaccountid') ?? ''), accountId, 'X-AACCOUNTID');
      const ids = [first, second].map(({ headers }) => headers.get('x-arequestid') ?? headers.get('atl-traceid'));
      demand(ids[0] !== null && ids[0] !== ids[1], `ids of the requests: ${ids}`);
    },
  },
  {
    id: 'server-info',
    title: 'the server says where it is, as the client called it',
    label: 'spec',
    seed,
    run: async bench => {
      const info = await sdk(bench).serverInfo.getServerInfo();
      same([info.baseUrl, info.deploymentType], [bench.url, 'Cloud'], 'address and kind');
      demand(Array.isArray(info.versionNumbers) && info.versionNumbers.length === 3, 'versionNumbers');
      const { serverTime } = (await call(bench, 'GET', '/rest/api/3/serverInfo')).body;
      demand(/^2026-03-02T\d\d:00:00\.000[+-]\d{4}$/.test(String(serverTime)), `serverTime ${serverTime}`);
    },
  },
];
