import { createInterface } from 'node:readline';
import { z } from 'zod';
import { createTwinHost, listen } from './kit/host.ts';
import { twins } from './registry.ts';

const helloSchema = z.object({ token: z.string().regex(/^[\x21-\x7e]{16,200}$/) });

/** The process Andon starts: one line in, one line out, and an end when stdin closes, so that it never outlives Andon. */
async function main(): Promise<void> {
  const lines = createInterface({ input: process.stdin });
  lines.once('close', () => process.exit(0));
  lines.once('line', line => void start(line));
}

async function start(line: string): Promise<void> {
  const hello = helloSchema.safeParse(parseLine(line));
  if (!hello.success) {
    process.stderr.write('the first line must be {"token":"…"} with 16 to 200 printable characters\n');
    process.exit(2);
  }
  const { admin, ingress } = createTwinHost(twins, hello.data.token);
  const ports = { admin: await listen(admin), ingress: await listen(ingress) };
  process.stdout.write(`${JSON.stringify(ports)}\n`);
}

function parseLine(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

await main();
