import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { lstat, readdir, readFile, realpath } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { type Pack, pack } from 'tar-stream';
import { AppError } from '../../../base/app-error.ts';

/** One folder or file of this machine, and where it goes in the image. */
export type ContextPart = { readonly from: string; readonly to: string };
/** Where the sources of the image are; a packaged app keeps them elsewhere. */
export type ImageSources = { readonly dockerfile: string; readonly inside: string };

export const defaultSources: ImageSources = {
  dockerfile: fileURLToPath(new URL('../../../../resources/station/Dockerfile', import.meta.url)),
  inside: fileURLToPath(new URL('../../../core/station/inside', import.meta.url)),
};

const require = createRequire(import.meta.url);

/** What goes into the image beside the base; `needsNode` brings this process' own Node and npm. */
export async function contextParts(sources: ImageSources, needsNode: boolean): Promise<readonly ContextPart[]> {
  const parts: ContextPart[] = [{ from: sources.inside, to: 'rootfs/opt/andon/inside' }];
  // A binary made for this machine fits a container only on Linux; elsewhere the holder uses util-linux' script.
  const pty = process.platform === 'linux' ? folderOf('node-pty') : null;
  for (const name of ['package.json', 'lib', 'build/Release/pty.node']) {
    if (pty) parts.push({ from: join(pty, name), to: `rootfs/opt/andon/node_modules/node-pty/${name}` });
  }
  if (!needsNode) return parts;
  const bin = await nodeBinary();
  return [
    ...parts,
    { from: bin, to: 'rootfs/usr/local/bin/node' },
    { from: await npmFolder(), to: 'rootfs/usr/local/lib/node_modules/npm' },
  ];
}

/** The build's identity: what it is made of, by content where that is ours and by version where it is large. */
export async function hashContext(sources: ImageSources, parts: readonly ContextPart[], baseId: string): Promise<string> {
  const hash = createHash('sha256')
    .update(baseId)
    .update(process.version)
    .update(await readFile(sources.dockerfile));
  for (const file of (await filesUnder(sources.inside)).sort())
    hash.update(file).update(await readFile(join(sources.inside, file)));
  for (const { to } of parts) hash.update(to);
  return hash.digest('hex').slice(0, 16);
}

/** The context as a tar, ready for the engine. Large files are streamed. */
export function packContext(sources: ImageSources, parts: readonly ContextPart[]): Pack {
  const tar = pack();
  void fill(tar, sources, parts).catch(error => tar.destroy(error));
  return tar;
}

async function fill(tar: Pack, sources: ImageSources, parts: readonly ContextPart[]): Promise<void> {
  tar.entry({ name: 'Dockerfile' }, await readFile(sources.dockerfile));
  tar.entry({ name: 'rootfs/opt/andon/package.json' }, '{"private":true,"type":"module"}\n');
  for (const { from, to } of parts) {
    const isFolder = (await lstat(from)).isDirectory();
    const files = isFolder ? await filesUnder(from) : [''];
    for (const file of files) await addFile(tar, join(from, file), file ? `${to}/${file}` : to);
  }
  tar.finalize();
}

async function addFile(tar: Pack, from: string, name: string): Promise<void> {
  const { size, mode } = await lstat(from);
  const entry = tar.entry({ name, size, mode: mode & 0o111 ? 0o755 : 0o644, mtime: new Date(0) });
  await pipeline(createReadStream(from), entry);
}

/** Plain files, by path relative to `folder`; tests stay behind. */
async function filesUnder(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter(entry => entry.isFile() && !entry.name.endsWith('.test.ts'));
  return files.map(entry => join(entry.parentPath, entry.name).slice(folder.length + 1));
}

function folderOf(name: string): string | null {
  try {
    return dirname(require.resolve(`${name}/package.json`));
  } catch {
    return null;
  }
}

async function nodeBinary(): Promise<string> {
  const own = folderOf('node');
  const candidates = [process.versions['electron'] ? null : process.execPath, own && join(own, 'bin/node')];
  const found = process.platform === 'linux' ? candidates.find(path => path !== null) : undefined;
  if (found) return realpath(found);
  throw new AppError(
    'unavailable',
    'station.image-missing',
    'The station image needs a Node for Linux, which this machine does not have.',
    {
      hint: 'Connect to the internet, so that the base image can be pulled.',
    },
  );
}

async function npmFolder(): Promise<string> {
  const cli = process.env['npm_execpath'];
  const fromEnv = cli?.includes('npm-cli') ? dirname(dirname(cli)) : null;
  const candidates = [
    fromEnv,
    join(dirname(dirname(process.execPath)), 'lib/node_modules/npm'),
    '/usr/lib/node_modules/npm',
    '/usr/local/lib/node_modules/npm',
    '/usr/share/nodejs/npm',
  ];
  for (const candidate of candidates) {
    const path = candidate && (await realpath(candidate).catch(() => null));
    if (path && (await lstat(join(path, 'bin/npm-cli.js')).catch(() => null))) return path;
  }
  throw new AppError('unavailable', 'station.image-missing', 'npm was not found on this machine; the station image needs it.', {
    hint: 'Install npm, then try again.',
  });
}
