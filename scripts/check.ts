import { spawn } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const bin = (path: string, ...args: string[]) => [join(root, 'node_modules', path), ...args];

/** What is checked, and by what; all at once. */
const checks: Readonly<Record<string, readonly string[]>> = {
  types: bin('typescript/bin/tsc', '--noEmit', '-p', 'tsconfig.json'),
  'lint and format': bin('@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '.'),
  layers: bin('dependency-cruiser/bin/dependency-cruiser.mjs', '--config', '.dependency-cruiser.mjs', 'src', 'digital-twins'),
  'dead code': bin('knip/bin/knip.js', '--no-progress'),
};

type Outcome = { readonly name: string; readonly isFine: boolean; readonly output: string };

const began = Date.now();
const outcomes = await Promise.all(Object.entries(checks).map(([name, words]) => outcomeOf(name, words)));
for (const { isFine, output } of outcomes) if (!isFine) process.stdout.write(`${output.trimEnd()}\n\n`);
const words = outcomes.map(({ name, isFine }) => `${name} ${isFine ? 'ok' : 'FAILED'}`);
process.stdout.write(`check: ${words.join(', ')} (${((Date.now() - began) / 1000).toFixed(1)} s)\n`);
process.exitCode = outcomes.every(({ isFine }) => isFine) ? 0 : 1;

function outcomeOf(name: string, words: readonly string[]): Promise<Outcome> {
  return new Promise(done => {
    const child = spawn(process.execPath, words, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const keep = (bytes: Buffer) => {
      output += bytes.toString('utf8');
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.once('error', error => done({ name, isFine: false, output: error.message }));
    child.once('close', code => done({ name, isFine: code === 0, output }));
  });
}
