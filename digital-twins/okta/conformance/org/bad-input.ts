import { type Check, demand, same } from '../../../testing/conformance/check.ts';
import { all, call, idOf, profileOf, sdk } from '../clients.ts';
import { apiToken, seed } from '../seed.ts';

/** What products send that they should not. */
export const badInputChecks: Check[] = [
  {
    id: 'concurrent-creation',
    title: 'of many who create the same login at once exactly one succeeds',
    label: 'docs',
    seed,
    run: async bench => {
      const attempts = Array.from({ length: 8 }, () =>
        call(bench, 'POST', '/api/v1/users?activate=false', { profile: profileOf('eva') }),
      );
      const statuses = (await Promise.all(attempts)).map(({ status }) => status).sort();
      same(statuses, [200, 400, 400, 400, 400, 400, 400, 400], 'statuses');
      const found = await all<{ id?: string }>(sdk(bench).userApi.listUsers({ filter: 'profile.login eq "eva@acme.example"' }));
      same(found.length, 1, 'people of that login');
    },
  },
  {
    id: 'concurrent-changes',
    title: 'changes of different attributes at once are all kept',
    label: 'docs',
    seed,
    run: async bench => {
      const userId = await idOf(bench, 'ada');
      const changes = { nickName: 'Addie', city: 'Madrid', division: 'Care', department: 'Support', costCenter: '42' };
      const each = Object.entries(changes).map(([key, value]) =>
        call(bench, 'POST', `/api/v1/users/${userId}`, { profile: { [key]: value } }),
      );
      same(
        (await Promise.all(each)).map(({ status }) => status),
        [200, 200, 200, 200, 200],
        'statuses',
      );
      const { profile } = await sdk(bench).userApi.getUser({ userId });
      for (const [key, value] of Object.entries(changes)) same((profile as Record<string, unknown>)[key], value, key);
    },
  },
  {
    id: 'broken-utf8',
    title: 'a body of broken UTF-8, and one that is no object, are refused as not well-formed',
    label: 'guess',
    seed,
    run: async bench => {
      const headers = { authorization: `SSWS ${apiToken}`, 'content-type': 'application/json' };
      const body = Buffer.concat([Buffer.from('{"profile":{"name":"'), Buffer.from([0xff, 0xfe]), Buffer.from('"')]);
      const broken = await fetch(`${bench.url}/api/v1/groups`, { method: 'POST', headers, body });
      same([broken.status, (await broken.json()).errorCode], [400, 'E0000003'], 'broken UTF-8');
      const list = await call(bench, 'POST', '/api/v1/groups', '[1,2]');
      same([list.status, list.body.errorCode], [400, 'E0000003'], 'a list');
    },
  },
  {
    id: 'wrong-content-type',
    title: 'a form where JSON is wanted is refused, and creates nobody',
    label: 'docs',
    seed,
    run: async bench => {
      const type = { 'content-type': 'application/x-www-form-urlencoded' };
      const { status, body } = await call(bench, 'POST', '/api/v1/groups', 'profile[name]=Form', type);
      demand(status === 400 || status === 415, `status ${status}`);
      demand(String(body.errorCode).startsWith('E00000'), `errorCode ${body.errorCode}`);
      same(await all(sdk(bench).groupApi.listGroups({ q: 'Form' })), [], 'groups of that name');
    },
  },
  {
    id: 'unknown-fields-ignored',
    title: 'fields beside the known ones are ignored, status and id cannot be set',
    label: 'docs',
    seed,
    run: async bench => {
      const body = { id: '00umadeup0000000000', status: 'ACTIVE', nonsense: { a: 1 }, profile: profileOf('eva') };
      const made = await call(bench, 'POST', '/api/v1/users?activate=false', body);
      same([made.status, made.body.status, made.body.nonsense], [200, 'STAGED', undefined], 'status, status, nonsense');
      demand(made.body.id !== undefined && String(made.body.id) !== body.id, `id ${made.body.id}`);
    },
  },
  {
    id: 'hook-that-is-down',
    title: 'a hook nobody answers fails to verify, and creating people goes on',
    label: 'docs',
    seed,
    run: async bench => {
      const config = {
        uri: 'http://127.0.0.1:1/hook',
        headers: [],
        authScheme: { type: 'HEADER', key: 'Authorization', value: 'x' },
      };
      const events = { type: 'EVENT_TYPE', items: ['user.lifecycle.create'] };
      const made = await call(bench, 'POST', '/api/v1/eventHooks', {
        name: 'Down',
        events,
        channel: { type: 'HTTP', version: '1.0.0', config },
      });
      same(made.body.verificationStatus, 'UNVERIFIED', 'verificationStatus');
      const verified = await call(bench, 'POST', `/api/v1/eventHooks/${made.body.id}/lifecycle/verify`);
      same([verified.status, verified.body.errorCode], [400, 'E0000001'], 'verify');
      same(
        (await sdk(bench).userApi.createUser({ body: { profile: profileOf('eva') }, activate: false })).status,
        'STAGED',
        'status',
      );
    },
  },
];
