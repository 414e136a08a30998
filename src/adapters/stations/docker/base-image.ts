import { execFile, spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type Docker from 'dockerode';
import { AppError, messageOf } from '../../../base/app-error.ts';
import { orNull } from './docker-client.ts';

const run = promisify(execFile);
const registryBase = 'node:24-bookworm-slim';
const ownBase = 'andon-base:bookworm';

/** `hasNode` false: the image needs Node brought in. `id` is the content's own. */
export type BaseImage = { readonly name: string; readonly id: string; readonly hasNode: boolean };

/** A Debian-like base: one that is here already, one from the registry, or one made from Debian's packages. */
export async function ensureBaseImage(docker: Docker, onProgress: (message: string) => void): Promise<BaseImage> {
  const known = (await find(docker, registryBase, true)) ?? (await find(docker, ownBase, false));
  if (known) return known;
  onProgress(`Pulling the base image ${registryBase}`);
  const refusal = await pull(docker, onProgress).then(
    () => null,
    (error: unknown) => messageOf(error),
  );
  if (refusal === null) return (await find(docker, registryBase, true))!;
  onProgress('No image registry can be reached; making the base image from Debian packages (about a minute)');
  await bootstrap(docker, refusal);
  return (await find(docker, ownBase, false))!;
}

async function find(docker: Docker, name: string, hasNode: boolean): Promise<BaseImage | null> {
  const image = await orNull(docker.getImage(name).inspect());
  return image && { name, id: image.Id, hasNode };
}

async function pull(docker: Docker, onProgress: (message: string) => void): Promise<void> {
  const stream = (await docker.pull(registryBase, { abortSignal: AbortSignal.timeout(10 * 60_000) })) as NodeJS.ReadableStream;
  await new Promise<void>((resolve, reject) => {
    docker.modem.followProgress(
      stream,
      error => (error ? reject(error) : resolve()),
      (event: { status?: string; id?: string }) => event.status && onProgress(`${event.status} ${event.id ?? ''}`.trim()),
    );
  });
}

/** Debian's own tool makes the files; needs root on Debian, which is what a bare machine is. */
async function bootstrap(docker: Docker, refusal: string): Promise<void> {
  await run('debootstrap', ['--version']).catch(cause => {
    const hint = 'Connect to the internet, or as root on Debian run: apt-get install -y debootstrap';
    throw new AppError('unavailable', 'station.image-missing', `The base image ${registryBase} cannot be had: ${refusal}.`, {
      hint,
      cause,
    });
  });
  const directory = await mkdtemp(join(tmpdir(), 'andon-base-'));
  try {
    const argv = ['--variant=minbase', '--include=git,ca-certificates,procps', 'bookworm', directory, await mirror()];
    await run('debootstrap', argv, { maxBuffer: 64 * 1024 * 1024 });
    await importDirectory(docker, directory);
  } catch (cause) {
    const hint = 'debootstrap needs root and a Debian mirror that can be reached.';
    throw new AppError('unavailable', 'station.image-missing', 'The base image could not be made from Debian packages.', {
      hint,
      cause,
    });
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function importDirectory(docker: Docker, directory: string): Promise<void> {
  const tar = spawn('tar', ['--numeric-owner', '-C', directory, '-c', '.'], { stdio: ['ignore', 'pipe', 'ignore'] });
  const [repo, tag] = ownBase.split(':');
  const stream = await docker.importImage(tar.stdout, { repo: repo!, tag: tag! });
  await new Promise<void>((resolve, reject) => {
    docker.modem.followProgress(stream, error => (error ? reject(error) : resolve()));
  });
}

/** The mirror that this machine's own apt uses. */
async function mirror(): Promise<string> {
  const lists = await readdir('/etc/apt/sources.list.d').catch(() => []);
  const files = ['/etc/apt/sources.list', ...lists.map(name => join('/etc/apt/sources.list.d', name))];
  const texts = await Promise.all(files.map(file => readFile(file, 'utf8').catch(() => '')));
  const addresses = texts.flatMap(text => text.match(/^(?:URIs:|deb(?:\s+\[[^\]]*\])?)\s+(https?:\/\/\S+)/gm) ?? []);
  const debian = addresses.map(line => line.slice(line.indexOf('http'))).find(address => /\/debian\/?$/.test(address));
  return debian ?? 'http://deb.debian.org/debian';
}
