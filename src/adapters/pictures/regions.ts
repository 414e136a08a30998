import type { ChangedRegion } from '../../core/scenario/picture-difference.ts';

/** RGBA pixels, row by row, as a PNG decoder gives them. A pixel with any opacity is a changed one. */
export type Mask = { readonly width: number; readonly height: number; readonly data: Uint8Array };

type Box = { left: number; top: number; right: number; bottom: number; pixels: number };

/** Pixels that are no further apart than about two tiles belong to one region: a word, not its letters. */
const tile = 8;
const gap = 16;
const maxRegions = 30;

/** Boxes around what changed, near ones merged, numbered top to bottom and left to right. */
export function regionsOf(mask: Mask): { readonly changedPixels: number; readonly regions: readonly ChangedRegion[] } {
  const tiles = tilesOf(mask);
  const boxes = bounded(merged([...tiles.values()]));
  const sorted = boxes.sort((a, b) => a.top - b.top || a.left - b.left);
  return { changedPixels: boxes.reduce((sum, box) => sum + box.pixels, 0), regions: sorted.map(regionOf) };
}

/** The changed pixels of each tile, boxed. */
function tilesOf({ width, height, data }: Mask): Map<number, Box> {
  const perRow = Math.ceil(width / tile);
  const tiles = new Map<number, Box>();
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (data[(y * width + x) * 4 + 3] === 0) continue;
      const key = Math.floor(y / tile) * perRow + Math.floor(x / tile);
      const box = tiles.get(key);
      if (box === undefined) tiles.set(key, { left: x, top: y, right: x, bottom: y, pixels: 1 });
      else grow(box, x, y);
    }
  }
  return tiles;
}

function grow(box: Box, x: number, y: number): void {
  box.left = Math.min(box.left, x);
  box.right = Math.max(box.right, x);
  box.bottom = Math.max(box.bottom, y);
  box.pixels++;
}

/** Joins boxes until no two are near. Boxes come in reading order, so most find their neighbour among the latest. */
function merged(boxes: readonly Box[]): Box[] {
  let now = [...boxes];
  for (;;) {
    const next: Box[] = [];
    for (const box of now) {
      const near = next.findLast(other => isNear(other, box));
      if (near === undefined) next.push({ ...box });
      else join(near, box);
    }
    if (next.length === now.length) return next;
    now = next;
  }
}

function isNear(a: Box, b: Box): boolean {
  return a.left - gap <= b.right && b.left - gap <= a.right && a.top - gap <= b.bottom && b.top - gap <= a.bottom;
}

function join(into: Box, box: Box): void {
  into.left = Math.min(into.left, box.left);
  into.top = Math.min(into.top, box.top);
  into.right = Math.max(into.right, box.right);
  into.bottom = Math.max(into.bottom, box.bottom);
  into.pixels += box.pixels;
}

/** Too many regions say no more than one: the smallest ones beyond the limit become a single box. */
function bounded(boxes: Box[]): Box[] {
  if (boxes.length <= maxRegions) return boxes;
  const bySize = boxes.sort((a, b) => b.pixels - a.pixels);
  const rest = bySize.slice(maxRegions - 1);
  const one = { ...rest[0]! };
  for (const box of rest.slice(1)) join(one, box);
  return [...bySize.slice(0, maxRegions - 1), one];
}

function regionOf(box: Box, index: number): ChangedRegion {
  return { number: index + 1, x: box.left, y: box.top, width: box.right - box.left + 1, height: box.bottom - box.top + 1 };
}
