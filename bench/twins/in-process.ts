import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

// Run by itself as a process: what one emulator costs inside a program, once its modules are loaded. Prints one line.
// Arguments: `twins`, or `emulate` and the folder it is installed in.

/** ms, and bytes of memory in use, for a first instance and for each of the next; ms for a reset. */
export type Cost = { first: number; next: number; nextBytes: number; reset: number };

type Instance = { url: string; reset(): unknown };

const more = 20;

async function measure(open: () => Promise<Instance>, ask: (url: string) => Promise<boolean>): Promise<Cost> {
  const began = performance.now();
  const one = await open();
  if (!(await ask(one.url))) throw new Error('the first instance does not answer');
  const first = performance.now() - began;
  globalThis.gc?.();
  const before = process.memoryUsage().heapUsed;
  const start = performance.now();
  const others: Instance[] = [];
  for (let count = 0; count < more; count++) others.push(await open());
  const next = (performance.now() - start) / more;
  globalThis.gc?.();
  const nextBytes = (process.memoryUsage().heapUsed - before) / more;
  const rounds = 50;
  const resetting = performance.now();
  for (let round = 0; round < rounds; round++) await others[round % more]!.reset();
  return { first, next, nextBytes, reset: (performance.now() - resetting) / rounds };
}

async function twins(): Promise<Cost> {
  const { createServer: createHttp } = await import('node:http');
  const { createTwinHost, listen } = await import('../../digital-twins/kit/host.ts');
  const { checkSeed } = await import('../../digital-twins/kit/seed.ts');
  const { twins: all } = await import('../../digital-twins/registry.ts');
  const { seedOf, small, tokens } = await import('./seeds.ts');
  const document = seedOf(small);
  let host: ReturnType<typeof createTwinHost> | undefined;
  let count = 0;
  const open = async () => {
    host ??= createTwinHost(all, 'token-of-the-benchmark');
    const { handlers, namespaces } = host;
    const { namespace } = namespaces.ensure(`n${count++}`, checkSeed(document, all), true);
    const server = createHttp((incoming, response) => void handlers.get('slack')?.serve(namespace, incoming, response));
    const port = await listen(server);
    return { url: `http://127.0.0.1:${port}`, reset: () => namespace.reset() };
  };
  const ask = async (url: string) => {
    const headers = { authorization: `Bearer ${tokens.slack}` };
    return (await (await fetch(`${url}/api/auth.test`, { method: 'POST', headers })).json()).ok === true;
  };
  return measure(open, ask);
}

async function emulate(folder: string): Promise<Cost> {
  const { createEmulator } = await import(pathToFileURL(join(folder, 'node_modules/emulate/dist/api.js')).href);
  const open = async () => {
    const slack = await createEmulator({ service: 'slack', port: await freePort() });
    const okta = await createEmulator({ service: 'okta', port: await freePort() });
    return {
      url: slack.url,
      reset: async () => {
        await slack.reset();
        await okta.reset();
      },
    };
  };
  const ask = async (url: string) => {
    const headers = { authorization: 'Bearer test_token_admin' };
    return (await (await fetch(`${url}/api/auth.test`, { method: 'POST', headers })).json()).ok === true;
  };
  return measure(open, ask);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}

const [which = '', folder = ''] = process.argv.slice(2);
const cost = which === 'emulate' ? await emulate(folder) : await twins();
process.stdout.write(`${JSON.stringify(cost)}\n`);
process.exit(0);
