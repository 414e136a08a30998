import { PNG } from 'pngjs';
import { AppError, messageOf } from '../../base/app-error.ts';

export type PictureSize = { readonly width: number; readonly height: number };

/** Width and height from the header chunk that every PNG begins with. Throws `invalid` for anything else. */
export function sizeOf(png: Uint8Array): PictureSize {
  const bytes = Buffer.from(png.buffer, png.byteOffset, png.byteLength);
  if (bytes.length < 24 || bytes.readUInt32BE(0) !== 0x89504e47) throw notAPicture('it does not begin like a PNG');
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}

export function decode(png: Uint8Array): PNG {
  try {
    return PNG.sync.read(Buffer.from(png));
  } catch (error) {
    throw notAPicture(messageOf(error));
  }
}

/** The picture on a larger canvas, at the top left. What it does not cover is a colour that no page has by chance. */
export function onCanvas(png: Uint8Array, size: PictureSize): Uint8Array {
  const picture = decode(png);
  if (picture.width === size.width && picture.height === size.height) return png;
  const canvas = new PNG(size);
  for (let offset = 0; offset < canvas.data.length; offset += 4) canvas.data.set([254, 1, 253, 255], offset);
  PNG.bitblt(picture, canvas, 0, 0, picture.width, picture.height, 0, 0);
  return PNG.sync.write(canvas);
}

function notAPicture(reason: string): AppError {
  return new AppError('invalid', 'picture.unreadable', `A picture cannot be read: ${reason}.`, {
    hint: 'The bytes are damaged. Replay the scenario again.',
  });
}
