import { Readable } from 'node:stream';
import type Docker from 'dockerode';
import { AppError } from '../../../base/app-error.ts';
import { ensureBaseImage } from './base-image.ts';
import { contextParts, defaultSources, hashContext, type ImageSources, packContext } from './build-context.ts';
import { dockerError, orNull } from './docker-client.ts';

export type ImageStore = {
  /** The station image's tag, built when it is not here yet. Calls at the same time share one build. */
  ensure(onProgress: (message: string) => void): Promise<string>;
};

export function createImageStore(docker: Docker, sources: ImageSources = defaultSources): ImageStore {
  let building: Promise<string> | null = null;
  const listeners = new Set<(message: string) => void>();
  const announce = (message: string): void => {
    for (const listener of listeners) listener(message);
  };
  return {
    async ensure(onProgress) {
      listeners.add(onProgress);
      building ??= buildOnce(docker, sources, announce).catch((error: unknown) => {
        building = null;
        throw dockerError(error);
      });
      try {
        const tag = await building;
        if (await orNull(docker.getImage(tag).inspect())) return tag;
        // Someone has deleted it in the meantime.
        building = buildOnce(docker, sources, announce);
        return await building;
      } finally {
        listeners.delete(onProgress);
      }
    },
  };
}

async function buildOnce(docker: Docker, sources: ImageSources, onProgress: (message: string) => void): Promise<string> {
  const base = await ensureBaseImage(docker, onProgress);
  const parts = await contextParts(sources, !base.hasNode);
  const tag = `andon-station:${await hashContext(sources, parts, base.id)}`;
  if (await orNull(docker.getImage(tag).inspect())) return tag;
  onProgress('Building the station image');
  const context = Readable.from(packContext(sources, parts));
  const stream = await docker.buildImage(context, {
    t: tag,
    buildargs: { BASE: base.name },
    labels: { 'dev.andon': '1' },
    forcerm: true,
  });
  await followBuild(docker, stream, onProgress);
  return tag;
}

type BuildEvent = { readonly stream?: string; readonly error?: string };

function followBuild(docker: Docker, stream: NodeJS.ReadableStream, onProgress: (message: string) => void): Promise<void> {
  let failure = '';
  let tail = '';
  return new Promise((resolve, reject) => {
    const onEvent = (event: BuildEvent): void => {
      failure ||= event.error ?? '';
      tail = (tail + (event.stream ?? '')).slice(-2000);
      if (event.stream?.startsWith('Step ')) onProgress(event.stream.trim().slice(0, 120));
    };
    docker.modem.followProgress(
      stream,
      error => {
        if (!error && !failure) return resolve();
        const message = `The station image could not be built: ${failure || error?.message}`;
        reject(new AppError('unavailable', 'station.image-failed', message, { hint: tail.trim().slice(-500), cause: error }));
      },
      onEvent,
    );
  });
}
