import { type Bench, type Check, demand, same } from '../../../testing/conformance/check.ts';
import { accountOf, basic, call, find, refusalOf, refused, sameSet, sdk } from '../clients.ts';
import { seed } from '../seed.ts';

/** Links between issues and outward, watchers and votes, properties. */
export const linkChecks: Check[] = [
  {
    id: 'links',
    title: 'a link is seen from both ends in its own words, found by JQL, and gone when deleted',
    label: 'docs',
    seed,
    run: async bench => {
      const jira = sdk(bench);
      await jira.issueLinks.linkIssues({
        type: { name: 'Blocks' },
        inwardIssue: { key: 'HELP-2' },
        outwardIssue: { key: 'HELP-3' },
      });
      const [blocker] = await linksOf(bench, 'HELP-2');
      const [blocked] = await linksOf(bench, 'HELP-3');
      same(
        [blocker?.outwardIssue?.key, blocker?.type.outward, blocker?.inwardIssue],
        ['HELP-3', 'blocks', undefined],
        'from HELP-2',
      );
      same([blocked?.inwardIssue?.key, blocked?.type.inward], ['HELP-2', 'is blocked by'], 'from HELP-3');
      same(blocker?.id, blocked?.id, 'ids of the two ends');
      same(await find(bench, 'issue in linkedIssues(HELP-2)'), ['HELP-3'], 'linkedIssues');
      const link = await jira.issueLinks.getIssueLink({ linkId: String(blocker?.id) });
      same([link.inwardIssue?.key, link.outwardIssue?.key], ['HELP-2', 'HELP-3'], 'the link itself');
      await jira.issueLinks.deleteIssueLink({ linkId: String(blocker?.id) });
      same([await linksOf(bench, 'HELP-2'), await linksOf(bench, 'HELP-3')], [[], []], 'left');
    },
  },
  {
    id: 'link-refused',
    title: 'a kind of link that is not there and an issue one cannot see are 404; linking twice makes one link',
    label: 'docs',
    seed,
    run: async bench => {
      const link = (name: string, inward: string) => ({
        type: { name },
        inwardIssue: { key: inward },
        outwardIssue: { key: 'HELP-3' },
      });
      const unknown = await refused(() => sdk(bench).issueLinks.linkIssues(link('Adores', 'HELP-2')), 404);
      same(unknown.errorMessages, ["No issue link type with name 'Adores' found."], 'text');
      await refused(() => sdk(bench).issueLinks.linkIssues(link('Blocks', 'HELP-99')), 404);
      for (const _ of [1, 2]) await sdk(bench).issueLinks.linkIssues(link('Blocks', 'HELP-2'));
      same((await linksOf(bench, 'HELP-3')).length, 1, 'links');
    },
  },
  {
    id: 'link-with-edit',
    title: 'kinds of links are listed, and an edit can add one',
    label: 'docs',
    seed,
    run: async bench => {
      const { issueLinkTypes } = await sdk(bench).issueLinkTypes.getIssueLinkTypes();
      const names = issueLinkTypes?.map(type => type.name);
      demand(
        ['Blocks', 'Cloners', 'Duplicate', 'Relates'].every(name => names?.includes(name)),
        `kinds ${names}`,
      );
      const update = { issuelinks: [{ add: { type: { name: 'Relates' }, outwardIssue: { key: 'HELP-3' } } }] };
      same((await call(bench, 'PUT', '/rest/api/3/issue/HELP-2', { update })).status, 204, 'status');
      same((await linksOf(bench, 'HELP-2'))[0]?.outwardIssue?.key, 'HELP-3', 'the link');
    },
  },
  {
    id: 'remote-links',
    title: 'a remote link of one globalId is made once and then updated',
    label: 'spec',
    seed,
    run: async bench => {
      const path = '/rest/api/3/issue/HELP-2/remotelink';
      const send = (title: string) =>
        call(bench, 'POST', path, { globalId: 'crm=7', object: { url: 'https://crm.example/7', title } });
      const [made, updated] = [await send('Case 7'), await send('Case seven')];
      same([made.status, updated.status, Number(updated.body.id)], [201, 200, Number(made.body.id)], 'statuses and ids');
      const links = await sdk(bench).issueRemoteLinks.getRemoteIssueLinks({ issueIdOrKey: 'HELP-2' });
      const listed = [links].flat() as { globalId?: string; object?: { title?: string } }[];
      same(
        listed.map(one => [one.globalId, one.object?.title]),
        [['crm=7', 'Case seven']],
        'listed',
      );
      refusalOf(await call(bench, 'POST', path, { object: { title: 'No address' } }), 400);
    },
  },
  {
    id: 'watchers',
    title: 'watching: oneself with no body, others by account, found by JQL, and off again',
    label: 'docs',
    seed,
    run: async bench => {
      const path = '/rest/api/3/issue/HELP-3/watchers';
      const accountId = await accountOf(bench, 'cleo');
      same((await call(bench, 'POST', path)).status, 204, 'oneself');
      same((await call(bench, 'POST', path, `"${accountId}"`)).status, 204, 'Cleo');
      const list = await sdk(bench).issueWatchers.getIssueWatchers({ issueIdOrKey: 'HELP-3' });
      same([list.watchCount, list.isWatching], [list.watchers?.length, true], 'count and oneself');
      demand(
        ['Ada Moreno', 'Cleo Sand'].every(name => list.watchers?.some(one => one.displayName === name)),
        'they are not listed',
      );
      same(await find(bench, 'watcher = currentUser() AND key = HELP-3', 'cleo'), ['HELP-3'], 'found');
      await sdk(bench).issueWatchers.removeWatcher({ issueIdOrKey: 'HELP-3', accountId });
      same(await find(bench, 'watcher = currentUser() AND key = HELP-3', 'cleo'), [], 'found afterwards');
      same((await call(bench, 'POST', path, '"5b10nobody"')).status >= 400, true, 'a stranger is refused');
    },
  },
  {
    id: 'votes',
    title: 'one votes once, for one’s own issues too, and takes it back',
    label: 'docs',
    seed,
    run: async bench => {
      const vote = (person: 'ada' | 'ben', method = 'POST') =>
        call(bench, method, '/rest/api/3/issue/HELP-3/votes', undefined, { authorization: basic(person) });
      same([(await vote('ada')).status, (await vote('ada')).status], [204, 204], 'voting twice');
      same([(await vote('ben')).status, (await vote('ben', 'DELETE')).status], [204, 204], "voting for one's own");
      const votes = await sdk(bench).issueVotes.getVotes({ issueIdOrKey: 'HELP-3' });
      same([votes.votes, votes.hasVoted, votes.voters?.map(one => one.displayName)], [1, true, ['Ada Moreno']], 'votes');
      same((await vote('ada', 'DELETE')).status, 204, 'taking it back');
      same((await sdk(bench).issueVotes.getVotes({ issueIdOrKey: 'HELP-3' })).votes, 0, 'votes in the end');
    },
  },
  {
    id: 'properties',
    title: 'properties: 201 when new, 200 when changed, any JSON, found by JQL, 404 when gone',
    label: 'spec',
    seed,
    run: async bench => {
      const path = '/rest/api/3/issue/HELP-2/properties/crm';
      same((await call(bench, 'PUT', path, { level: 3 })).status, 201, 'new');
      same((await call(bench, 'PUT', path, { level: 4, list: [1, null, 'x'] })).status, 200, 'changed');
      const { body } = await call(bench, 'GET', path);
      same([String(body.key), body.value], ['crm', { level: 4, list: [1, null, 'x'] }], 'read');
      same((await call(bench, 'PUT', path, '')).status, 400, 'no JSON');
      const { keys } = await sdk(bench).issueProperties.getIssuePropertyKeys({ issueIdOrKey: 'HELP-2' });
      sameSet(
        keys?.map(one => one.key),
        ['crm'],
        'keys',
      );
      same(await find(bench, 'issue.property[crm].level = 4'), ['HELP-2'], 'found');
      same((await call(bench, 'DELETE', path)).status, 204, 'deleted');
      refusalOf(await call(bench, 'GET', path), 404);
    },
  },
];

interface Linked {
  id: string;
  type: { inward: string; outward: string };
  inwardIssue?: { key: string };
  outwardIssue?: { key: string };
}

async function linksOf(bench: Bench, key: string): Promise<Linked[]> {
  const { status, body } = await call(bench, 'GET', `/rest/api/3/issue/${key}?fields=issuelinks`);
  same(status, 200, `status of ${key}`);
  return body.fields?.issuelinks as unknown as Linked[];
}
