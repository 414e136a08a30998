import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { step } from './run.mjs';
import { hashOf, isStamped, stamp } from './stamp.mjs';

const shared = ['src/base', 'src/contract', 'src/rpc', 'package-lock.json'];

/** Builds the pages of the control room when anything that goes into them has changed. */
export async function ensurePages(root, node) {
  const vite = [
    join(root, 'node_modules/vite/bin/vite.js'),
    'build',
    '--config',
    'src/renderer/vite.config.ts',
    '--logLevel',
    'warn',
  ];
  await ensureBuilt(root, {
    title: 'Building the pages',
    sources: ['src/renderer', ...shared],
    made: 'out/renderer/index.html',
    stampFile: 'out/.pages',
    node,
    args: vite,
  });
}

/** Builds what Electron runs, in the same way. */
export async function ensureDesktop(root, node) {
  const args = [join(root, 'node_modules/electron-vite/bin/electron-vite.js'), 'build', '--logLevel', 'warn'];
  await ensureBuilt(root, {
    title: 'Building the desktop app',
    sources: ['src', 'electron.vite.config.ts', 'package-lock.json'],
    made: 'out/main/index.js',
    stampFile: 'out/.desktop',
    node,
    args,
  });
}

async function ensureBuilt(root, { title, sources, made, stampFile, node, args }) {
  const file = join(root, stampFile);
  const wanted = hashOf(root, sources);
  if (existsSync(join(root, made)) && isStamped(file, wanted)) return;
  await step(title, node, args, { cwd: root });
  stamp(file, wanted);
}
