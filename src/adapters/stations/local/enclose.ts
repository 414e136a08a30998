import { execFile } from 'node:child_process';
import { existsSync, lstatSync, readdirSync, readlinkSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { LocalSources } from './station-places.ts';

export type EncloseRequest = {
  readonly files: string;
  readonly run: string;
  readonly dependencies: { readonly folder: string; readonly isWritable: boolean } | null;
  /** Folders that must not be seen inside: Andon's home, other stations, the factory. */
  readonly hide: readonly string[];
  readonly sources: LocalSources;
};

/**
 * As uid 0 of a user namespace, bubblewrap needs no second one inside it, and only so does the right to listen on port
 * 80 count for the network it made. Files made inside belong to whoever runs Andon.
 */
const namespaces = ['--unshare-all', '--uid', '0', '--gid', '0', '--cap-drop', 'ALL', '--cap-add', 'CAP_NET_BIND_SERVICE'];

/** Where our code is inside; `/run` is empty otherwise, so that no daemon's socket is to be found. */
export const insideCode = '/run/andon-code';
const replaced = new Set(['proc', 'dev', 'tmp', 'run', 'root', 'home', 'sys', 'station', 'deps', 'lost+found']);

/**
 * Arguments of bubblewrap: namespaces of its own for network, processes and mounts; this machine's system folders
 * read-only; nobody's home. It is no wall against hostile code, and no runtime of this kind calls itself isolated.
 */
export function bubblewrapArguments({ files, run, dependencies, hide, sources }: EncloseRequest): readonly string[] {
  const system = readdirSync('/').filter(name => !replaced.has(name));
  const hidden = hide.filter(path => existsSync(path)).map(path => realpathSync(path));
  const npm = npmFolder();
  return [
    ...namespaces,
    ...['--hostname', 'station'],
    ...system.flatMap(bindRoot),
    ...['--proc', '/proc', '--dev', '/dev', '--tmpfs', '/tmp', '--tmpfs', '/run', '--dir', '/root', '--dir', '/home'],
    ...hidden.filter(path => !replaced.has(path.split('/')[1] ?? '')).flatMap(path => ['--tmpfs', path]),
    ...['--bind', files, '/station', '--bind', run, '/run/andon', '--ro-bind', join(run, 'hosts'), '/etc/hosts'],
    ...(dependencies ? [dependencies.isWritable ? '--bind' : '--ro-bind', dependencies.folder, '/deps'] : []),
    ...['--ro-bind', sources.inside, `${insideCode}/inside`, '--ro-bind', realpathSync(sources.node), `${insideCode}/bin/node`],
    ...(sources.pty ? ['--ro-bind', sources.pty, `${insideCode}/node_modules/node-pty`] : []),
    ...(npm ? ['--ro-bind', npm, `${insideCode}/lib/node_modules/npm`] : []),
    ...(npm
      ? ['npm', 'npx'].flatMap(name => ['--symlink', `../lib/node_modules/npm/bin/${name}-cli.js`, `${insideCode}/bin/${name}`])
      : []),
    ...['--remount-ro', '/', '--chdir', '/station'],
  ];
}

function bindRoot(name: string): readonly string[] {
  const path = `/${name}`;
  return lstatSync(path).isSymbolicLink() ? ['--symlink', readlinkSync(path), path] : ['--ro-bind', path, path];
}

function npmFolder(): string | null {
  const cli = process.env['npm_execpath'];
  const candidates = [
    cli ? dirname(dirname(cli)) : '',
    '/usr/lib/node_modules/npm',
    '/usr/local/lib/node_modules/npm',
    '/usr/share/nodejs/npm',
  ];
  return candidates.find(path => existsSync(join(path, 'bin/npm-cli.js'))) ?? null;
}

/** Whether bubblewrap works here, namespaces, low ports and all. */
export function canEnclose(sources: LocalSources): Promise<boolean> {
  const listen = `require('node:net').createServer().listen(80, '127.0.0.1', () => process.exit(0)).on('error', () => process.exit(1))`;
  const node = realpathSync(sources.node);
  const argv = [...namespaces, '--ro-bind', '/', '/', '--proc', '/proc', '--dev', '/dev', node, '-e', listen];
  return new Promise(resolve => {
    execFile('bwrap', argv, { timeout: 10_000, env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' } }, error =>
      resolve(error === null),
    );
  });
}
