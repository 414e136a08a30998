import { at, startTwins, type TwinsProcess, testToken } from '../../digital-twins/testing/twins-process.ts';
import { type Figure, rounded } from '../figure.ts';
import { type CallKind, callKinds } from './calls.ts';
import { httpRequest, type Load, load, quantile } from './load.ts';
import { type Peer, startEmulate, startMockoon } from './peers.ts';
import { basic, large, type Size, seedOf, small } from './seeds.ts';

const seconds = 2;
/** Asked of one process, per second; ms for the slowest hundredth of the reads. */
const wanted = { read: 5_000, write: 3_000, readP99: 10, share: 0.8, jqlP95: 50 };

/** How fast the twins answer, with little and with much in them, beside their peers in the same run. */
export async function throughput(peers: string, onProgress: (message: string) => void): Promise<Figure[]> {
  const twins = await startTwins();
  try {
    const few = await loads(twins, 'few', small, onProgress);
    const beside = await peerLoads(peers, onProgress);
    const many = await loads(twins, 'many', large, onProgress);
    const jql = await jqlFigure(twins);
    return [...callKinds(small).flatMap(kind => figuresOf(kind, few, many, beside)), jql];
  } finally {
    await twins.stop();
  }
}

type Loads = ReadonlyMap<string, Load>;

async function loads(twins: TwinsProcess, name: string, size: Size, onProgress: (message: string) => void): Promise<Loads> {
  onProgress(`seeding ${size.people} people, ${size.messages} messages, ${size.issues} issues`);
  const made = await twins.admin('PUT', `${at(name)}?fresh=1`, { seeds: seedOf(size) });
  if (made.status !== 201) throw new Error(`the seed was refused: ${JSON.stringify(made.body)}`);
  const found = new Map<string, Load>();
  for (const kind of callKinds(size)) {
    onProgress(`${kind.name} with ${name}`);
    await loadTwin(twins, name, kind, 0.3); // the first calls are slower: code is compiled then
    found.set(kind.name, await loadTwin(twins, name, kind, seconds));
  }
  return found;
}

async function loadTwin(twins: TwinsProcess, namespace: string, kind: CallKind, duration: number): Promise<Load> {
  const preamble = `ANDON ${testToken} ${namespace} ${kind.twin}\n`;
  const { request, isRight } = kind;
  const result = await load({ port: twins.ports.ingress, preamble, request, isRight, seconds: duration });
  if (result.wrong > 0) throw new Error(`${kind.name}: ${result.wrong} answers were not what was asked for`);
  return result;
}

async function peerLoads(folder: string, onProgress: (message: string) => void): Promise<Loads> {
  const found = new Map<string, Load>();
  const measure = async (name: string, peer: Peer, request: (n: number) => string) => {
    onProgress(name);
    const settings = { port: peer.port, request, isRight: (answer: string) => /^HTTP\/1.1 20[01]/.test(answer) };
    await load({ ...settings, seconds: 0.3 });
    found.set(name, await load({ ...settings, seconds }));
  };
  const key = { authorization: 'Bearer test_token_admin', 'content-type': 'application/json' };
  // As many people and messages as the small seed has.
  const users = Array.from(
    { length: small.people },
    (_user, n) => `    - { name: p${n}, real_name: Person ${n}, email: p${n}@acme.example }`,
  );
  const slack = await startEmulate(folder, 'slack', `slack:\n  users:\n${users.join('\n')}\n  channels: [{ name: general }]\n`);
  const call = (method: string, body: unknown) => httpRequest('POST', `/api/${method}`, key, JSON.stringify(body));
  for (let n = 0; n < small.messages; n++) {
    const body = JSON.stringify({ channel: 'C000000001', text: `Ticket T-${n} does not work` });
    await (await fetch(`http://127.0.0.1:${slack.port}/api/chat.postMessage`, { method: 'POST', headers: key, body })).text();
  }
  await measure('emulate slack.conversations.history', slack, () =>
    call('conversations.history', { channel: 'C000000001', limit: 10 }),
  );
  await measure('emulate slack.users.list', slack, () => call('users.list', { limit: 5 }));
  await measure('emulate slack.chat.postMessage', slack, n =>
    call('chat.postMessage', { channel: 'C000000001', text: `message ${n}` }),
  );
  await slack.stop();
  const okta = await startEmulate(folder, 'okta');
  const [user] = (await (await fetch(`http://127.0.0.1:${okta.port}/api/v1/users`, { headers: key })).json()) as { id: string }[];
  const userPath = `/api/v1/users/${user?.id}`;
  await measure('emulate okta.users.get', okta, () => httpRequest('GET', userPath, key));
  await measure('emulate okta.users.update', okta, n =>
    httpRequest('POST', userPath, key, JSON.stringify({ profile: { title: `Title ${n}` } })),
  );
  await okta.stop();
  const body = JSON.stringify({ id: '10000', key: 'HELP-1', fields: { summary: 'The same to everybody' } });
  for (const [method, path] of [
    ['GET', '/rest/api/3/issue/HELP-1'],
    ['POST', '/rest/api/3/issue'],
  ] as const) {
    const mock = await startMockoon(folder, { method, path, body });
    await measure(`mockoon ${method}`, mock, () => httpRequest(method, path, key, method === 'POST' ? body : ''));
    await mock.stop();
  }
  return found;
}

