import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRoom } from '../app/open-room.ts';
import type { Room } from '../app/room.ts';
import { AppError } from '../base/app-error.ts';
import {
  type EventEnvelope,
  encodeTerminalFrame,
  type Gate,
  type JobCard,
  type RunDetail,
  type StationView,
} from '../contract/index.ts';
import { runCli } from './run-cli.ts';

const card: JobCard = {
  id: 'J-1',
  title: 'Escalating twice \u001b[31mposts\u202e two messages',
  project: 'helpdesk',
  line: 'bug-fix',
  kind: 'bug',
  column: 'review',
  status: { tone: 'ask', mark: 'review', text: 'Waits for review', aside: null },
  run: null,
  gate: null,
  agent: 'replay',
  costUsd: null,
  added: 1,
  removed: 2,
  thumbnail: null,
  terminalState: null,
  reason: null,
  disposition: null,
  mergedAs: null,
  isIsolated: false,
  createdAt: 1,
  since: 1,
};
const gate: Gate = {
  id: 'J-1.1/review.1',
  run: 'J-1.1',
  job: 'J-1',
  kind: 'review',
  text: 'Merge this change?',
  version: 7,
  askedAt: 1,
  choices: [
    { id: 'approve', label: 'Approve & merge', needsNote: false, isPrimary: true, blocked: null },
    { id: 'reject', label: 'Reject', needsNote: true, isPrimary: false, blocked: null },
  ],
};
const run: RunDetail = {
  id: 'J-1.1',
  job: 'J-1',
  number: 1,
  title: 'Escalating twice',
  project: 'helpdesk',
  line: 'bug-fix',
  status: 'running',
  version: 7,
  stages: [],
  edges: [],
  base: null,
  candidate: null,
  gate: null,
  station: null,
  agent: 'replay',
  costUsd: 0.5,
  added: 0,
  removed: 0,
  terminalState: null,
  reason: null,
  hasEvidence: false,
  startedAt: 1,
  endedAt: null,
};
const station: StationView = {
  id: 'J-1.1/implement',
  job: 'J-1',
  run: 'J-1.1',
  stage: 'implement',
  purpose: 'agent',
  status: 'running',
  cause: null,
  isIsolated: true,
  runtime: 'docker',
  startedAt: 1,
  image: null,
  limits: { memoryMb: 1024, cpus: 2, pids: 512, diskMb: 2048 },
  isOrphan: false,
};
const event = (seq: number, text: string): EventEnvelope => ({
  seq,
  v: 1,
  job: 'J-1',
  run: 'J-1.1',
  at: 1_000,
  actor: 'line',
  cause: null,
  type: 'stage.finished',
  body: {},
  text,
});

const seen: unknown[] = [];
let hasEnded = false;
const handlers = {
  'job.list': async () => ({ seq: 1, cards: [card] }),
  'job.add': async ({ text }: { text: string }) => {
    if (!text.startsWith('schema'))
      throw new AppError('invalid', 'packet.not-yaml', 'This is not a packet.', { hint: 'Begin with `schema: packet/1`.' });
    return card;
  },
  'job.get': async () => ({
    card,
    packetText: '',
    goal: 'One message.',
    acceptance: [],
    nonGoals: [],
    fields: [],
    readiness: { isReady: true, items: [] },
    runs: [{ id: 'J-1.1', number: 1, terminalState: null, reason: null, startedAt: 1, endedAt: null }],
  }),
  'job.start': async () => card,
  'gate.list': async () => [gate],
  'gate.answer': async (answer: unknown) => {
    seen.push(answer);
    return { job: 'J-1', run: 'J-1.1', version: 8 };
  },
  'run.get': async () =>
    hasEnded
      ? { ...run, status: 'ended', terminalState: 'ESCALATE', reason: { code: 'budget', text: 'It took too long.' } }
      : run,
  async *'run.events'() {
    yield event(1, 'It began.');
    hasEnded = true;
    yield event(2, 'It ended.');
    await new Promise(() => {});
  },
  'station.list': async () => [station],
  'station.inspect': async () => station,
  'station.remove': async (removed: unknown) => {
    seen.push(removed);
    return {};
  },
  async *'station.terminal'() {
    yield encodeTerminalFrame({ type: 'output', offset: 0, bytes: Buffer.from('hello') });
    yield encodeTerminalFrame({ type: 'ended', exitCode: 3 });
  },
  'evidence.verify': async () => ({
    ok: false,
    hash: 'abc',
    problems: [{ file: 'blobs/x', problem: 'It was changed.' }],
    comparedWith: ['journal'],
  }),
} as unknown as Room['handlers'];

