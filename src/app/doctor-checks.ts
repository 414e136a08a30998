import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { findBrowser } from '../adapters/scenarios/playwright/find-browser.ts';
import type { DoctorCheck } from '../contract/index.ts';
import type { EngineFacts } from './docker-engine.ts';
import { systemFix } from './system-fix.ts';
import { installation } from './where.ts';

const run = promisify(execFile);
const gigabyte = 1024 ** 3;
/** Rebasing a change without touching a working copy needs `git merge-tree --write-tree`, which came with 2.38. */
const oldestGit = [2, 38] as const;

export function nodeCheck(): DoctorCheck {
  const title = 'Node';
  // Older ones neither run TypeScript as it is nor load the database; the launcher has picked this one for us.
  return {
    id: 'node',
    title,
    ...(isAtLeast(process.versions.node, [22, 18])
      ? fine(`version ${process.versions.node}`)
      : broken(`version ${process.versions.node} is older than 22.18`, 'npm ci')),
  };
}

export function browserCheck(): DoctorCheck {
  const found = findBrowser();
  const part = { id: 'browser', title: 'Browser' };
  if (found.path !== null) return { ...part, ...fine(found.path) };
  return { ...part, status: 'failed', detail: `${found.reason}. Scenarios cannot be replayed`, ...systemFix('chromium') };
}

export function imageCheck(engine: EngineFacts): DoctorCheck {
  const part = { id: 'image', title: 'Station image' };
  if (engine.status === 'down') return { ...part, ...fine('not needed without Docker') };
  const built = engine.images.filter(name => name.startsWith('andon-station:'));
  return { ...part, ...fine(built.length > 0 ? `built (${built[0]})` : 'not built yet; the first station builds it') };
}

export async function gitCheck(): Promise<DoctorCheck> {
  const part = { id: 'git', title: 'git' };
  try {
    const version = /\d+\.\d+(\.\d+)?/.exec((await run('git', ['--version'])).stdout)?.[0] ?? '';
    if (isAtLeast(version, oldestGit)) return { ...part, ...fine(`version ${version}`) };
    return { ...part, status: 'failed', detail: `version ${version} is older than ${oldestGit.join('.')}`, ...systemFix('git') };
  } catch {
    return { ...part, status: 'failed', detail: 'it is not installed', ...systemFix('git') };
  }
}

export async function diskCheck(home: string): Promise<DoctorCheck> {
  const part = { id: 'disk', title: 'Disk' };
  const { bavail, bsize } = await statfs(existingFolder(home));
  const free = (bavail * bsize) / gigabyte;
  const detail = `${free.toFixed(1)} GB free for ${home}`;
  if (free >= 5) return { ...part, ...fine(detail) };
  const fix = 'Make room (`docker system df` shows what Docker holds), or name a home on another disk: --home DIR';
  return { ...part, status: free < 1 ? 'failed' : 'warning', detail, fix, canFix: false };
}

/** The agents there are adapters for. Which command lines an image holds is seen when a station is made from it. */
export function agentCheck(): DoctorCheck {
  return { id: 'agents', title: 'Agents', ...fine('replay (recorded sessions; needs no key)') };
}

/** Electron is a comfort: without it the same room opens in a browser. */
export function windowCheck(): DoctorCheck {
  const part = { id: 'window', title: 'Electron' };
  const folder = join(installation, 'node_modules/electron');
  if (existsSync(join(folder, 'path.txt')) && existsSync(join(folder, 'dist', readFileSync(join(folder, 'path.txt'), 'utf8'))))
    return { ...part, ...fine('its program is here') };
  return {
    ...part,
    status: 'warning',
    detail: 'its program is not here; the room opens in a browser',
    fix: 'npx install-electron',
    canFix: false,
  };
}

/** What seals a local station as far as that goes, where there is no Docker. */
export async function sandboxCheck(): Promise<DoctorCheck> {
  const part = { id: 'sandbox', title: 'bubblewrap' };
  if (process.platform !== 'linux')
    return {
      ...part,
      status: 'warning',
      detail: 'only on Linux; without Docker, stations are plain processes',
      ...systemFix('docker'),
    };
  const works = await run('bwrap', ['--ro-bind', '/', '/', 'true']).then(
    () => true,
    () => false,
  );
  if (works) return { ...part, ...fine('local stations are sealed with it, but not isolated') };
  return {
    ...part,
    status: 'warning',
    detail: 'it is not there or does not work; local stations are plain processes',
    ...systemFix('bubblewrap'),
  };
}

function fine(detail: string) {
  return { status: 'ok', detail, fix: null, canFix: false } as const;
}

function broken(detail: string, fix: string) {
  return { status: 'failed', detail, fix, canFix: false } as const;
}

function isAtLeast(version: string, [major, minor]: readonly [number, number]): boolean {
  const [a = 0, b = 0] = version.split('.').map(Number);
  return a > major || (a === major && b >= minor);
}

/** The nearest folder that is there already. */
function existingFolder(path: string): string {
  return existsSync(path) || dirname(path) === path ? path : existingFolder(dirname(path));
}
