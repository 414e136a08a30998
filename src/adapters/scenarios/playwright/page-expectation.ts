import type { Page, Locator as PageLocator } from 'playwright-core';
import { messageOf } from '../../../base/app-error.ts';
import type { Expectation } from '../../../core/scenario/expectation.ts';
import { describeMatch, isMatch, type Match } from '../../../core/scenario/match.ts';
import { locate } from './page-locator.ts';
import type { Doubt } from './poll.ts';
import { clipped } from './replay-log.ts';

export type PageExpectation = Extract<Expectation, { on: 'page' }>;

const readMs = 1000;
/** Layout rounds; less than this is no overflow that anyone could see. */
const tolerance = 1;

/** Why the page is not as expected right now, or null. Read in an isolated world wherever possible, which the page's own scripts cannot forge. */
export async function doubtAboutPage(page: Page, expectation: PageExpectation): Promise<Doubt | null> {
  try {
    return await doubtNow(page, expectation);
  } catch (error) {
    // A page that is gone is a broken replay; anything else (it vanished while it was read, it has no value) is a doubt.
    if (page.isClosed() || /crashed|has been closed/i.test(messageOf(error))) throw error;
    return { reason: clipped(messageOf(error).split('\n')[0] ?? '', 300) };
  }
}

async function doubtNow(page: Page, expectation: PageExpectation): Promise<Doubt | null> {
  const found = locate(page, expectation.locator);
  const count = await found.count();
  if (expectation.hidden) return await hiddenDoubt(found, count);
  if (expectation.count !== null && count !== expectation.count)
    return { reason: `it is there ${count} ×, not ${expectation.count} ×` };
  return isOnlyCounted(expectation) ? null : await doubtAboutOne(page, found, count, expectation);
}

function isOnlyCounted(page: PageExpectation): boolean {
  return page.count !== null && !page.visible && page.text === null && page.value === null && !page.withinViewport;
}

async function hiddenDoubt(found: PageLocator, count: number): Promise<Doubt | null> {
  for (let index = 0; index < count; index++) if (await found.nth(index).isVisible()) return { reason: 'it can be seen' };
  return null;
}

async function doubtAboutOne(page: Page, found: PageLocator, count: number, expectation: PageExpectation): Promise<Doubt | null> {
  if (count === 0) return { reason: 'it is not there' };
  if (count > 1 && expectation.count === null) return { reason: `${count} things match; say which with within or nth` };
  for (let index = 0; index < count; index++) {
    const doubt = await doubtAboutElement(page, found.nth(index), expectation);
    if (doubt !== null) return doubt;
  }
  return null;
}

async function doubtAboutElement(
  page: Page,
  element: PageLocator,
  { visible, text, value, withinViewport }: PageExpectation,
): Promise<Doubt | null> {
  if (visible && !(await element.isVisible())) return { reason: 'it is there but cannot be seen' };
  const textDoubt = text === null ? null : textDoubtOf(text, await element.textContent({ timeout: readMs }), 'text');
  if (textDoubt !== null) return textDoubt;
  const valueDoubt = value === null ? null : textDoubtOf(value, await element.inputValue({ timeout: readMs }), 'value');
  return valueDoubt ?? (withinViewport ? await overflowDoubt(page, element) : null);
}

function textDoubtOf(wanted: Match, raw: string | null, what: 'text' | 'value'): Doubt | null {
  const seen = what === 'text' ? (raw ?? '').replace(/\s+/g, ' ').trim() : (raw ?? '');
  return isMatch(wanted, seen)
    ? null
    : { reason: `its ${what} is ${JSON.stringify(clipped(seen, 300))}, not ${describeMatch(wanted)}` };
}

type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

async function overflowDoubt(page: Page, element: PageLocator): Promise<Doubt | null> {
  const box = await element.boundingBox({ timeout: readMs });
  if (box === null) return { reason: 'it has no place on the page' };
  const width = page.viewportSize()?.width ?? 0;
  if (box.x < -tolerance || box.x + box.width > width + tolerance)
    return { reason: `it reaches from ${round(box.x)} to ${round(box.x + box.width)} px in a window ${width} px wide` };
  const parent = await element.locator('xpath=..').boundingBox({ timeout: readMs });
  if (parent !== null && !isInside(box, parent))
    return { reason: `it is ${size(box)} px and reaches out of its parent of ${size(parent)} px` };
  const spill = await element.evaluate(spillOf, undefined, { timeout: readMs });
  return spill > tolerance ? { reason: `its content reaches ${round(spill)} px out of it` } : null;
}

/** Runs in the page: how far content shows beyond the right edge. A lie of the page's can only hide this one part. */
function spillOf(element: Element): number {
  return getComputedStyle(element).overflowX === 'visible' && element.clientWidth > 0
    ? element.scrollWidth - element.clientWidth
    : 0;
}

function isInside(box: Box, parent: Box): boolean {
  const isAcross = box.x >= parent.x - tolerance && box.x + box.width <= parent.x + parent.width + tolerance;
  return isAcross && box.y >= parent.y - tolerance && box.y + box.height <= parent.y + parent.height + tolerance;
}

function size(box: Box): string {
  return `${round(box.width)} × ${round(box.height)}`;
}

function round(value: number): number {
  return Math.round(value);
}
