import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findNode } from './node.mjs';
import { captured, step } from './run.mjs';
import { SetupError } from './say.mjs';
import { isStamped, stamp } from './stamp.mjs';

/** Makes sure that the packages are those of the lockfile, for this machine; instant when they are. */
export async function ensurePackages(root) {
  const file = join(root, 'node_modules/.andon-setup');
  const wanted = wantedPackages(root);
  if (isStamped(file, wanted)) return;
  // Someone may have run npm by hand, which is as good.
  if (isInstalled(root)) return stamp(file, wanted);
  await install(root);
  await checkDatabase(root);
  stamp(file, wanted);
}

/**
 * `npm ci` where it can. It refuses a lockfile that does not name the packages of platforms which the registry of whoever
 * wrote it did not have; `npm install` takes the same versions and fills in those.
 */
async function install(root) {
  const [program, ...args] = npm();
  const hint = 'Check the network and the registry (`npm ping`), then run the command again.';
  // Scripts of ours that run npm must not hand their own settings down to it.
  const options = { cwd: root, env: withoutNpm(process.env), hint, shell: process.platform === 'win32' };
  const flags = ['--no-audit', '--no-fund', '--loglevel=error'];
  const dry = await captured(program, [...args, 'ci', '--dry-run', '--ignore-scripts', ...flags], options);
  const words = dry.output.includes('EUSAGE') ? ['install', '--no-save'] : ['ci'];
  await step('Installing packages', program, [...args, ...words, ...flags], options);
}

function wantedPackages(root) {
  const lock = readFileSync(join(root, 'package-lock.json'));
  return `${createHash('sha256').update(lock).digest('hex')} ${process.platform} ${process.arch}\n`;
}

/** Whether every package that must be here is, in the lockfile's version: npm itself keeps the list of what it put where. */
function isInstalled(root) {
  const present = packagesOf(join(root, 'node_modules/.package-lock.json'));
  const wanted = packagesOf(join(root, 'package-lock.json'));
  return (
    present !== null &&
    Object.entries(wanted).every(
      ([path, { version, optional }]) => path === '' || optional === true || present[path]?.version === version,
    )
  );
}

function packagesOf(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).packages : null;
}

/** The npm that started us, so that both are of one version; else the one on the path. */
function npm() {
  const own = process.env.npm_execpath;
  return own !== undefined && /npm-cli\.c?js$/.test(own) && existsSync(own) ? [process.execPath, own] : ['npm'];
}

function withoutNpm(env) {
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => !/^npm_(lifecycle|package|command|config_loglevel)/.test(name)),
  );
}

/** Native modules are what fails on an odd machine, so one is loaded before anything is believed. */
async function checkDatabase(root) {
  const node = findNode(root);
  if (node === null)
    throw new SetupError(
      `Node ${process.versions.node} is too old and no newer one came with the packages.`,
      'Install Node 22.18 or newer.',
    );
  const { code, output } = await captured(node, ['-e', "new (require('better-sqlite3'))(':memory:').exec('select 1')"], {
    cwd: root,
  });
  if (code !== 0)
    throw new SetupError(
      `The database's native module does not load.\n${output.trim()}`,
      'Remove node_modules and run the command again.',
    );
}
