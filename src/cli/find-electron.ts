import { execFile } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { hasScreen } from '../app/show-page.ts';
import { installation } from '../app/where.ts';

const packageFolder = join(installation, 'node_modules/electron');
/** Says that this version's program could not be had, so that it is not tried at every start. */
const triedFile = join(installation, 'node_modules/.andon-electron-tried');
const patience = 10_000;

/** The path of Electron's program, or null after saying in one line why browser mode it is. */
export async function findElectron(say: (message: string) => void): Promise<string | null> {
  const obstacle = hasScreen()
    ? process.getuid?.() === 0
      ? "Electron's sandbox does not work for root"
      : null
    : 'there is no screen';
  if (obstacle !== null) return browserInstead(say, obstacle);
  const program = electronProgram() ?? (await installElectron(say));
  return program ?? browserInstead(say, "Electron's program cannot be had here (`npx install-electron` tries again)");
}

/** Where the package says that its program is, if it is really there. */
export function electronProgram(): string | null {
  try {
    const program = join(
      process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(packageFolder, 'dist'),
      readFileSync(join(packageFolder, 'path.txt'), 'utf8'),
    );
    return existsSync(program) ? program : null;
  } catch {
    return null;
  }
}

async function installElectron(say: (message: string) => void): Promise<string | null> {
  const version = versionOf();
  if (version === null || (existsSync(triedFile) && readFileSync(triedFile, 'utf8') === version)) return null;
  say('Fetching Electron …');
  try {
    await promisify(execFile)(process.execPath, [join(packageFolder, 'install.js')], { timeout: patience });
  } catch {
    writeFileSync(triedFile, version);
  }
  return electronProgram();
}

function versionOf(): string | null {
  try {
    return String(JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')).version);
  } catch {
    return null;
  }
}

function browserInstead(say: (message: string) => void, why: string): null {
  say(`Browser mode: ${why}.`);
  return null;
}
