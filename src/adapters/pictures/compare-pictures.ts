import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ODiffServer } from 'odiff-bin';
import { AppError, messageOf } from '../../base/app-error.ts';
import type { PictureDifference } from '../../core/scenario/picture-difference.ts';
import { decode, onCanvas, type PictureSize, sizeOf } from './canvas.ts';
import { regionsOf } from './regions.ts';

export type PictureComparer = {
  /** What differs between two PNGs. Throws `invalid` for what is no picture, `unavailable` when the comparing program fails. */
  comparePictures(before: Uint8Array, after: Uint8Array): Promise<PictureDifference>;
  close(): Promise<void>;
};

/** Fixed in every theme, like the pictures themselves: the tokens' `--over-diff`. */
const changedColour = '#ff4fc8';
const patienceMs = 30_000;

/** Compares pictures with one long-lived odiff process, which is started for the first pair that is not equal byte for byte. */
export function createPictureComparer(): PictureComparer {
  let server: ODiffServer | null = null;
  let directory: Promise<string> | null = null;
  let count = 0;
  const run = async (before: Uint8Array, after: Uint8Array): Promise<Uint8Array | null> => {
    server ??= new ODiffServer();
    directory ??= mkdtemp(join(tmpdir(), 'andon-pictures-'));
    const place = join(await directory, String(count++));
    try {
      return await maskOf(server, place, before, after);
    } catch (cause) {
      // The next pair gets a new process: this one may be gone.
      stop(server);
      server = null;
      throw new AppError('unavailable', 'pictures.failed', `Two pictures could not be compared: ${messageOf(cause)}`, {
        hint: 'It is tried again by itself. If it stays so, run `andon doctor`.',
        cause,
      });
    }
  };
  return {
    comparePictures: (before, after) => compare(before, after, run),
    close: async () => {
      stop(server);
      server = null;
      const made = await directory;
      directory = null;
      if (made !== null) await rm(made, { recursive: true, force: true });
    },
  };
}

type Run = (before: Uint8Array, after: Uint8Array) => Promise<Uint8Array | null>;

async function compare(before: Uint8Array, after: Uint8Array, run: Run): Promise<PictureDifference> {
  const sizes = [sizeOf(before), sizeOf(after)] as const;
  const size = { width: Math.max(sizes[0].width, sizes[1].width), height: Math.max(sizes[0].height, sizes[1].height) };
  const sizeDiffers = !isSameSize(sizes[0], sizes[1]);
  const same = { isSame: true, ...size, sizeDiffers, changedPixels: 0, changedShare: 0, regions: [], image: null };
  if (Buffer.compare(before, after) === 0) return same;
  // On one canvas, what only one picture covers counts as changed; cropping would hide it.
  const image = sizeDiffers ? await run(onCanvas(before, size), onCanvas(after, size)) : await run(before, after);
  if (image === null) return same;
  const { changedPixels, regions } = regionsOf(decode(image));
  return { ...same, isSame: false, changedPixels, changedShare: changedPixels / (size.width * size.height), regions, image };
}

/** No tolerance but for anti-aliasing: the defaults of such tools miss a header whose colour has changed. */
async function maskOf(server: ODiffServer, place: string, before: Uint8Array, after: Uint8Array): Promise<Uint8Array | null> {
  const files = { before: join(place, 'before.png'), after: join(place, 'after.png'), mask: join(place, 'mask.png') };
  await mkdir(place);
  try {
    await Promise.all([writeFile(files.before, before), writeFile(files.after, after)]);
    const options = { threshold: 0, antialiasing: true, outputDiffMask: true, diffColor: changedColour, timeout: patienceMs };
    const result = await server.compare(files.before, files.after, files.mask, options);
    if (result.match) return null;
    if (result.reason !== 'pixel-diff') throw new Error(result.reason);
    return await readFile(files.mask);
  } finally {
    await rm(place, { recursive: true, force: true });
  }
}

/** Stops the process. Without the mark, which its types do not show, odiff would call the end that we asked for unexpected. */
function stop(server: ODiffServer | null): void {
  server?.stop();
  if (server !== null) Object.assign(server, { exiting: true });
}

function isSameSize(a: PictureSize, b: PictureSize): boolean {
  return a.width === b.width && a.height === b.height;
}
