import { type Check, demand, same } from '../../../testing/conformance/check.ts';
import { accountOf, basic, call, refusalOf, refused, sameSet, sdk } from '../clients.ts';
import { seed } from '../seed.ts';

/** People are known by their accounts, never by a name. */
export const peopleChecks: Check[] = [
  {
    id: 'user-by-account',
    title: 'a person is found by account, and nobody by an account that is not there',
    label: 'docs',
    seed,
    run: async bench => {
      const accountId = await accountOf(bench, 'ben');
      const user = await sdk(bench).users.getUser({ accountId });
      same([user.displayName, user.active, user.accountType], ['Ben Okafor', true, 'atlassian'], 'the person');
      demand(Object.keys(user.avatarUrls ?? {}).includes('48x48'), 'there are no avatarUrls');
      const raw = (await call(bench, 'GET', `/rest/api/3/user?accountId=${accountId}`)).body;
      same([raw.name, raw.key], [undefined, undefined], 'name and key, which are gone from Cloud');
      await refused(() => sdk(bench).users.getUser({ accountId: '5b10nobody' }), 404);
    },
  },
  {
    id: 'user-by-name-refused',
    title: 'asking by user name is refused in the words of GDPR strict mode',
    label: 'docs',
    seed,
    run: async bench => {
      const found = refusalOf(await call(bench, 'GET', '/rest/api/3/user/search?username=ben'), 400);
      same(found.errorMessages, ["The query parameter 'username' is not supported in GDPR strict mode."], 'search');
      const one = refusalOf(await call(bench, 'PUT', '/rest/api/3/issue/HELP-2/assignee', { name: 'ben' }), 400);
      same(
        one.errorMessages,
        ["'accountId' must be the only user identifying query parameter in GDPR strict mode."],
        'assigning by name',
      );
    },
  },
  {
    id: 'user-search',
    title: 'people are found by the beginning of their name or address',
    label: 'docs',
    seed,
    run: async bench => {
      const names = async (query: string) => (await sdk(bench).userSearch.findUsers({ query })).map(user => user.displayName);
      same(
        [await names('be'), await names('cleo@acme'), await names('Okaf')],
        [['Ben Okafor'], ['Cleo Sand'], ['Ben Okafor']],
        'found',
      );
      same(await names('zzz'), [], 'nobody of that name');
      refusalOf(await call(bench, 'GET', '/rest/api/3/user/search'), 400);
    },
  },
  {
    id: 'user-assignable',
    title: 'only members of a project can be assigned its issues',
    label: 'docs',
    seed,
    run: async bench => {
      const names = async (project: string) =>
        (await sdk(bench, 'cleo').userSearch.findAssignableUsers({ project })).map(user => user.displayName);
      same(await names('SECRET'), ['Cleo Sand'], 'in SECRET');
      sameSet(await names('HELP'), ['Ada Moreno', 'Ben Okafor', 'Cleo Sand'], 'in HELP');
    },
  },
  {
    id: 'user-deactivated',
    title: 'a deactivated person’s token is refused, work cannot be given to them, and what they are is still told',
    label: 'docs',
    seed,
    run: async bench => {
      const wire = await call(bench, 'GET', '/rest/api/3/myself', undefined, { authorization: basic('dan') });
      same(wire.status, 401, 'status of their token');
      const [dan] = await sdk(bench).userSearch.findUsers({ query: 'Dan Novak' });
      same([dan?.displayName, dan?.active], ['Dan Novak', false], 'what is told');
      const body = { accountId: dan?.accountId };
      refusalOf(await call(bench, 'PUT', '/rest/api/3/issue/HELP-2/assignee', body), 400);
    },
  },
  {
    id: 'groups',
    title: 'groups: made once, filled, listed in pages, emptied',
    label: 'spec',
    seed,
    run: async bench => {
      const jira = sdk(bench);
      const accountId = await accountOf(bench, 'ben');
      const { groupId, name } = await jira.groups.createGroup({ name: 'on call' });
      demand(typeof groupId === 'string' && name === 'on call', `the group is ${name} ${groupId}`);
      await refused(() => jira.groups.createGroup({ name: 'on call' }), 400);
      await jira.groups.addUserToGroup({ groupname: 'on call', accountId });
      await refused(() => jira.groups.addUserToGroup({ groupname: 'on call', accountId }), 400);
      const page = await jira.groups.getUsersFromGroup({ groupname: 'on call' });
      same([page.total, page.isLast, page.values?.map(user => user.displayName)], [1, true, ['Ben Okafor']], 'members');
      await jira.groups.removeUserFromGroup({ groupname: 'on call', accountId });
      same((await jira.groups.getUsersFromGroup({ groupname: 'on call' })).total, 0, 'members in the end');
      await refused(() => jira.groups.getUsersFromGroup({ groupname: 'no such group' }), 404);
    },
  },
];
