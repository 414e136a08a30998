import { isScopeError } from 'jira.js';
import { type Check, demand, failure, same } from '../../../testing/conformance/check.ts';
import { call, sdk } from '../clients.ts';
import { planner, seed } from '../seed.ts';
import { authorize, consent, gateway, signIn, token } from './sign-in.ts';

/** OAuth 2.0 (3LO): the twin stands for auth.atlassian.com, api.atlassian.com and the site at once. */
export const oauthChecks: Check[] = [
  {
    id: 'oauth-code',
    title: 'a person who agrees on the consent page gives the app a code, and the code a token for the gateway',
    label: 'docs',
    seed,
    run: async bench => {
      const granted = await signIn(bench, 'read:jira-work read:jira-user');
      same([granted.token_type, granted.expires_in, granted.scope], ['Bearer', 3600, 'read:jira-work read:jira-user'], 'token');
      same(granted.refresh_token, undefined, 'refresh_token without offline_access');
      const me = await (await gateway(bench, String(granted.access_token))).myself.getCurrentUser();
      demand(['Ada Moreno', 'Ben Okafor', 'Cleo Sand'].includes(String(me.displayName)), `it acts for ${me.displayName}`);
      const authorization = `Bearer ${granted.access_token}`;
      same((await call(bench, 'GET', '/rest/api/3/myself', undefined, { authorization })).status, 401, 'on the site itself');
    },
  },
  {
    id: 'oauth-scope',
    title: 'a token without the scope is a 401 that says the scope does not match',
    label: 'docs',
    seed,
    run: async bench => {
      const { access_token } = await signIn(bench, 'read:jira-work');
      const jira = await gateway(bench, String(access_token));
      same((await jira.issues.getIssue({ issueIdOrKey: 'HELP-1' })).key, 'HELP-1', 'reading');
      const fields = { project: { key: 'HELP' }, issuetype: { name: 'Task' }, summary: 'Not allowed' };
      const error = await failure(() => jira.issues.createIssue({ fields }));
      demand(isScopeError(error), `not a ScopeError: ${error.message}`);
    },
  },
  {
    id: 'oauth-refresh',
    title: 'each refresh gives another refresh token, and the old one is refused',
    label: 'docs',
    seed,
    run: async bench => {
      const first = await signIn(bench, 'read:jira-work offline_access');
      const second = await token(bench, { grant_type: 'refresh_token', refresh_token: first.refresh_token });
      same(second.status, 200, 'status');
      demand(second.body.refresh_token !== undefined, 'no refresh_token');
      demand(String(second.body.refresh_token) !== String(first.refresh_token), 'the same refresh token');
      const jira = await gateway(bench, String(second.body.access_token));
      same((await jira.projects.getProject({ projectIdOrKey: 'HELP' })).key, 'HELP', 'what the new token reads');
      const again = await token(bench, { grant_type: 'refresh_token', refresh_token: first.refresh_token });
      same([again.status, again.body.error], [403, 'invalid_grant'], 'the old one');
    },
  },
  {
    id: 'oauth-code-once',
    title: 'a code works once, with the app’s own secret and address',
    label: 'docs',
    seed,
    run: async bench => {
      const code = await consent(bench, 'read:jira-work');
      const redirect_uri = `${bench.product.url}/callback`;
      const exchange = (more = {}) => token(bench, { grant_type: 'authorization_code', code, redirect_uri, ...more });
      const stranger = await exchange({ client_secret: 'guessed' });
      demand(stranger.status === 401 || stranger.status === 403, `a wrong secret answers ${stranger.status}`);
      same((await exchange({ redirect_uri: 'http://elsewhere.example/' })).status, 403, 'another address');
      same((await exchange()).status, 200, 'the first time');
      const again = await exchange();
      same([again.status, again.body.error], [403, 'invalid_grant'], 'the second time');
    },
  },
  {
    id: 'oauth-redirect',
    title: 'the consent page is not shown for an address the app has not registered',
    label: 'docs',
    seed,
    run: async bench => {
      const bad = await call(bench, 'GET', authorize('read:jira-work', 'http://evil.example/'), undefined, { authorization: '' });
      demand(bad.status >= 400 && bad.headers.get('location') === null, `it answers ${bad.status}`);
      const good = await call(bench, 'GET', authorize('read:jira-work', `${bench.product.url}/callback`), undefined, {
        authorization: '',
      });
      demand(good.status === 200 && good.text.includes(planner.name), `the good one answers ${good.status}`);
      same((await sdk(bench).myself.getCurrentUser()).displayName, 'Ada Moreno', 'basic auth goes on');
    },
  },
];
