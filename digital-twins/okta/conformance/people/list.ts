import { type Bench, type Check, demand, same } from '../../../testing/conformance/check.ts';
import { all, call, profileOf, refused, sdk } from '../clients.ts';
import { seed } from '../seed.ts';

interface Row {
  id?: string;
  profile?: { login?: string | null };
}

/** Pages, filters and searches. */
export const userListChecks: Check[] = [
  {
    id: 'list-hides-deactivated',
    title: 'a plain list shows everyone but the deactivated; a filter for them shows them',
    label: 'docs',
    seed,
    run: async bench => {
      same((await logins(bench, {})).sort(), ['ada', 'ben', 'cleo', 'dan'], 'plain list');
      same(await logins(bench, { filter: 'status eq "DEPROVISIONED"' }), ['zoe'], 'filtered list');
    },
  },
  {
    id: 'pages-exactly-once',
    title: 'pages of any size show each user exactly once, and the last has no next',
    label: 'docs',
    seed,
    run: async bench => {
      await createMany(bench, 'page', 23);
      for (const limit of [1, 5, 27]) {
        const found = await logins(bench, { limit });
        same([found.length, new Set(found).size], [27, 27], `users and different users at ${limit} a page`);
      }
    },
  },
  {
    id: 'pages-under-inserts',
    title: 'somebody created between two pages neither doubles nor hides another',
    label: 'docs',
    seed,
    run: async bench => {
      await createMany(bench, 'before', 12);
      const pages = await sdk(bench).userApi.listUsers({ limit: 4 });
      const seen: string[] = [];
      await pages.each(async user => {
        seen.push(user.profile?.login ?? '');
        if (seen.length % 4 === 1) await createMany(bench, `between${seen.length}-`, 1);
      });
      same(seen.length, new Set(seen).size, 'different users');
      const early = seen.filter(login => login.startsWith('before'));
      same(early.length, 12, 'users that were there from the start');
    },
  },
  {
    id: 'filter-grammar',
    title: 'filter knows eq, gt, and, or and parentheses on its attributes',
    label: 'docs',
    seed,
    run: async bench => {
      same(await logins(bench, { filter: 'profile.login eq "ada@acme.example"' }), ['ada'], 'by login');
      same(await logins(bench, { filter: 'profile.lastName eq "Okafor"' }), ['ben'], 'by last name');
      same(await logins(bench, { filter: 'profile.lastName eq "Lind"' }), ['zoe'], 'somebody deactivated');
      const either = 'status eq "ACTIVE" or status eq "STAGED"';
      same((await logins(bench, { filter: either })).sort(), ['ada', 'ben', 'cleo'], 'either status');
      const both = `(${either}) and profile.firstName eq "Cleo"`;
      same(await logins(bench, { filter: both }), ['cleo'], 'in parentheses');
      same(await logins(bench, { filter: 'lastUpdated gt "2030-01-01T00:00:00.000Z"' }), [], 'after 2030');
      same(await logins(bench, { filter: 'profile.firstName eq "ADA"' }), [], 'values in another case');
      same((await logins(bench, { filter: 'lastUpdated gt "2020-01-01T00:00:00.000Z"' })).length > 3, true, 'after 2020');
    },
  },
  {
    id: 'filter-refused',
    title: 'a filter on what cannot be filtered, or that is no filter, is refused with 400 E0000031',
    label: 'docs',
    seed,
    run: async bench => {
      const ask = (filter: string) => () => logins(bench, { filter });
      for (const filter of [
        'profile.title eq "x"',
        'status eq',
        'status is "ACTIVE"',
        '(status eq "ACTIVE"',
        'not (status eq "ACTIVE")',
        'profile.login sw "a"',
      ]) {
        const error = await refused(ask(filter), 400, 'E0000031');
        demand(error.errorSummary.startsWith('Invalid search criteria'), `${filter}: ${error.errorSummary}`);
      }
    },
  },
  {
    id: 'search-grammar',
    title: 'search knows eq, sw, co, pr, lt, and, or and parentheses on every attribute, without regard to case',
    label: 'docs',
    seed,
    run: async bench => {
      const asked: [string, string[]][] = [
        ['profile.title eq "support LEAD"', ['ada']],
        ['profile.firstName sw "A"', ['ada']],
        ['profile.email co "acme"', ['ada', 'ben', 'cleo', 'dan', 'zoe']],
        ['profile.title pr', ['ada']],
        ['status eq "ACTIVE" and profile.lastName sw "O"', ['ben']],
        ['(profile.firstName eq "Ada" or profile.firstName eq "Dan") and status eq "SUSPENDED"', ['dan']],
        ['(status lt "STAGED" or status gt "STAGED") and profile.lastName sw "M"', ['ada']],
        ['status gt "STAGED"', ['dan']],
        ['created lt "2020-01-01T00:00:00.000Z"', []],
      ];
      for (const [search, expected] of asked) same((await logins(bench, { search })).sort(), expected, search);
    },
  },
  {
    id: 'search-sorted',
    title: 'search sorts by any attribute, both ways',
    label: 'docs',
    seed,
    run: async bench => {
      const asked = { search: 'profile.email co "acme"', sortBy: 'profile.lastName', limit: 2 };
      same(await logins(bench, asked), ['zoe', 'cleo', 'ada', 'dan', 'ben'], 'ascending');
      same(await logins(bench, { ...asked, sortOrder: 'desc' }), ['ben', 'dan', 'ada', 'cleo', 'zoe'], 'descending');
    },
  },
  {
    id: 'search-refused',
    title: 'a search that is no search is refused with 400 E0000031',
    label: 'docs',
    seed,
    run: async bench => {
      for (const search of [
        'profile.title',
        'profile.title eq',
        'and',
        'profile.title equals "x"',
        'status ne "STAGED"',
        'profile.title co "lead"',
      ]) {
        await refused(() => logins(bench, { search }), 400, 'E0000031');
      }
    },
  },
  {
    id: 'q-finds-prefixes',
    title: 'q finds the beginnings of first name, last name and email',
    label: 'docs',
    seed,
    run: async bench => {
      same(await logins(bench, { q: 'ad' }), ['ada'], 'first name');
      same(await logins(bench, { q: 'Okaf' }), ['ben'], 'last name');
      same(await logins(bench, { q: 'oreno' }), [], 'middle of a name');
      same(await logins(bench, { q: 'Zoe' }), [], 'somebody deactivated');
    },
  },
  {
    id: 'self-link-keeps-question',
    title: 'the next page of a filtered list stays filtered',
    label: 'docs',
    seed,
    run: async bench => {
      const { headers, body } = await call(
        bench,
        'GET',
        `/api/v1/users?limit=1&filter=${encodeURIComponent('status eq "ACTIVE"')}`,
      );
      demand(Array.isArray(body) && body.length === 1, 'the first page has not one user');
      const next = /<([^>]+)>; rel="next"/.exec(headers.get('link') ?? '')?.[1] ?? '';
      demand(next.startsWith(`${bench.url}/api/v1/users?`), `next is ${next}`);
      const second = await call(bench, 'GET', next.slice(bench.url.length));
      same([second.status, second.body[0]?.profile?.login], [200, 'ben@acme.example'], 'second page');
    },
  },
];

/** Short logins in the order of the list, all pages. */
async function logins(bench: Bench, asked: Parameters<ReturnType<typeof sdk>['userApi']['listUsers']>[0]): Promise<string[]> {
  const rows = await all<Row>(sdk(bench).userApi.listUsers(asked));
  return rows.map(row => row.profile?.login?.split('@')[0] ?? '');
}

async function createMany(bench: Bench, prefix: string, count: number): Promise<void> {
  for (let place = 0; place < count; place += 1) {
    const made = await sdk(bench).userApi.createUser({ body: { profile: profileOf(`${prefix}${place}`) }, activate: false });
    same(made.status, 'STAGED', 'status of a new user');
  }
}
