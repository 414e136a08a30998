import { type Bench, type Check, demand, same } from '../../../testing/conformance/check.ts';
import { all, call, idOf, refused, sdk } from '../clients.ts';
import { seed } from '../seed.ts';

const bookmark = {
  name: 'bookmark',
  label: 'Wiki',
  signOnMode: 'BOOKMARK',
  settings: { app: { requestIntegration: false, url: 'https://wiki.acme.example/' } },
};

const _oidcApp = {
  name: 'oidc_client',
  label: 'Portal',
  signOnMode: 'OPENID_CONNECT',
  credentials: { oauthClient: { autoKeyRotation: true, token_endpoint_auth_method: 'client_secret_basic' } },
  settings: {
    oauthClient: {
      redirect_uris: ['https://portal.acme.example/callback'],
      response_types: ['code'],
      grant_types: ['authorization_code'],
      application_type: 'web',
    },
  },
};

/** Who has which app. */
export const appAssignmentChecks: Check[] = [
  {
    id: 'app-assign-user',
    title: 'a person is assigned to an app, found there, and taken out again',
    label: 'recorded',
    seed,
    run: async bench => {
      const [appId, userId] = [await appNamed(bench, 'Mobile'), await idOf(bench, 'ben')];
      const path = `/api/v1/apps/${appId}/users`;
      const body = { id: userId, scope: 'USER', credentials: { userName: 'ben.o' } };
      const given = await call(bench, 'POST', path, body);
      same([given.status, given.body.scope, given.body.credentials?.userName], [200, 'USER', 'ben.o'], 'status, scope, userName');
      const assigned = await all<{ id?: string }>(sdk(bench).applicationApi.listApplicationUsers({ appId }));
      same(assigned.map(user => user.id).sort(), [await idOf(bench, 'ada'), userId].sort(), 'who is assigned');
      same((await call(bench, 'DELETE', `${path}/${userId}`)).status, 204, 'status of DELETE');
      await refused(() => sdk(bench).applicationApi.getApplicationUser({ appId, userId }), 404, 'E0000007');
    },
  },
  {
    id: 'app-assign-group',
    title: 'who is in an assigned group has the app by it, and not after the group is taken out',
    label: 'recorded',
    seed,
    run: async bench => {
      const { body: app } = await call(bench, 'POST', '/api/v1/apps', bookmark);
      const appId = String(app.id);
      const groupId = (await call(bench, 'GET', '/api/v1/groups?q=Support')).body[0]?.id;
      const userId = await idOf(bench, 'ada');
      const given = await call(bench, 'PUT', `/api/v1/apps/${appId}/groups/${groupId}`, { priority: 0 });
      same([given.status, given.body.id], [200, groupId], 'status and id');
      same((await sdk(bench).applicationApi.getApplicationUser({ appId, userId })).scope, 'GROUP', 'scope of Ada');
      const links = await call(bench, 'GET', `/api/v1/users/${userId}/appLinks`);
      demand(links.text.includes('"Wiki"'), `the app is not among her links: ${links.text.slice(0, 200)}`);
      await sdk(bench).applicationApi.unassignApplicationFromGroup({ appId, groupId: String(groupId) });
      await refused(() => sdk(bench).applicationApi.getApplicationUser({ appId, userId }), 404, 'E0000007');
    },
  },
  {
    id: 'app-users-of',
    title: 'apps can be listed by who is assigned to them',
    label: 'docs',
    seed,
    run: async bench => {
      const listed = async (name: string) => {
        const filter = `user.id eq "${await idOf(bench, name)}"`;
        return (await all<{ label?: string }>(sdk(bench).applicationApi.listApplications({ filter }))).map(app => app.label);
      };
      demand((await listed('ada')).includes('Mobile'), 'Ada has not Mobile');
      const ofBen = await listed('ben');
      demand(ofBen.includes('Help desk') && !ofBen.includes('Mobile'), `Ben has ${ofBen}`);
    },
  },
];

async function appNamed(bench: Bench, label: string): Promise<string> {
  const [app] = await all<{ id?: string; label?: string }>(sdk(bench).applicationApi.listApplications({ q: label }));
  demand(app?.id !== undefined, `there is no app ${label}`);
  return app.id;
}
