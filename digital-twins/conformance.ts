import { parseArgs } from 'node:util';
import { twins } from './registry.ts';
import { checksOf } from './testing/conformance/checks.ts';
import { type CheckResult, runChecks } from './testing/conformance/run-checks.ts';

const names = twins.map(twin => twin.name).join('|');
const usage = `usage: npm run conformance -- ${names} [--json] [--only ID]`;

/** Runs the checks of one twin with real clients and prints the scorecard. Exit status 1 when one fails. */
async function main(): Promise<number> {
  const options = { json: { type: 'boolean', default: false }, only: { type: 'string' } } as const;
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
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

function line({ id, title, ok, passes, error }: CheckResult): string {
  const sign = (passed: boolean) => (passed ? 'pass' : 'fail');
  const nulls = (['404', '401', '200'] as const).map(kind => `${kind} ${sign(passes[kind])}`).join(', ');
  return `${ok ? 'ok  ' : 'FAIL'} ${id}: ${title} (twin ${sign(passes.twin)}; ${nulls})${error === null ? '' : `\n     ${error}`}`;
}

process.exit(await main());
