import { parseArgs } from 'node:util';
import { twins } from './registry.ts';
import { checksOf } from './testing/conformance/checks.ts';
import { type CheckResult, runChecks } from './testing/conformance/run-checks.ts';
import { type Drawn, runSample, type Verdict } from './testing/conformance/sample.ts';

const names = twins.map(twin => twin.name).join('|');
const usage = `usage: npm run conformance -- ${names} [--json] [--only ID] | [${names}] --sample 10% [--draw SEED] [--json]`;

/** Runs the checks of one twin with real clients and prints the scorecard. Exit status 1 when one fails. */
async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    options: {
      json: { type: 'boolean', default: false },
      only: { type: 'string' },
      sample: { type: 'string' },
      draw: { type: 'string' },
    },
    allowPositionals: true,
  });
  if (values.sample !== undefined) return sample(positionals, { ...values, sample: values.sample });
  const twin = positionals[0] ?? '';
  const checks = checksOf[twin]?.filter(check => values.only === undefined || check.id.startsWith(values.only));
  if (checks === undefined || checks.length === 0) {
    process.stderr.write(`${usage}\n`);
    return 2;
  }
  // What an SDK leaves behind when it has been cut off by a null server is not the twin's failure.
  process.on('unhandledRejection', () => undefined);
  process.on('uncaughtException', error => process.stderr.write(`a client threw outside its check: ${error.message}\n`));
  const results = await runChecks(twin, checks, result => values.json || process.stdout.write(`${line(result)}\n`));
  const passed = results.filter(result => result.ok).length;
  const summary = { twin, passed, failed: results.length - passed };
  if (values.json) process.stdout.write(`${JSON.stringify({ ...summary, checks: results })}\n`);
  else process.stdout.write(`\n${twin}: ${passed} passed, ${summary.failed} failed of ${results.length}\n`);
  return summary.failed === 0 ? 0 : 1;
}

/** Draws operations from the vendors' descriptions. Without `--draw` each run draws others, and says which seed it used. */
async function sample(given: string[], values: { sample: string; draw?: string | undefined; json: boolean }): Promise<number> {
  const share = Number.parseFloat(values.sample) / 100;
  const seed = values.draw === undefined ? Math.floor(Math.random() * 1_000_000) + 1 : Number(values.draw);
  if (!(share > 0 && share <= 1) || !Number.isInteger(seed)) {
    process.stderr.write(`${usage}\n`);
    return 2;
  }
  let wrong = 0;
  for (const twin of given.length === 0 ? twins.map(({ name }) => name) : given) {
    const drawn = await runSample(twin, share, seed);
    const count = (verdict: Verdict) => drawn.filter(one => one.verdict === verdict).length;
    const summary = {
      twin,
      draw: seed,
      right: count('right'),
      refused: count('refused'),
      loud: count('loud'),
      wrong: count('wrong'),
    };
    wrong += summary.wrong;
    if (values.json) process.stdout.write(`${JSON.stringify({ ...summary, operations: drawn })}\n`);
    else process.stdout.write(sampleInWords(summary, drawn));
  }
  return wrong === 0 ? 0 : 1;
}

function sampleInWords(summary: Record<string, unknown>, drawn: Drawn[]): string {
  if (drawn.length === 0) return `${summary['twin']}: nothing drawn, since the vendor's description is not there\n`;
  const lines = drawn.map(({ operation, verdict, status, detail }) => `${verdict.padEnd(8)} ${operation} ${status} ${detail}`);
  const words = Object.entries(summary).map(([name, value]) => `${name} ${value}`);
  return `${lines.join('\n')}\n\n${words.join(', ')}\n`;
}

function line({ id, title, ok, passes, error }: CheckResult): string {
  const sign = (passed: boolean) => (passed ? 'pass' : 'fail');
  const nulls = (['404', '401', '200'] as const).map(kind => `${kind} ${sign(passes[kind])}`).join(', ');
  return `${ok ? 'ok  ' : 'FAIL'} ${id}: ${title} (twin ${sign(passes.twin)}; ${nulls})${error === null ? '' : `\n     ${error}`}`;
}

process.exit(await main());
