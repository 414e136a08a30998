import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where the parts of one station are on this machine. */
export type HostPlaces = {
  /** Record and files. */
  readonly folder: string;
  /** What is `/station` inside. */
  readonly files: string;
  /** Holds the control socket; short, since a socket's path may have no more than about 100 bytes. */
  readonly run: string;
};

export function hostPlaces(directory: string, name: string): HostPlaces {
  const folder = join(directory, 'stations', name);
  return { folder, files: join(folder, 'files'), run: join(tmpdir(), name) };
}

export function dependencyFolder(directory: string, key: string): string {
  return join(directory, 'dependencies', key);
}

const require = createRequire(import.meta.url);

/** Our own code that a station needs; a packaged app keeps it elsewhere. */
export type LocalSources = {
  readonly inside: string;
  readonly names: string;
  readonly pty: string | null;
  readonly node: string;
};

export const defaultLocalSources: LocalSources = {
  inside: fileURLToPath(new URL('../../../core/station/inside', import.meta.url)),
  names: fileURLToPath(new URL('../../../../resources/station/names.mjs', import.meta.url)),
  pty: folderOf('node-pty'),
  node: process.execPath,
};

function folderOf(name: string): string | null {
  try {
    return dirname(require.resolve(`${name}/package.json`));
  } catch {
    return null;
  }
}
