import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { measureDrift } from './drift/measure.ts';
import { readRecording } from './drift/read-recording.ts';
import { inWords, rank } from './drift/report.ts';
import { parseSeedText } from './kit/seed.ts';
import { TwinError } from './kit/twin-error.ts';
import { twins } from './registry.ts';

const names = twins.map(twin => twin.name).join('|');
const usage = `usage: node digital-twins/drift.ts RECORDING --twin ${names} [--seed seed.yaml] [--authorization "SSWS …"] [--json]`;

/** Replays a recording of the real service against its twin and prints how they differ, worst first. Status 1 when they do. */
async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    options: {
      twin: { type: 'string', default: '' },
      seed: { type: 'string' },
      authorization: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
    allowPositionals: true,
  });
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0 || !twins.some(twin => twin.name === values.twin)) {
    process.stderr.write(`${usage}\n`);
    return 2;
  }
  const exchanges = readRecording(readFileSync(file, 'utf8'));
  const outcomes = await measureDrift(values.twin, exchanges, {
    ...(values.seed === undefined ? {} : { seed: parseSeedText(readFileSync(values.seed, 'utf8')) }),
    ...(values.authorization === undefined ? {} : { authorization: values.authorization }),
  });
  const ranked = rank(outcomes);
  const alike = outcomes.filter(({ differences }) => differences.length === 0).length;
  const document = { twin: values.twin, exchanges: outcomes.length, alike, differences: ranked };
  process.stdout.write(`${values.json ? JSON.stringify(document) : inWords(outcomes, ranked)}\n`);
  return ranked.length === 0 ? 0 : 1;
}

process.exitCode = await main().catch((error: unknown) => {
  if (!(error instanceof TwinError) && !(error instanceof Error && 'code' in error)) throw error;
  process.stderr.write(`${error.message}\n`);
  return 2;
});