let home = '';
let room: Room;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'andon-cli-'));
  const shell = {
    'shell.get': async () => ({ kind: 'browser', pid: 1, address: null }) as const,
    'shell.open': async () => ({ shown: 'link', url: 'http://127.0.0.1:1/#token=x' }) as const,
  };
  const config = { home, factory: 'sample', runtime: 'local', pace: 'fast', onProgress: () => {} } as const;
  room = await openRoom({ config, create: async () => ({ handlers, close: async () => {} }), shell, onError: () => {} });
});

afterAll(async () => {
  await room.close();
  await rm(home, { recursive: true });
});

function andon(...args: string[]) {
  return andonIn(home, ...args);
}

async function andonIn(place: string, ...args: string[]): Promise<{ out: string; err: string; status: number }> {
  const out: string[] = [];
  const err: string[] = [];
  const io = { out: (text: string) => void out.push(text), err: (text: string) => void err.push(text) };
  const status = await runCli(['--home', place, ...args], io, new AbortController().signal);
  return { out: out.join(''), err: err.join(''), status };
}

describe('a command', () => {
  it('shows what is asked for, with nothing in it that steers the terminal', async () => {
    const { out, status } = await andon('job', 'list');
    expect(status).toBe(0);
    expect(out).toContain('J-1  review');
    expect(out).toContain('unknown');
    expect(out).not.toMatch(/\u001b|\u202e/);
  });

  it('answers one JSON document with --json, wherever that stands', async () => {
    expect(JSON.parse((await andon('job', 'list', '--json')).out)).toMatchObject([{ id: 'J-1' }]);
    expect(JSON.parse((await andon('--json', 'gate', 'list')).out)).toMatchObject([{ id: gate.id }]);
  });

  it('says what is wrong and what to do, and ends with 2 for wrong use', async () => {
    const file = join(home, 'packet.yaml');
    await writeFile(file, 'no packet');
    expect(await andon('job', 'add', file)).toMatchObject({
      status: 2,
      err: 'This is not a packet.\nBegin with `schema: packet/1`.\n',
    });
    expect(JSON.parse((await andon('job', 'add', file, '--json')).out)).toMatchObject({
      error: { code: 'packet.not-yaml', hint: expect.any(String) },
    });
    expect(await andon('job', 'add', join(home, 'none.yaml'))).toMatchObject({
      status: 2,
      err: expect.stringContaining('cannot be read'),
    });
  });

  it('that does not exist gets the nearest one and status 2', async () => {
    const { err, status } = await andon('jb', 'list');
    expect(status).toBe(2);
    expect(err).toContain('job');
    expect((await andon('job', 'lst')).status).toBe(2);
    expect((await andon('job', 'add')).status).toBe(2);
    expect((await andon('--help')).status).toBe(0);
  });

  it('ends with 3 when it needs a room and none runs', async () => {
    const empty = await mkdtemp(join(tmpdir(), 'andon-none-'));
    const { err, status } = await andonIn(empty, 'job', 'start', 'J-1');
    expect(status).toBe(3);
    expect(err).toContain('andon start');
    await rm(empty, { recursive: true });
  });
});

describe('a gate', () => {
  it('is answered at the version that was seen, by its own id or its job', async () => {
    expect((await andon('gate', 'answer', 'J-1', 'reject', '--note', 'Not like this.')).status).toBe(0);
    expect(seen.at(-1)).toEqual({ gate: gate.id, choice: 'reject', note: 'Not like this.', version: 7 });
  });

  it('refuses an answer it does not take, and names those it does', async () => {
    expect(await andon('gate', 'answer', 'J-1', 'maybe')).toMatchObject({
      status: 2,
      err: expect.stringContaining('approve, reject'),
    });
    expect((await andon('gate', 'answer', 'J-9', 'approve')).status).toBe(2);
  });
});

describe('a run', () => {
  it('is followed to its end, which decides the status', async () => {
    const { out, status } = await andon('run', 'J-1', '--follow');
    expect(out).toMatch(/It began\.[\s\S]*It ended\.[\s\S]*ESCALATE/);
    expect(status).toBe(1);
  });
});

