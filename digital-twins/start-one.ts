import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { parseArgs } from 'node:util';
import { dialDirectly } from './kit/dialler.ts';
import { createTwinHost, listen } from './kit/host.ts';
import { checkSeed, parseSeedText } from './kit/seed.ts';
import { TwinError } from './kit/twin-error.ts';
import { twins } from './registry.ts';

const names = twins.map(twin => twin.name).join('|');
const usage = `usage: node digital-twins/start.ts ${names} [--port 4010] [--seed seed.yaml] [--admin-port 4011] [--host 127.0.0.1]`;

/** One twin alone, in a namespace of its own, for as long as the process runs. What it calls, it calls from this machine. */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: {
      port: { type: 'string', default: '0' },
      'admin-port': { type: 'string', default: '0' },
      host: { type: 'string', default: process.env['TWIN_HOST'] ?? '127.0.0.1' },
      seed: { type: 'string' },
    },
    allowPositionals: true,
  });
  const name = positionals[0] ?? '';
  const [port, adminPort] = [Number(values.port), Number(values['admin-port'])];
  if (!twins.some(twin => twin.name === name) || !isPort(port) || !isPort(adminPort)) return fail(usage, 2);
  // A fixed one may be given, so that a script can reach the admin interface.
  const token = process.env['TWIN_ADMIN_TOKEN'] || randomBytes(24).toString('base64url');
  const host = createTwinHost(twins, token);
  const text = values.seed === undefined ? '' : readFileSync(values.seed === '-' ? 0 : values.seed, 'utf8');
  const { namespace } = host.namespaces.ensure('alone', checkSeed(parseSeedText(text), twins), false);
  namespace.setDial(dialDirectly);
  const handler = host.handlers.get(name);
  const server = createServer((incoming, response) => void handler?.serve(namespace, incoming, response));
  server.on('upgrade', (incoming, socket, head) => {
    socket.on('error', () => socket.destroy());
    handler?.upgrade(namespace, incoming, socket, head);
  });
  const open = await listen(server, port, values.host);
  const admin = await listen(host.admin, adminPort, values.host);
  process.stdout.write(`${name} twin: http://localhost:${open}\n`);
  process.stdout.write(`admin: http://localhost:${admin}/namespaces/alone/state (Authorization: Bearer ${token})\n`);
}

// As the first process of a container it would not hear these otherwise.
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => process.exit(0));

function isPort(port: number): boolean {
  return Number.isInteger(port) && port >= 0 && port < 65_536;
}

function fail(message: string, status: number): void {
  process.stderr.write(`${message}\n`);
  process.exitCode = status;
}

await main().catch((error: unknown) => {
  if (error instanceof TwinError) return fail(error.message, 2);
  if (error instanceof Error && 'code' in error) return fail(error.message, error.code === 'EADDRINUSE' ? 3 : 2);
  throw error;
});
