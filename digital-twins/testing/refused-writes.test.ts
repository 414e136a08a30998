import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { credentials, targetSeed } from './targets.ts';
import { at, startTwins, type TwinsProcess } from './twins-process.ts';

type Fields = Record<string, unknown>;

interface Write {
  method: string;
  path: string;
  body: Fields;
}

const post = (path: string, body: Fields): Write => ({ method: 'POST', path, body });
const put = (path: string, body: Fields): Write => ({ method: 'PUT', path, body });
const slack = (method: string, body: Fields) => post(`/api/${method}`, body);
const document = { type: 'doc', version: 1, content: [{ type: 'paragraph', content: [{ type: 'text', text: 'words' }] }] };
const section = { type: 'section', text: { type: 'mrkdwn', text: 'words' } };
const person = { login: 'nia@acme.example', email: 'nia@acme.example', firstName: 'Nia', lastName: 'Berg' };

/** Writes that succeed as they stand; wrong in one place, most of them must not. */
const writes: Record<'slack' | 'okta' | 'jira', Write[]> = {
  slack: [
    slack('chat.postMessage', {
      channel: 'support',
      text: 'x',
      blocks: [section],
      metadata: { event_type: 'a', event_payload: { b: 1 } },
    }),
    slack('chat.postMessage', { channel: '@ben', text: 'x', thread_ts: '1772442000.001000' }),
    slack('chat.postEphemeral', { channel: '@ben', user: 'U1', text: 'x' }),
    slack('chat.scheduleMessage', { channel: '@ben', text: 'x', post_at: 1_772_450_000 }),
    slack('chat.meMessage', { channel: '@ben', text: 'x' }),
    slack('chat.update', { channel: 'support', ts: '1772441760.000000', text: 'x', blocks: [section] }),
    slack('reactions.add', { channel: 'support', timestamp: '1772441760.000000', name: 'tada' }),
    slack('conversations.create', { name: 'fresh', is_private: false }),
    slack('conversations.invite', { channel: 'support', users: 'U1,U2' }),
    slack('conversations.open', { users: 'U1', return_im: true }),
    slack('conversations.setTopic', { channel: 'support', topic: 'x' }),
    slack('conversations.rename', { channel: 'support', name: 'other' }),
    slack('pins.add', { channel: 'support', timestamp: '1772441760.000000' }),
    slack('bookmarks.add', { channel_id: 'support', title: 'x', type: 'link', link: 'https://a.example' }),
    slack('usergroups.create', { name: 'Team', handle: 'team', channels: 'support' }),
    slack('reminders.add', { text: 'x', time: 'tomorrow', user: 'U1' }),
    slack('files.getUploadURLExternal', { filename: 'a.txt', length: 3 }),
    slack('files.completeUploadExternal', { files: [{ id: 'F1', title: 'x' }], channel_id: 'support' }),
    slack('users.profile.set', { profile: { status_text: 'x', status_emoji: ':tada:', status_expiration: 0 } }),
  ],
  okta: [
    post('/api/v1/users?activate=true', {
      profile: person,
      credentials: { password: { value: 'Correct-Horse-9' } },
      groupIds: ['x'],
    }),
    post('/api/v1/users/ada@acme.example', { profile: { title: 'x', nickName: 'y' } }),
    put('/api/v1/users/ben@acme.example', {
      profile: { ...person, login: 'ben@acme.example' },
      credentials: { password: { value: 'Short-1a' } },
    }),
    post('/api/v1/users/ben@acme.example/credentials/change_password', {
      oldPassword: { value: 'x' },
      newPassword: { value: 'y' },
    }),
    post('/api/v1/groups', { profile: { name: 'Fresh', description: 'x' } }),
    post('/api/v1/groups/rules', {
      type: 'group_rule',
      name: 'r',
      conditions: { expression: { type: 'urn:okta:expression:1.0', value: 'user.title=="x"' } },
      actions: { assignUserToGroups: { groupIds: ['x'] } },
    }),
    post('/api/v1/apps', {
      name: 'oidc_client',
      label: 'Fresh',
      signOnMode: 'OPENID_CONNECT',
      credentials: { oauthClient: { token_endpoint_auth_method: 'client_secret_post' } },
      settings: {
        oauthClient: {
          redirect_uris: ['http://a.example/cb'],
          response_types: ['code'],
          grant_types: ['authorization_code'],
          application_type: 'web',
        },
      },
    }),
    post('/api/v1/authorizationServers', { name: 'a', description: 'b', audiences: ['api://a'] }),
    post('/api/v1/authorizationServers/default/scopes', { name: 'read', description: 'x', consent: 'IMPLICIT' }),
    post('/api/v1/authorizationServers/default/claims', {
      name: 'c',
      claimType: 'RESOURCE',
      valueType: 'EXPRESSION',
      value: 'user.login',
    }),
    post('/api/v1/eventHooks', {
      name: 'h',
      events: { type: 'EVENT_TYPE', items: ['user.lifecycle.create'] },
      channel: { type: 'HTTP', version: '1.0.0', config: { uri: 'https://a.example', headers: [] } },
    }),
    post('/api/v1/policies', {
      type: 'PASSWORD',
      name: 'p',
      status: 'ACTIVE',
      conditions: { people: { groups: { include: ['x'] } } },
    }),
    post('/api/v1/meta/schemas/user/default', {
      definitions: {
        custom: { id: '#custom', type: 'object', properties: { size: { title: 'Size', type: 'string', maxLength: 20 } } },
      },
    }),
    post('/api/v1/zones', { type: 'IP', name: 'z', gateways: [{ type: 'CIDR', value: '1.2.3.4/24' }] }),
    post('/api/v1/trustedOrigins', { name: 't', origin: 'http://a.example', scopes: [{ type: 'CORS' }] }),
  ],
  jira: [
    post('/rest/api/3/issue', {
      fields: {
        project: { key: 'HELP' },
        issuetype: { name: 'Task' },
        summary: 'x',
        description: document,
        labels: ['a'],
        priority: { name: 'High' },
      },
    }),
    put('/rest/api/3/issue/HELP-7', {
      fields: { summary: 'y' },
      update: { labels: [{ add: 'b' }], comment: [{ add: { body: document } }], worklog: [{ add: { timeSpent: '1h' } }] },
    }),
    post('/rest/api/3/issue/bulk', {
      issueUpdates: [
        { fields: { project: { key: 'HELP' }, issuetype: { name: 'Bug' }, summary: 'one' } },
        { fields: { project: { key: 'HELP' }, issuetype: { name: 'Bug' }, summary: 'two' } },
      ],
    }),
    post('/rest/api/3/issue/HELP-7/comment', { body: document, visibility: { type: 'role', value: 'Administrators' } }),
    post('/rest/api/3/issue/HELP-7/worklog?adjustEstimate=new&newEstimate=2d', {
      timeSpent: '3h',
      comment: document,
      started: '2026-03-02T08:00:00.000+0000',
    }),
    post('/rest/api/3/issue/HELP-7/transitions', {
      transition: { name: 'Escalate' },
      fields: { summary: 'z' },
      update: { comment: [{ add: { body: document } }] },
    }),
    put('/rest/api/3/issue/HELP-7/assignee', { accountId: 'x' }),
    post('/rest/api/3/issueLink', {
      type: { name: 'Blocks' },
      inwardIssue: { key: 'HELP-7' },
      outwardIssue: { key: 'HELP-8' },
      comment: { body: document },
    }),
    post('/rest/api/3/issue/HELP-7/remotelink', { globalId: 'g', object: { url: 'https://a.example', title: 'x' } }),
    put('/rest/api/3/issue/HELP-7/properties/p', { a: 1 }),
    post('/rest/api/3/project', {
      key: 'NEW',
      name: 'New',
      projectTypeKey: 'software',
      leadAccountId: 'x',
      assigneeType: 'PROJECT_LEAD',
    }),
    put('/rest/api/3/project/HELP', { name: 'Renamed', key: 'HELP2' }),
    post('/rest/api/3/component', { name: 'c', project: 'HELP', assigneeType: 'PROJECT_LEAD' }),
    post('/rest/api/3/version', { name: 'v', project: 'HELP', releaseDate: '2026-04-01' }),
    post('/rest/api/3/filter', { name: 'f', jql: 'project = HELP', sharePermissions: [{ type: 'global' }] }),
    post('/rest/api/3/field', { name: 'cf', type: 'com.atlassian.jira.plugin.system.customfieldtypes:select', searcherKey: 'x' }),
    post('/rest/api/3/statuses', { scope: { type: 'GLOBAL' }, statuses: [{ name: 'Parked', statusCategory: 'TODO' }] }),
    put('/rest/api/3/statuses', { statuses: [{ id: '10000', name: 'Renamed', statusCategory: 'TODO' }] }),
    post('/rest/api/3/bulk/issues/move', { targetToSourcesMapping: { 'BOARD,10001': { issueIdsOrKeys: ['HELP-7'] } } }),
    post('/rest/api/3/group', { name: 'g' }),
    post('/rest/agile/1.0/board', { name: 'b', type: 'scrum', filterId: 10_000 }),
    post('/rest/agile/1.0/sprint', {
      name: 's',
      originBoardId: 1,
      startDate: '2026-03-02T08:00:00.000Z',
      endDate: '2026-03-12T08:00:00.000Z',
    }),
  ],
};