describe('a station', () => {
  it('is deleted only when that was said', async () => {
    expect(await andon('station', 'rm', station.id)).toMatchObject({ status: 2, err: expect.stringContaining('--yes') });
    expect(seen).not.toContainEqual({ station: station.id });
    expect((await andon('station', 'rm', station.id, '--yes')).status).toBe(0);
    expect(seen.at(-1)).toEqual({ station: station.id });
  });

  it('gives its terminal as frames', async () => {
    const { out, status } = await andon('station', 'attach', station.id, '--json');
    expect(
      out
        .trim()
        .split('\n')
        .map(line => JSON.parse(line)),
    ).toEqual([
      { type: 'output', offset: 0, bytes: Buffer.from('hello').toString('base64') },
      { type: 'ended', exitCode: 3 },
    ]);
    expect(status).toBe(1);
  });
});

describe('evidence, lines, scenarios and factories', () => {
  it('that was changed ends with 1', async () => {
    expect(await andon('evidence', 'verify', 'J-1.1')).toMatchObject({ status: 1, out: expect.stringContaining('blobs/x') });
  });

  it('are linted from a file', async () => {
    const file = join(home, 'line.dot');
    await writeFile(file, 'digraph x { start [shape=Mdiamond] }');
    expect((await andon('line', 'lint', file)).status).toBe(1);
    expect((await andon('line', 'lint', 'resources/lines/bug-fix/line.dot')).status).toBe(0);
    const scenario = join(home, 'x.yaml');
    await writeFile(scenario, 'schema: holdout/1\n');
    expect(await andon('scenario', 'lint', scenario)).toMatchObject({ status: 1, out: expect.stringContaining('x.yaml:1') });
  });

  it('are begun, extended and looked over', async () => {
    const git = promisify(execFile);
    const product = join(home, 'shop');
    await mkdir(product);
    await git('git', ['init', '-q', '-b', 'trunk', product]);
    await git('git', ['-C', product, '-c', 'user.name=a', '-c', 'user.email=a@b', 'commit', '-q', '--allow-empty', '-m', 'x']);
    const factory = join(home, 'factory');
    expect((await andon('init', factory)).status).toBe(0);
    expect((await andon('init', factory)).status).toBe(1);
    expect((await andon('project', 'add', product, '--factory', factory)).status).toBe(0);
    expect(await readFile(join(factory, 'factory.yaml'), 'utf8')).toContain('target: trunk');
    expect((await andon('project', 'doctor', 'shop', '--factory', factory)).status).toBe(0);
    expect(await andon('project', 'doctor', join(home, 'nowhere'), '--factory', factory)).toMatchObject({ status: 1 });
    expect(JSON.parse((await andon('project', 'doctor', product, '--json')).out)).toContainEqual(
      expect.objectContaining({ id: 'target', status: 'failed', fix: expect.stringContaining('trunk') }),
    );
  });
});

describe('open', () => {
  it('gives a fresh link of the room that runs', async () => {
    expect((await andon('open')).out).toBe('http://127.0.0.1:1/#token=x\n');
    expect((await andon('start', '--json')).out).toContain('token');
  });
});

describe('doctor', () => {
  it('looks at every part and gives each failing one its fix', async () => {
    const checks = JSON.parse((await andon('doctor', '--json')).out) as { id: string; status: string; fix: string | null }[];
    expect(checks.map(check => check.id)).toEqual(
      expect.arrayContaining(['node', 'browser', 'docker', 'image', 'git', 'disk', 'agents']),
    );
    for (const check of checks) if (check.status !== 'ok') expect(check.fix).toEqual(expect.any(String));
    expect((await andon('doctor')).out).toContain('Docker engine');
  });
});

describe('a twin', () => {
  it('is started alone, says where it is, and ends when it is asked to', async () => {
    const stop = new AbortController();
    const written = Promise.withResolvers<string>();
    const running = runCli(['twin', 'start', 'slack', '--json'], { out: written.resolve, err: () => {} }, stop.signal);
    const { url } = JSON.parse(await written.promise) as { url: string };
    expect((await fetch(`${url}/api/api.test`)).status).toBeLessThan(500);
    stop.abort();
    expect(await running).toBe(0);
  });
});
