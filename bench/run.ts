import { parseArgs } from 'node:util';
import { demo } from './demo.ts';
import type { Bench, Figure } from './figure.ts';
import { start } from './start.ts';
import { twins } from './twins.ts';

/** Every benchmark by the name that `npm run bench -- NAME` gives it. */
const benches: Readonly<Record<string, Bench>> = { start, demo, twins };

/** Runs one benchmark, or all; one line per figure. The status is 1 when a figure is over its budget, 2 for wrong use. */
async function main(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    options: { json: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  const names = positionals.length === 0 ? Object.keys(benches) : positionals;
  const unknown = names.find(name => !Object.hasOwn(benches, name));
  if (unknown !== undefined) {
    process.stderr.write(`There is no benchmark "${unknown}". There are: ${Object.keys(benches).join(', ')}.\n`);
    return 2;
  }
  let isFine = true;
  for (const name of names) {
    const figures = await benches[name]!(message => process.stderr.write(`${name}: ${message}\n`));
    for (const figure of figures) process.stdout.write(`${values.json ? JSON.stringify(figure) : inWords(figure)}\n`);
    isFine = figures.every(figure => figure.ok) && isFine;
  }
  return isFine ? 0 : 1;
}

function inWords({ name, value, unit, against, ratio, budget, ok }: Figure): string {
  return `${name}: ${value} ${unit} (budget ${budget} ${unit}, ${ok ? 'ok' : 'OVER'}), ${ratio} × ${against}`;
}

process.exitCode = await main(process.argv.slice(2));
