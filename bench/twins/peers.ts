import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** The emulators the twins are compared with, pinned; installed beside nothing of ours, once per machine. */
const packages = ['emulate@0.12.2', '@mockoon/cli@9.9.0'];

export type Peer = { readonly port: number; stop(): Promise<void> };

/** The folder they are installed in. Throws when the registry cannot be reached. */
export async function installPeers(): Promise<string> {
  const folder = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'andon-bench-peers');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), '{"private":true}');
  const npm = process.env['npm_execpath'];
  const words = ['install', '--no-audit', '--no-fund', '--no-save', '--loglevel=error', ...packages];
  await promisify(execFile)(npm ? process.execPath : 'npm', npm ? [npm, ...words] : words, { cwd: folder });
  return folder;
}

/** `service` is slack or okta, with the state that it makes of `seed` (its own YAML), or of nothing. */
export async function startEmulate(folder: string, service: string, seed = ''): Promise<Peer> {
  const place = await mkdtemp(join(tmpdir(), 'andon-bench-emulate-'));
  const port = await freePort();
  const file = join(place, 'seed.yaml');
  await writeFile(file, seed);
  const words = [join(folder, 'node_modules/.bin/emulate'), 'start', '--service', service, '--port', String(port)];
  return startPeer(place, port, seed === '' ? words : [...words, '--seed', file]);
}

/** Answers one path with one text: a floor of what a general mock server takes to answer anything. */
export async function startMockoon(folder: string, route: { method: string; path: string; body: string }): Promise<Peer> {
  const place = await mkdtemp(join(tmpdir(), 'andon-bench-mockoon-'));
  const port = await freePort();
  const file = join(place, 'environment.json');
  await writeFile(file, JSON.stringify(environment(port, route)));
  const words = [join(folder, 'node_modules/.bin/mockoon-cli'), 'start', '--data', file, '--disable-log-to-file'];
  return startPeer(place, port, [...words, '--max-transaction-logs', '1']);
}

async function startPeer(place: string, port: number, words: readonly string[]): Promise<Peer> {
  const child = spawn(process.execPath, words, { cwd: place, stdio: 'ignore' });
  await answering(child, port);
  return {
    port,
    stop: async () => {
      const ended = new Promise(done => child.once('exit', done));
      child.kill('SIGKILL');
      await ended;
      await rm(place, { recursive: true, force: true });
    },
  };
}

async function answering(child: ChildProcess, port: number): Promise<void> {
  for (let tries = 0; tries < 300; tries++) {
    if (child.exitCode !== null) throw new Error(`the peer ended with ${child.exitCode}`);
    const isThere = await fetch(`http://127.0.0.1:${port}/`).then(
      () => true,
      () => false,
    );
    if (isThere) return;
    await new Promise(done => setTimeout(done, 100));
  }
  throw new Error('the peer did not start within 30 s');
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/** One route of mockoon's environment file, with every field that it wants. */
function environment(port: number, { method, path, body }: { method: string; path: string; body: string }) {
  const response = {
    uuid: 'response',
    body,
    latency: 0,
    statusCode: 200,
    label: '',
    headers: [{ key: 'Content-Type', value: 'application/json' }],
    bodyType: 'INLINE',
    filePath: '',
    databucketID: '',
    sendFileAsBody: false,
    rules: [],
    rulesOperator: 'OR',
    disableTemplating: true,
    fallbackTo404: false,
    default: true,
    crudKey: 'id',
    callbacks: [],
  };
  const route = {
    uuid: 'route',
    type: 'http',
    documentation: '',
    method: method.toLowerCase(),
    endpoint: path.replace(/^\//, ''),
    responses: [response],
    responseMode: null,
    streamingMode: null,
    streamingInterval: 0,
  };
  const off = { enabled: false, type: 'CERT', pfxPath: '', certPath: '', keyPath: '', caPath: '', passphrase: '' };
  return {
    uuid: 'environment',
    lastMigration: 33,
    name: 'bench',
    port,
    hostname: '127.0.0.1',
    endpointPrefix: '',
    latency: 0,
    folders: [],
    routes: [route],
    rootChildren: [{ type: 'route', uuid: 'route' }],
    proxyMode: false,
    proxyHost: '',
    proxyRemovePrefix: false,
    tlsOptions: off,
    cors: false,
    headers: [],
    proxyReqHeaders: [],
    proxyResHeaders: [],
    data: [],
    callbacks: [],
  };
}
