// What every `npm` command runs first: whatever is missing is put in place, then the work begins on the right Node.
// Plain JavaScript without packages, for any Node from 18 on, since on a fresh machine there is nothing else yet.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { engineAnswers } from './setup/engine.mjs';
import { findNode, nodeEnvironment } from './setup/node.mjs';
import { ensurePackages } from './setup/packages.mjs';
import { ensureDesktop, ensurePages } from './setup/pages.mjs';
import { run } from './setup/run.mjs';
import { SetupError, say } from './setup/say.mjs';
import { canInstall, installParts, missingParts, startEngine } from './setup/system.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** What each command needs before it can begin, and what it runs. */
const commands = {
  start: { needs: ['system', 'pages', 'desktop'], file: 'src/cli/main.ts', words: ['start'] },
  demo: { needs: ['system'], file: 'src/cli/main.ts', words: ['demo'] },
  test: { needs: ['system', 'pages'], file: 'scripts/test.ts', words: [] },
  check: { needs: [], file: 'scripts/check.ts', words: [] },
  bench: { needs: ['system', 'pages'], file: 'bench/run.ts', words: [] },
  conformance: { needs: ['system'], file: 'digital-twins/conformance.ts', words: [] },
  build: { needs: [], file: 'node_modules/electron-vite/bin/electron-vite.js', words: ['build'] },
  andon: { needs: [], file: 'src/cli/main.ts', words: [] },
};

async function main([name = '', ...given]) {
  const command = commands[name];
  if (command === undefined)
    throw new SetupError(`There is no command "${name}".`, `The commands are: ${Object.keys(commands).join(', ')}.`);
  const mayInstallDocker = Boolean(process.env.CI) || given.includes('--yes');
  await ensurePackages(root);
  if (command.needs.includes('system')) await ensureSystem(mayInstallDocker);
  const node = findNode(root);
  if (node === null) throw new SetupError(`Node ${process.versions.node} is too old.`, 'Install Node 22.18 or newer.');
  if (command.needs.includes('pages')) await ensurePages(root, node);
  if (command.needs.includes('desktop') && existsSync(join(root, 'node_modules/electron/path.txt')))
    await ensureDesktop(root, node);
  const args = given.filter(word => word !== '--yes');
  return run(node, [join(root, command.file), ...command.words, ...args], { cwd: root, env: nodeEnvironment(root, node) });
}

/** Browser and local sealing come by themselves; a whole Docker engine only where someone said so. */
async function ensureSystem(mayInstallDocker) {
  const small = ['git', 'chromium', 'bubblewrap'];
  if (!canInstall()) return mention(missingParts(small));
  await installParts(mayInstallDocker ? [...small, 'docker'] : small);
  if (mayInstallDocker) await startEngine();
  else if (!(await engineAnswers()))
    say('No Docker: stations are not isolated. `node scripts/system.mjs docker` installs and starts it.');
}

function mention(missing) {
  if (missing.length > 0)
    say(`Not here: ${missing.join(', ')}. \`npm run andon -- doctor\` names the command that installs each.`);
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  say(error.message);
  if (error.hint !== undefined) say(error.hint);
  process.exitCode = 3;
}
