import { appendFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { createRecorder } from './drift/record.ts';
import { listen } from './kit/host.ts';

const usage =
  'usage: node digital-twins/record.ts --upstream https://my-sandbox.example --out recording.jsonl --sandbox [--port 4020]';

/** Stands before a real service, passes everything on, and writes down what was said, without secrets. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      upstream: { type: 'string', default: '' },
      out: { type: 'string', default: '' },
      port: { type: 'string', default: '0' },
      sandbox: { type: 'boolean', default: false },
    },
  });
  const upstream = URL.parse(values.upstream);
  const port = Number(values.port);
  if (upstream === null || !/^https?:$/.test(upstream.protocol) || values.out === '' || !Number.isInteger(port))
    return fail(usage);
  if (!values.sandbox) {
    return fail(
      `This passes real requests on to ${upstream.origin} and writes the answers to ${values.out}, with tokens, passwords and addresses of people taken out. Say --sandbox when it is a sandbox of your own.`,
    );
  }
  // Never over a recording that is there: it cannot be made again.
  writeFileSync(values.out, '', { flag: 'wx', mode: 0o600 });
  const server = createRecorder(upstream, line => appendFileSync(values.out, `${line}\n`));
  process.stdout.write(`recorder: http://localhost:${await listen(server, port)}\n`);
}

function fail(message: string): void {
  process.stderr.write(`${message}\n`);
  process.exitCode = 2;
}

await main().catch((error: unknown) => {
  if (!(error instanceof Error && 'code' in error)) throw error;
  const isThere = error.code === 'EEXIST';
  fail(isThere ? `${error.message}. Name another file with --out.` : error.message);
});
