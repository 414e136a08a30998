import { type Bench, type Check, demand, same } from '../../../testing/conformance/check.ts';
import { all, call, idOf, profileOf, refused, sdk, sessionTokenFor, until } from '../clients.ts';
import { passwords, seed } from '../seed.ts';

interface Entry {
  uuid?: string;
  eventType?: string;
  published?: Date;
  actor?: { alternateId?: string; type?: string } | null;
  outcome?: { result?: string; reason?: string | null } | null;
  target?: { id?: string; type?: string; alternateId?: string }[] | null;
}

/** The system log. */
export const logChecks: Check[] = [
  {
    id: 'log-of-creation',
    title: 'creating a user is logged with who did it, to whom and how it went',
    label: 'docs',
    seed,
    run: async bench => {
      const made = await sdk(bench).userApi.createUser({ body: { profile: profileOf('eva') }, activate: false });
      const entry = await logged(bench, 'user.lifecycle.create', one => one.target?.[0]?.id === made.id);
      same(entry.outcome?.result, 'SUCCESS', 'outcome');
      same([entry.actor?.type, entry.actor?.alternateId], ['User', 'ada@acme.example'], 'actor');
      same([entry.target?.[0]?.type, entry.target?.[0]?.alternateId], ['User', 'eva@acme.example'], 'target');
    },
  },
  {
    id: 'log-of-steps',
    title: 'lifecycle, membership and assignment each have their event type',
    label: 'docs',
    seed,
    run: async bench => {
      const { userApi, groupApi, applicationApi } = sdk(bench);
      const userId = await idOf(bench, 'ben');
      const groupId = String((await call(bench, 'GET', '/api/v1/groups?q=Support')).body[0]?.id);
      const appId = String((await call(bench, 'GET', '/api/v1/apps?q=Mobile')).body[0]?.id);
      await groupApi.assignUserToGroup({ groupId, userId });
      await applicationApi.assignUserToApplication({ appId, appUser: { id: userId, scope: 'USER' } });
      await userApi.suspendUser({ userId });
      await userApi.unsuspendUser({ userId });
      await userApi.deactivateUser({ userId });
      const steps = [
        'group.user_membership.add',
        'application.user_membership.add',
        'user.lifecycle.suspend',
        'user.lifecycle.unsuspend',
        'user.lifecycle.deactivate',
      ];
      for (const step of steps) {
        const { target } = await logged(bench, step, one => one.target?.some(thing => thing.id === userId) === true);
        demand(target?.some(thing => thing.alternateId === 'ben@acme.example') === true, `${step} does not name Ben`);
      }
    },
  },
  {
    id: 'log-of-sign-in',
    title: 'a sign-in and a wrong password are both user.session.start, told apart by the outcome',
    label: 'docs',
    seed,
    run: async bench => {
      await call(bench, 'POST', '/api/v1/authn', { username: 'ben@acme.example', password: 'wrong' });
      const failed = await logged(bench, 'user.session.start', one => one.outcome?.result === 'FAILURE');
      same(failed.outcome?.reason, 'INVALID_CREDENTIALS', 'reason');
      const sessionToken = await sessionTokenFor(bench, 'ben@acme.example', passwords.ben);
      await sdk(bench).sessionApi.createSession({ createSessionRequest: { sessionToken } });
      const started = await logged(bench, 'user.session.start', one => one.outcome?.result === 'SUCCESS');
      same(started.actor?.alternateId, 'ben@acme.example', 'actor');
    },
  },
  {
    id: 'log-order-and-time',
    title: 'the log is read from a moment on, oldest first, or newest first',
    label: 'docs',
    seed,
    run: async bench => {
      for (const name of ['eva', 'finn', 'gus']) {
        await sdk(bench).userApi.createUser({ body: { profile: profileOf(name) }, activate: false });
      }
      const asked = {
        filter: 'eventType eq "user.lifecycle.create"',
        since: '2026-03-02T00:00:00Z',
        until: '2026-03-03T00:00:00Z',
      };
      const who = async (order: string) => {
        const path = `/api/v1/logs?${new URLSearchParams({ ...asked, sortOrder: order })}`;
        const { body } = await call(bench, 'GET', path);
        demand(Array.isArray(body), 'the log is no list');
        return (body as Entry[]).map(entry => entry.target?.[0]?.alternateId?.split('@')[0]);
      };
      same((await who('ASCENDING')).slice(-3), ['eva', 'finn', 'gus'], 'oldest first');
      same((await who('DESCENDING')).slice(0, 3), ['gus', 'finn', 'eva'], 'newest first');
      const early = new URLSearchParams({ since: '2026-02-01T00:00:00Z', until: '2026-02-02T00:00:00Z' });
      same((await call(bench, 'GET', `/api/v1/logs?${early}`)).body, [], 'the log of a day before');
    },
  },
  {
    id: 'log-polling',
    title: 'a poll without an end always has a next link, and that brings only what is new',
    label: 'docs',
    seed,
    run: async bench => {
      const client = sdk(bench);
      await client.userApi.createUser({ body: { profile: profileOf('eva') }, activate: false });
      const first = await call(bench, 'GET', '/api/v1/logs?since=2026-03-02T00:00:00Z&sortOrder=ASCENDING');
      demand(Array.isArray(first.body) && first.body.length > 0, 'the log is empty');
      const seen = new Set(first.body.map((entry: Entry) => entry.uuid));
      await client.userApi.createUser({ body: { profile: profileOf('finn') }, activate: false });
      const next = /<([^>]+)>; rel="next"/.exec(first.headers.get('link') ?? '')?.[1] ?? '';
      demand(next.startsWith(bench.url), `next is ${next}`);
      const second = await call(bench, 'GET', next.slice(bench.url.length));
      const fresh = (second.body as unknown as Entry[]).filter(entry => !seen.has(entry.uuid));
      same(fresh.length, second.body.length, 'entries not seen before');
      demand(
        fresh.some(entry => entry.target?.some(thing => thing.alternateId === 'finn@acme.example')),
        'Finn is not among the new',
      );
      demand(second.headers.get('link')?.includes('rel="next"') === true, 'no next link at the end');
    },
  },
  {
    id: 'log-filter',
    title: 'the log is filtered by actor, target and outcome, searched by words, and refuses what is no filter',
    label: 'docs',
    seed,
    run: async bench => {
      const made = await sdk(bench).userApi.createUser({ body: { profile: profileOf('eva') }, activate: false });
      const count = async (asked: object) => (await all<Entry>(sdk(bench).systemLogApi.listLogEvents(asked))).length;
      const since = '2026-03-02T00:00:00Z';
      const until = '2026-03-03T00:00:00Z';
      demand((await count({ since, until, filter: `target.id eq "${made.id}"` })) > 0, 'nothing by target.id');
      demand(
        (await count({ since, until, filter: 'actor.alternateId eq "ada@acme.example" and outcome.result eq "SUCCESS"' })) > 0,
        'nothing by actor',
      );
      demand((await count({ since, until, q: 'eva' })) > 0, 'nothing by q');
      same(await count({ since, until, filter: 'eventType eq "user.lifecycle.delete.initiated"' }), 0, 'what did not happen');
      await refused(() => count({ filter: 'eventType is "x"' }), 400, 'E0000031');
    },
  },
];

/** The newest entry of that type that fits; waits for it a little. */
async function logged(bench: Bench, eventType: string, fits: (entry: Entry) => boolean): Promise<Entry> {
  let found: Entry | undefined;
  await until(`${eventType} is logged`, async () => {
    const asked = { filter: `eventType eq "${eventType}"`, since: '2026-03-02T00:00:00Z', until: '2026-03-03T00:00:00Z' };
    const entries = await all<Entry>(sdk(bench).systemLogApi.listLogEvents(asked as never));
    found = entries.findLast(fits);
    return found !== undefined;
  });
  return found ?? {};
}
