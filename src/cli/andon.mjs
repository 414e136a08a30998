#!/usr/bin/env node
// Plain JavaScript for whatever Node a machine has: finds the one that came with the packages and hands over to main.ts.
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findNode, nodeEnvironment } from '../../scripts/setup/node.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '../..');
const node = findNode(root);

if (node === null) {
  process.stderr.write(
    `Andon needs Node 22.18 or newer; this is ${process.versions.node} and the one in node_modules is not there.\nRun \`npm ci\` in ${root}.\n`,
  );
  process.exit(3);
}

const child = spawn(node, [join(here, 'main.ts'), ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: nodeEnvironment(root, node),
});
// Ctrl-C reaches the child by itself; it says when it is done.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => signal !== 'SIGINT' && child.kill(signal));
child.once('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