function figuresOf({ name, isWrite }: CallKind, few: Loads, many: Loads, beside: Loads): Figure[] {
  const [mine, full] = [few.get(name)!, many.get(name)!];
  const mock = beside.get(`mockoon ${isWrite ? 'POST' : 'GET'}`)!;
  const peer = beside.get(`emulate ${name}`);
  const budget = isWrite ? wanted.write : wanted.read;
  const rate = (against: string, other: number): Figure => ({
    name: `twins.${name}`,
    value: mine.perSecond,
    unit: 'calls/s',
    against,
    ratio: rounded(mine.perSecond / other, 2),
    budget,
    ok: mine.perSecond >= budget && mine.perSecond > other,
  });
  const share = rounded(full.perSecond / mine.perSecond, 2);
  const figures = [
    rate('@mockoon/cli answering one fixed text', mock.perSecond),
    ...(peer === undefined ? [] : [rate('emulate with as much in it', peer.perSecond)]),
    {
      name: `twins.${name}.full`,
      value: full.perSecond,
      unit: 'calls/s',
      against: 'the same nearly empty',
      ratio: share,
      budget: Math.round(mine.perSecond * wanted.share),
      ok: share >= wanted.share,
    },
  ];
  if (isWrite) return figures;
  const slowest = peer ?? mock;
  const against = peer === undefined ? '@mockoon/cli' : 'emulate';
  const p99 = { name: `twins.${name}.p99`, value: mine.p99, unit: 'ms', against, ratio: rounded(mine.p99 / slowest.p99, 2) };
  return [...figures, { ...p99, budget: wanted.readP99, ok: mine.p99 <= wanted.readP99 && mine.p99 < slowest.p99 }];
}

const queries = [
  'project = HELP AND status = "In Progress" ORDER BY created DESC',
  'assignee = currentUser() AND statusCategory != Done ORDER BY updated DESC',
  'text ~ "invoice" AND project in (HELP, OPS) ORDER BY key ASC',
  'labels = urgent AND created >= -7d ORDER BY priority DESC, key ASC',
  'project = OPS AND summary ~ "printer" AND assignee is not EMPTY',
  'key in (HELP-1, HELP-500, OPS-7)',
  'status changed AND project = HELP',
];

/** One query at a time over 20,000 issues, against reading one issue. */
async function jqlFigure(twins: TwinsProcess): Promise<Figure> {
  const origin = await twins.forward('many', 'jira');
  const headers = { authorization: basic, accept: 'application/json', 'content-type': 'application/json' };
  const times: number[] = [];
  const floors: number[] = [];
  // The first rounds are not counted: code is compiled then.
  for (let round = -3; round < 15; round++) {
    for (const jql of queries) {
      const began = performance.now();
      const answer = await fetch(`${origin}/rest/api/3/search/jql`, {
        method: 'POST',
        headers,
        body: JSON.stringify({ jql, maxResults: 50, fields: ['summary', 'status'] }),
      });
      const text = await answer.text();
      if (round >= 0) times.push(performance.now() - began);
      if (answer.status !== 200) throw new Error(`${jql}: ${answer.status} ${text.slice(0, 200)}`);
      const floor = performance.now();
      await (await fetch(`${origin}/rest/api/3/issue/HELP-1?fields=summary`, { headers })).text();
      if (round >= 0) floors.push(performance.now() - floor);
    }
  }
  const value = rounded(quantile(times, 0.95), 1);
  const ratio = rounded(value / quantile(floors, 0.95), 1);
  return {
    name: 'twins.jira.jql.p95',
    value,
    unit: 'ms',
    against: 'one issue by its key',
    ratio,
    budget: wanted.jqlP95,
    ok: value <= wanted.jqlP95,
  };
}
