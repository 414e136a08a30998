import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { parseArgs } from 'node:util';
import { createTwinHost, listen } from './kit/host.ts';
import { checkSeed, parseSeedText } from './kit/seed.ts';
import { TwinError } from './kit/twin-error.ts';
import { twins } from './registry.ts';

const usage = `usage: node digital-twins/start.ts ${twins.map(twin => twin.name).join('|')} [--port 4010] [--seed seed.yaml]`;

/** One twin alone, in a namespace of its own, for as long as the process runs. */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: { port: { type: 'string', default: '0' }, seed: { type: 'string' } },
    allowPositionals: true,
  });
  const name = positionals[0] ?? '';
  const port = Number(values.port);
  if (!twins.some(twin => twin.name === name) || !Number.isInteger(port)) return fail(usage, 2);
  const token = randomBytes(24).toString('base64url');
  const host = createTwinHost(twins, token);
  const text = values.seed === undefined ? '' : await readFile(values.seed, 'utf8');
  const { namespace } = host.namespaces.ensure('alone', checkSeed(parseSeedText(text), twins), false);
  const server = createServer((incoming, response) => void host.handlers.get(name)?.(namespace, incoming, response));
  const open = await listen(server, port);
  process.stdout.write(`${name} twin: http://localhost:${open}\n`);
  process.stdout.write(
    `admin: http://127.0.0.1:${await listen(host.admin)}/namespaces/alone/state (Authorization: Bearer ${token})\n`,
  );
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
