import { type Bench, type Check, demand, same } from '../../../testing/conformance/check.ts';
import { all, call, demandCause, idOf, profileOf, refused, sdk, until } from '../clients.ts';
import { seed } from '../seed.ts';

interface Row {
  id?: string;
  profile?: { name?: string; login?: string | null };
}

/** Groups, their members, and the rules that put them there. */
export const groupChecks: Check[] = [
  {
    id: 'group-create-and-delete',
    title: 'a group is created with 200, replaced, deleted with 204, and then not found',
    label: 'recorded',
    seed,
    run: async bench => {
      const { status, body: made } = await call(bench, 'POST', '/api/v1/groups', {
        profile: { name: 'Night shift', description: 'Owls' },
      });
      same([status, made.type, made.objectClass], [200, 'OKTA_GROUP', ['okta:user_group']], 'status, type, objectClass');
      const groupId = String(made.id);
      const { groupApi } = sdk(bench);
      await groupApi.replaceGroup({ groupId, group: { profile: { name: 'Late shift' } } });
      const profile = (await groupApi.getGroup({ groupId })).profile as { name?: string; description?: string | null };
      same([profile.name, profile.description ?? null], ['Late shift', null], 'name and description after PUT');
      same((await call(bench, 'DELETE', `/api/v1/groups/${groupId}`)).status, 204, 'status of DELETE');
      const error = await refused(() => groupApi.getGroup({ groupId }), 404, 'E0000007');
      same(error.errorSummary, `Not found: Resource not found: ${groupId} (UserGroup)`, 'errorSummary');
    },
  },
  {
    id: 'group-name-taken',
    title: 'a group name that is taken is refused with a cause, one left out too',
    label: 'docs',
    seed,
    run: async bench => {
      const { groupApi } = sdk(bench);
      const taken = await refused(() => groupApi.createGroup({ group: { profile: { name: 'Support' } } }), 400, 'E0000001');
      same(taken.errorSummary, 'Api validation failed: name', 'errorSummary');
      demandCause(taken, 'name: An object with this field already exists in the current organization');
      const without = await refused(() => groupApi.createGroup({ group: { profile: { description: 'x' } } }), 400, 'E0000001');
      demandCause(without, 'name: The field cannot be left blank');
    },
  },
  {
    id: 'group-members',
    title: 'members are added with 204, twice without harm, listed and taken out again',
    label: 'recorded',
    seed,
    run: async bench => {
      const groupId = await groupNamed(bench, 'Support');
      const path = `/api/v1/groups/${groupId}/users/${await idOf(bench, 'ben')}`;
      same([(await call(bench, 'PUT', path)).status, (await call(bench, 'PUT', path)).status], [204, 204], 'status of PUT');
      same(await members(bench, groupId), ['ada@acme.example', 'ben@acme.example'], 'members');
      same((await call(bench, 'DELETE', path)).status, 204, 'status of DELETE');
      same(await members(bench, groupId), ['ada@acme.example'], 'members afterwards');
      const stranger = await call(bench, 'PUT', `/api/v1/groups/${groupId}/users/00unobody0000000000`);
      same([stranger.status, stranger.body.errorCode], [404, 'E0000007'], 'somebody who is not there');
    },
  },
  {
    id: 'group-members-paged',
    title: 'the members of a group come in pages, each exactly once',
    label: 'docs',
    seed,
    run: async bench => {
      const { userApi, groupApi } = sdk(bench);
      const groupId = await groupNamed(bench, 'Sales');
      for (let place = 0; place < 7; place += 1) {
        await userApi.createUser({ body: { profile: profileOf(`m${place}`), groupIds: [groupId] }, activate: false });
      }
      const rows = await all<Row>(groupApi.listGroupUsers({ groupId, limit: 3 }));
      same(new Set(rows.map(row => row.id)).size, 7, 'different members');
      same(rows.length, 7, 'members');
    },
  },
  {
    id: 'everyone-immutable',
    title: 'Everyone is built in, holds all, and can neither be renamed, deleted nor left',
    label: 'docs',
    seed,
    run: async bench => {
      const groupId = await groupNamed(bench, 'Everyone');
      same((await sdk(bench).groupApi.getGroup({ groupId })).type, 'BUILT_IN', 'type');
      demand((await members(bench, groupId)).length >= 4, 'not everybody is in Everyone');
      const path = `/api/v1/groups/${groupId}`;
      const attempts = [
        await call(bench, 'PUT', path, { profile: { name: 'Nobody' } }),
        await call(bench, 'DELETE', path),
        await call(bench, 'DELETE', `${path}/users/${await idOf(bench, 'ada')}`),
      ];
      for (const { status, body } of attempts) {
        demand(
          status >= 400 && status !== 404 && String(body.errorCode).startsWith('E0000'),
          `status ${status} ${body.errorCode}`,
        );
      }
      same(((await sdk(bench).groupApi.getGroup({ groupId })).profile as { name?: string }).name, 'Everyone', 'name');
    },
  },
  {
    id: 'everyone-members-unsupported',
    title: 'putting somebody into Everyone is an unsupported operation: 501 E0000060',
    label: 'docs',
    seed,
    run: async bench => {
      const path = `/api/v1/groups/${await groupNamed(bench, 'Everyone')}/users/${await idOf(bench, 'ada')}`;
      const { status, body } = await call(bench, 'PUT', path);
      same([status, body.errorCode, body.errorSummary], [501, 'E0000060', 'Unsupported operation.'], 'error');
    },
  },
  {
    id: 'group-search',
    title: 'groups are found by the beginning of the name, by filter and by search',
    label: 'docs',
    seed,
    run: async bench => {
      same(await groupNames(bench, { q: 'Sup' }), ['Support'], 'q');
      same(await groupNames(bench, { filter: 'type eq "BUILT_IN"' }), ['Everyone'], 'filter by type');
      same(await groupNames(bench, { search: 'profile.name sw "S"' }), ['Sales', 'Support'], 'search by name');
      same(await groupNames(bench, { search: 'type eq "OKTA_GROUP" and profile.name eq "Sales"' }), ['Sales'], 'search with and');
      await refused(() => groupNames(bench, { filter: 'name is Sales' }), 400, 'E0000031');
    },
  },
  {
    id: 'group-stats',
    title: 'expand=stats tells how many people and apps a group has',
    label: 'docs',
    seed,
    run: async bench => {
      const { body } = await call(bench, 'GET', '/api/v1/groups?q=Support&expand=stats');
      same([body[0]?.profile?.name, body[0]?._embedded?.stats?.usersCount], ['Support', 1], 'name and usersCount');
      same(body[0]?._embedded?.stats?.appsCount, 0, 'appsCount');
    },
  },
  {
    id: 'groups-of-user',
    title: 'a user lists its groups, Everyone among them',
    label: 'recorded',
    seed,
    run: async bench => {
      const groups = await all<Row>(sdk(bench).userApi.listUserGroups({ userId: await idOf(bench, 'ada') }));
      same(groups.map(group => group.profile?.name).sort(), ['Everyone', 'Support'], 'groups');
    },
  },
  {
    id: 'group-rule',
    title: 'an active rule puts people into its group, those who match later too; those it put there stay when it stops',
    label: 'recorded',
    seed,
    run: async bench => {
      const groupId = await groupNamed(bench, 'Sales');
      const { groupApi } = sdk(bench);
      const { status, body } = await call(bench, 'POST', '/api/v1/groups/rules', ruleFor(groupId));
      same([status, body.status, body.type], [200, 'INACTIVE', 'group_rule'], 'a new rule');
      same(await members(bench, groupId), [], 'members before');
      const ruleId = String(body.id);
      const activated = await call(bench, 'POST', `/api/v1/groups/rules/${ruleId}/lifecycle/activate`);
      same(activated.status, 204, 'status of activate');
      await until('Ben is in', async () => (await members(bench, groupId)).includes('ben@acme.example'));
      await sdk(bench).userApi.createUser({ body: { profile: profileOf('olga', 'Okafor') }, activate: false });
      await until('Olga is in', async () => (await members(bench, groupId)).includes('olga@acme.example'));
      await groupApi.deactivateGroupRule({ ruleId });
      await sdk(bench).userApi.createUser({ body: { profile: profileOf('otto', 'Okafor') }, activate: false });
      same(await members(bench, groupId), ['ben@acme.example', 'olga@acme.example'], 'members after it stopped');
      same((await call(bench, 'DELETE', `/api/v1/groups/rules/${ruleId}`)).status, 202, 'status of DELETE');
      same((await call(bench, 'GET', `/api/v1/groups/rules/${ruleId}`)).status, 404, 'status afterwards');
    },
  },
  {
    id: 'group-rule-removes-users',
    title: 'deleting a rule with removeUsers takes out whom it put there, not who is there by hand',
    label: 'docs',
    seed,
    run: async bench => {
      const { groupApi } = sdk(bench);
      const [groupId, userId] = [await groupNamed(bench, 'Sales'), await idOf(bench, 'ada')];
      await groupApi.assignUserToGroup({ groupId, userId });
      const { body } = await call(bench, 'POST', '/api/v1/groups/rules', ruleFor(groupId));
      const ruleId = String(body.id);
      await groupApi.activateGroupRule({ ruleId });
      await until('Ben is in', async () => (await members(bench, groupId)).includes('ben@acme.example'));
      await groupApi.deactivateGroupRule({ ruleId });
      await groupApi.deleteGroupRule({ ruleId, removeUsers: true });
      await until('Ben is out', async () => !(await members(bench, groupId)).includes('ben@acme.example'));
      same(await members(bench, groupId), ['ada@acme.example'], 'members');
    },
  },
];

function ruleFor(groupId: string): object {
  return {
    type: 'group_rule',
    name: 'All Okafors',
    conditions: { expression: { value: 'user.lastName=="Okafor"', type: 'urn:okta:expression:1.0' } },
    actions: { assignUserToGroups: { groupIds: [groupId] } },
  };
}

async function groupNamed(bench: Bench, name: string): Promise<string> {
  const rows = await all<Row>(sdk(bench).groupApi.listGroups({ q: name }));
  const found = rows.find(row => row.profile?.name === name);
  demand(found?.id !== undefined, `there is no group ${name}`);
  return found.id;
}

async function members(bench: Bench, groupId: string): Promise<string[]> {
  const rows = await all<Row>(sdk(bench).groupApi.listGroupUsers({ groupId }));
  return rows.map(row => row.profile?.login ?? '').sort();
}

async function groupNames(bench: Bench, asked: { q?: string; filter?: string; search?: string }): Promise<string[]> {
  return (await all<Row>(sdk(bench).groupApi.listGroups(asked))).map(row => row.profile?.name ?? '').sort();
}
