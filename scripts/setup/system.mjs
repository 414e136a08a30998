import { spawn } from 'node:child_process';
import { existsSync, openSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { engineAnswers } from './engine.mjs';
import { step } from './run.mjs';
import { SetupError, say } from './say.mjs';

const browsers = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];
const macBrowsers = ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(name => `/Applications/${name}.app`);

/** What each part is on Debian, and how to tell that it is there. */
const parts = {
  git: { packages: ['git'], isThere: () => has('git') },
  chromium: {
    packages: ['chromium'],
    isThere: () =>
      process.platform === 'win32' || Boolean(process.env.ANDON_CHROMIUM) || browsers.some(has) || macBrowsers.some(existsSync),
  },
  bubblewrap: { packages: ['bubblewrap'], isThere: () => process.platform !== 'linux' || has('bwrap') },
  docker: {
    packages: ['docker.io', 'debootstrap', 'iptables', 'ca-certificates'],
    isThere: () => has('dockerd') || process.platform !== 'linux',
  },
};

/** What a package is better with where the distribution has it: replays in the headless shell take half the processor time. */
const companions = { chromium: ['chromium-headless-shell'] };

/** Those of the packages that this distribution has. */
function known(packages) {
  const isKnown = name =>
    new Promise(resolve => {
      const child = spawn('apt-cache', ['show', '-q', name], { stdio: 'ignore' });
      child.once('error', () => resolve(false)).once('close', code => resolve(code === 0));
    });
  return Promise.all(packages.map(async name => ((await isKnown(name)) ? [name] : []))).then(found => found.flat());
}

/** Whether this is a Debian where we may install packages. */
export function canInstall() {
  return process.platform === 'linux' && existsSync('/usr/bin/apt-get') && process.getuid() === 0;
}

/** Installs the parts that are missing and answers whether there were any. Throws when apt fails twice. */
export async function installParts(names) {
  const packages = names.filter(name => !parts[name].isThere()).flatMap(name => parts[name].packages);
  if (packages.length === 0) return false;
  await aptGet('Reading the list of packages', ['update', '-q']);
  const wanted = [...packages, ...(await known(packages.flatMap(name => companions[name] ?? [])))];
  await aptGet(`Installing ${wanted.join(', ')}`, ['install', '-q', '-y', '--no-install-recommends', ...wanted]);
  return true;
}

export function missingParts(names) {
  return names.filter(name => !parts[name].isThere());
}

/** Starts the engine if none answers; true when one does in the end. */
export async function startEngine() {
  if (await engineAnswers()) return true;
  if (process.platform !== 'linux' || process.getuid() !== 0 || !has('dockerd')) return false;
  say('Starting the Docker engine …');
  const log = openSync('/var/log/andon-dockerd.log', 'a');
  spawn('dockerd', [], { detached: true, stdio: ['ignore', log, log] })
    .on('error', () => {})
    .unref();
  for (let second = 0; second < 60; second++) {
    if (await engineAnswers()) return true;
    await sleep(1_000);
  }
  say('The Docker engine did not start within 60 s; /var/log/andon-dockerd.log says why.');
  return false;
}

/** Mirrors have bad moments: everything is tried twice. */
async function aptGet(title, args) {
  const options = {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    hint: `Run \`apt-get ${args.join(' ')}\` to see what is wrong.`,
  };
  try {
    await step(title, 'apt-get', args, options);
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    say('That failed; once more.');
    await step(title, 'apt-get', args, options);
  }
}

function has(program) {
  // A daemon's folder is on root's path only.
  return [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/sbin'].some(
    folder => folder !== '' && existsSync(join(folder, program)),
  );
}
