import { PNG } from 'pngjs';
import { afterAll, describe, expect, it } from 'vitest';
import { createPictureComparer } from './compare-pictures.ts';

type Patch = { x: number; y: number; width: number; height: number; colour: readonly [number, number, number] };

function picture(width: number, height: number, ...patches: Patch[]): Uint8Array {
  const png = new PNG({ width, height });
  png.data.fill(255);
  for (const { x, y, width: across, height: down, colour } of patches) {
    for (let row = y; row < y + down; row++)
      for (let column = x; column < x + across; column++) png.data.set([...colour, 255], (row * width + column) * 4);
  }
  return PNG.sync.write(png);
}

const blue = [40, 60, 200] as const;

describe('the comparison of pictures', () => {
  const comparer = createPictureComparer();
  afterAll(() => comparer.close());

  it('finds nothing between equal pictures, whether or not their bytes are equal', async () => {
    const one = picture(300, 200);
    const other = PNG.sync.write(PNG.sync.read(Buffer.from(one)), { filterType: 1 });
    expect(Buffer.compare(one, other)).not.toBe(0);
    for (const after of [one, other]) {
      expect(await comparer.comparePictures(one, after)).toEqual({
        isSame: true,
        width: 300,
        height: 200,
        sizeDiffers: false,
        changedPixels: 0,
        changedShare: 0,
        regions: [],
        image: null,
      });
    }
  });

  it('boxes what changed, near things together, numbered from the top', async () => {
    const before = picture(400, 300);
    const after = picture(
      400,
      300,
      { x: 300, y: 20, width: 30, height: 10, colour: blue },
      { x: 20, y: 200, width: 10, height: 10, colour: blue },
      { x: 36, y: 200, width: 10, height: 10, colour: blue },
    );
    const difference = await comparer.comparePictures(before, after);
    expect(difference.changedPixels).toBe(500);
    expect(difference.changedShare).toBeCloseTo(500 / 120_000);
    expect(difference.regions).toEqual([
      { number: 1, x: 300, y: 20, width: 30, height: 10 },
      { number: 2, x: 20, y: 200, width: 26, height: 10 },
    ]);
    const image = PNG.sync.read(Buffer.from(difference.image!));
    expect([...image.data.subarray((25 * 400 + 310) * 4, (25 * 400 + 310) * 4 + 4)]).toEqual([0xff, 0x4f, 0xc8, 255]);
    expect(image.data[3]).toBe(0);
  });

  it.each([
    ['one step of one channel', [40, 60, 201] as const],
    ['a slightly darker shade', [38, 58, 196] as const],
  ])('sees a header that changed by %s', async (_, colour) => {
    const header = { x: 0, y: 0, width: 1000, height: 90 };
    const difference = await comparer.comparePictures(
      picture(1000, 600, { ...header, colour: blue }),
      picture(1000, 600, { ...header, colour }),
    );
    expect(difference.changedPixels).toBe(90_000);
    expect(difference.regions).toHaveLength(1);
  });

  it('sees a single changed pixel', async () => {
    const difference = await comparer.comparePictures(
      picture(200, 200),
      picture(200, 200, { x: 100, y: 120, width: 1, height: 1, colour: [0, 0, 0] }),
    );
    expect(difference.regions).toEqual([{ number: 1, x: 100, y: 120, width: 1, height: 1 }]);
  });

  it('compares pictures of different sizes, says so, and counts what only one of them covers', async () => {
    const difference = await comparer.comparePictures(picture(300, 200), picture(300, 240));
    expect(difference).toMatchObject({ isSame: false, changedPixels: 300 * 40, width: 300, height: 240, sizeDiffers: true });
    expect(difference.regions).toEqual([{ number: 1, x: 0, y: 200, width: 300, height: 40 }]);
  });

  it('keeps the number of regions readable', async () => {
    const dots = Array.from({ length: 100 }, (_, index) => ({
      x: (index % 10) * 60,
      y: Math.floor(index / 10) * 60,
      width: 4,
      height: 4,
      colour: blue,
    }));
    const difference = await comparer.comparePictures(picture(600, 600), picture(600, 600, ...dots));
    expect(difference.changedPixels).toBe(1600);
    expect(difference.regions).toHaveLength(30);
  });

  it('compares several pairs at once', async () => {
    const pairs = Array.from({ length: 8 }, (_, index) =>
      comparer.comparePictures(picture(100, 100), picture(100, 100, { x: 0, y: 0, width: index + 1, height: 3, colour: blue })),
    );
    expect((await Promise.all(pairs)).map(difference => difference.changedPixels)).toEqual([3, 6, 9, 12, 15, 18, 21, 24]);
  });

  it('refuses what is no picture', async () => {
    await expect(comparer.comparePictures(Buffer.from('hello, this is not a PNG file'), picture(10, 10))).rejects.toMatchObject({
      kind: 'invalid',
      code: 'picture.unreadable',
    });
  });
});
