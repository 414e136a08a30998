import { execFileSync, spawn } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import tar from 'tar-stream';

const root = new URL('..', import.meta.url).pathname;
/** What the twins need of node_modules, and what of it no program reads. */
const packages = ['ws', 'yaml', 'zod'];
const unread = /\.(md|d\.ts|d\.cts|map|test\.ts)$|\/(src|browser|testing|conformance)(\/|$)|zod\/(locales|v4\/locales)/;

/**
 * Makes a container image of the twins alone: this machine's Node, the libraries that it loads, and our sources; nothing
 * else, not even a shell. Nothing is fetched. `docker run --rm -p 4010:4010 IMAGE slack --port 4010 --seed - < seed.yaml`
 */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { tag: { type: 'string', default: 'andon-twins' } } });
  if (process.platform !== 'linux') return fail('The image is made of this machine’s Node, so it can be made on Linux only.', 3);
  const pack = tar.pack();
  addRuntime(pack);
  addFolder(pack, join(root, 'digital-twins'));
  for (const name of packages) addFolder(pack, join(root, 'node_modules', name));
  pack.entry({ name: 'twins/package.json' }, '{"type":"module"}');
  pack.finalize();
  await importImage(pack, values.tag);
}

/** Node and what the loader says that it needs. */
function addRuntime(pack: tar.Pack): void {
  const libraries = execFileSync('ldd', [process.execPath], { encoding: 'utf8' }).matchAll(/(\/\S+) \(0x/g);
  addFile(pack, process.execPath, 'bin/node', 0o755);
  for (const [, file = ''] of libraries) addFile(pack, file, file.slice(1), 0o755);
  pack.entry({ name: 'etc/passwd' }, 'twins:x:65534:65534::/:/bin/false\n');
  pack.entry({ name: 'etc/hosts' }, '127.0.0.1 localhost\n');
}

function addFolder(pack: tar.Pack, folder: string): void {
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const path = join(folder, file);
    if (!unread.test(path.slice(folder.length)) && statSync(path).isFile())
      addFile(pack, path, join('twins', relative(root, path)));
  }
}

function addFile(pack: tar.Pack, file: string, name: string, mode = 0o644): void {
  pack.entry({ name, mode }, readFileSync(file));
}

async function importImage(pack: tar.Pack, tag: string): Promise<void> {
  const changes = [
    'ENTRYPOINT ["/bin/node","/twins/digital-twins/start.ts"]',
    'CMD ["slack"]',
    'USER 65534',
    'WORKDIR /twins',
    // Inside a container the only way in is the port that its owner publishes.
    'ENV TWIN_HOST=0.0.0.0',
  ];
  const docker = spawn('docker', ['import', ...changes.flatMap(change => ['--change', change]), '-', tag], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = new Promise<number | null>((resolve, reject) => docker.once('error', reject).once('exit', resolve));
  docker.stdout.resume();
  await pipeline(pack, docker.stdin);
  const status = await ended;
  if (status !== 0) return fail(`docker import ended with ${status}.`, 3);
  process.stdout.write(`image: ${tag}\n`);
}

function fail(message: string, status: number): void {
  process.stderr.write(`${message}\n`);
  process.exitCode = status;
}

await main().catch((error: NodeJS.ErrnoException) => fail(`The image was not made: ${error.message}`, 3));
