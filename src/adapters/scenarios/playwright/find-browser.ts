import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** A browser that can replay scenarios, and how it was found; or why there is none. */
export type FoundBrowser =
  | { readonly path: string; readonly from: 'ANDON_CHROMIUM' | 'installed' }
  | { readonly path: null; readonly reason: string };

/** `ANDON_CHROMIUM` first, then an installed Chrome, Chromium or Edge. A variable that names nothing is an error, not a reason to look on. */
export function findBrowser(
  env: Readonly<Record<string, string | undefined>> = process.env,
  platform: NodeJS.Platform = process.platform,
): FoundBrowser {
  const asked = env['ANDON_CHROMIUM'];
  if (asked !== undefined && asked !== '') {
    return existsSync(asked)
      ? { path: asked, from: 'ANDON_CHROMIUM' }
      : { path: null, reason: `ANDON_CHROMIUM names ${asked}, which is not there` };
  }
  const path = installedPaths(env, platform).find(candidate => existsSync(candidate));
  return path === undefined
    ? { path: null, reason: 'no Chrome, Chromium or Edge is installed in its usual place' }
    : { path, from: 'installed' };
}

function installedPaths(env: Readonly<Record<string, string | undefined>>, platform: NodeJS.Platform): string[] {
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

function windowsPaths(env: Readonly<Record<string, string | undefined>>): string[] {
  const roots = [env['ProgramFiles'], env['ProgramFiles(x86)'], env['LocalAppData']].filter(root => root !== undefined);
  return roots.flatMap(root => [
    join(root, 'Google', 'Chrome', 'Application', 'chrome.exe'),
    join(root, 'Chromium', 'Application', 'chrome.exe'),
    join(root, 'Microsoft', 'Edge', 'Application', 'msedge.exe'),
  ]);
}