const wrong: unknown[] = [
  null,
  '',
  'nope',
  -1,
  1.5,
  1e300,
  true,
  [],
  {},
  [null],
  [{}],
  [[]],
  { id: 'nope' },
  { name: 'nope' },
  { key: 'HELP' },
  'x'.repeat(300),
  { toString: 1, valueOf: 1 },
  '__proto__',
];

/** Requests per twin. */
const rounds = 1_500;

describe('a call that is refused', () => {
  let twins: TwinsProcess;

  beforeAll(async () => {
    twins = await startTwins();
    await twins.admin('PUT', at('refused'), { seeds: targetSeed });
  });
  afterAll(() => twins.stop());

  it.each(['slack', 'okta', 'jira'] as const)(
    'by %s has changed nothing, and none is a crash',
    async twin => {
      const origin = await twins.forward('refused', twin);
      const random = createRandom(7);
      const view = async () => JSON.stringify((await twins.admin('GET', at('refused', '/state'))).body);
      let before = await view();
      let refused = 0;
      for (let round = 0; round < rounds; round += 1) {
        const write = random.pick(writes[twin]);
        const body = spoil(random, write.body);
        const headers = { authorization: credentials[twin], 'content-type': 'application/json' };
        const asked = JSON.stringify(body);
        const answer = await fetch(`${origin}${write.path}`, { method: write.method, headers, body: asked });
        const text = await answer.text();
        const said = `${write.method} ${write.path} ${asked}: ${answer.status} ${text.slice(0, 300)}`;
        if (answer.status >= 500) throw new Error(said);
        const after = await view();
        if (answer.status >= 400 || text.startsWith('{"ok":false')) {
          refused += 1;
          if (after !== before) throw new Error(`refused, and yet something changed: ${said}`);
        } else if (after !== before) {
          await twins.admin('POST', at('refused', '/reset'));
          before = await view();
        }
      }
      expect(refused).toBeGreaterThan(rounds / 4);
    },
    120_000,
  );
});

type Random = ReturnType<typeof createRandom>;

/** The same numbers every time, so that a failure can be met again. */
function createRandom(seed: number) {
  let state = seed;
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  return {
    chance: (probability: number) => next() < probability,
    pick: <Item>(items: readonly Item[]): Item => items[Math.floor(next() * items.length)] as Item,
  };
}

/** A copy that is wrong in one place: something is left out, replaced, added or doubled. */
function spoil(random: Random, body: Fields): unknown {
  const copy: Fields = structuredClone(body);
  const places: [holder: Fields | unknown[], key: string][] = [];
  const walk = (value: unknown) => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, inner] of Object.entries(value)) {
      places.push([value as Fields, key]);
      walk(inner);
    }
  };
  walk(copy);
  const [holder, key] = random.pick(places);
  if (Array.isArray(holder)) holder.push(random.chance(0.3) ? structuredClone(holder[Number(key)]) : random.pick(wrong));
  else if (random.chance(0.2)) delete holder[key];
  else if (random.chance(0.15)) holder[`${key}x`] = random.pick(wrong);
  else holder[key] = random.pick(wrong);
  return copy;
}
