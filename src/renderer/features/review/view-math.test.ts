import { expect, test } from 'vitest';
import { drawnBox, percentAt, scaleOf, scrollTo, zoomFrom } from './view-math.ts';

const room = { width: 640, height: 400 };

test('fitting shows all of a picture but never enlarges', () => {
  expect(scaleOf('fit', { width: 1280, height: 800 }, room)).toBe(0.5);
  expect(scaleOf('fit', { width: 1280, height: 1000 }, room)).toBe(0.4);
  expect(scaleOf('fit', { width: 320, height: 200 }, room)).toBe(1);
  expect(scaleOf(2, { width: 1280, height: 800 }, room)).toBe(2);
});

test('fitting keeps a long page wide enough to be read', () => {
  expect(scaleOf('fit', { width: 1280, height: 8000 }, room)).toBeCloseTo(0.35);
  expect(scaleOf('fit', { width: 390, height: 844 }, room)).toBe(1);
});

test('zooming goes step by step and stops at the ends', () => {
  expect(zoomFrom(0.5, 1)).toBe(0.67);
  expect(zoomFrom(0.6, -1)).toBe(0.5);
  expect(zoomFrom(4, 1)).toBe(4);
  expect(zoomFrom(0.25, -1)).toBe(0.25);
});

test('regions are drawn where they are in the picture', () => {
  expect(drawnBox({ x: 100, y: 40, width: 20, height: 10 }, 0.5)).toEqual({ x: 50, y: 20, width: 10, height: 5 });
});

test('a region is scrolled to the middle', () => {
  expect(scrollTo({ x: 500, y: 10, width: 100, height: 20 }, { width: 400, height: 300 })).toEqual({ left: 350, top: 0 });
});

test('a place is a share of the width, and stays inside', () => {
  expect([percentAt(50, 200), percentAt(-5, 200), percentAt(900, 200), percentAt(1, 0)]).toEqual([25, 0, 100, 50]);
});
