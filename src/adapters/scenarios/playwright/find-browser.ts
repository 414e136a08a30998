import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** A browser that can replay scenarios, and how it was found; or why there is none. */
export type FoundBrowser =
  | { readonly path: string; readonly from: 'ANDON_CHROMIUM' | 'installed' }
  | { readonly path: null; readonly reason: string };

type Environment = Readonly<Record<string, string | undefined>>;

/** Chromium without any window: a replay in it takes less than half the processor time, since no toolbar is drawn that nobody sees. */
const headlessShells = ['/usr/lib/chromium/chromium-headless-shell']; // Debian's; what it has in /usr/bin is a script that a signal would hit in its place

/** The browser to replay in: `ANDON_CHROMIUM`, then a headless shell, then an installed Chrome, Chromium or Edge. */
export function findBrowser(env: Environment = process.env, platform: NodeJS.Platform = process.platform): FoundBrowser {
  return found(env, [...(platform === 'linux' ? headlessShells : []), ...installedPaths(env, platform)]);
}

/** A browser that can show a page to a person. */
export function findWindowedBrowser(env: Environment = process.env, platform: NodeJS.Platform = process.platform): FoundBrowser {
  return found(env, installedPaths(env, platform));
}

/** A variable that names nothing is an error, not a reason to look on. */
function found(env: Environment, paths: readonly string[]): FoundBrowser {
  const asked = env['ANDON_CHROMIUM'];
  if (asked !== undefined && asked !== '') {
    return existsSync(asked)
      ? { path: asked, from: 'ANDON_CHROMIUM' }
      : { path: null, reason: `ANDON_CHROMIUM names ${asked}, which is not there` };
  }
  const path = paths.find(candidate => existsSync(candidate));
  return path === undefined
    ? { path: null, reason: 'no Chrome, Chromium or Edge is installed in its usual place' }
    : { path, from: 'installed' };
}

function installedPaths(env: Environment, platform: NodeJS.Platform): string[] {
  if (platform === 'win32') return windowsPaths(env);
  if (platform === 'darwin')
    return ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(name => `/Applications/${name}.app/Contents/MacOS/${name}`);
  return [
    '/opt/google/chrome/chrome',
    '/usr/bin/google-chrome',
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/snap/bin/chromium',
    '/opt/microsoft/msedge/msedge',
  ];
}

function windowsPaths(env: Environment): string[] {
  const roots = [env['ProgramFiles'], env['ProgramFiles(x86)'], env['LocalAppData']].filter(root => root !== undefined);
  return roots.flatMap(root => [
    join(root, 'Google', 'Chrome', 'Application', 'chrome.exe'),
    join(root, 'Chromium', 'Application', 'chrome.exe'),
    join(root, 'Microsoft', 'Edge', 'Application', 'msedge.exe'),
  ]);
}
