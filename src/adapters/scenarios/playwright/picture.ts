import type { Page } from 'playwright-core';
import type { Act } from '../../../core/scenario/step.ts';
import { locate } from './page-locator.ts';
import type { PageRest } from './page-rest.ts';
import type { PersonSession } from './person-session.ts';

export type Checkpoint = Extract<Act, { type: 'checkpoint' }>;

const pictureMs = 5000;
const tries = 3;

/**
 * A PNG of the page once it has come to rest. Playwright waits for the fonts of every frame and stops animations and the
 * caret. A page that starts to load again in the middle makes the browser give up: that is tried again, since nothing was judged yet.
 */
export async function takePicture(
  { page, rest }: PersonSession,
  checkpoint: Checkpoint,
  timeoutMs: number | null,
): Promise<{ bytes: Uint8Array; width: number; height: number }> {
  for (let left = tries - 1; ; left--) {
    try {
      const bytes = await shoot(page, checkpoint, rest, timeoutMs ?? pictureMs);
      return { bytes, ...sizeOf(bytes) };
    } catch (error) {
      if (left === 0 || page.isClosed()) throw error;
    }
  }
}

async function shoot(page: Page, checkpoint: Checkpoint, rest: PageRest, timeout: number): Promise<Buffer> {
  await rest.wait();
  await page.waitForLoadState('load', { timeout });
  return await page.screenshot({
    type: 'png',
    scale: 'css',
    caret: 'hide',
    animations: 'disabled',
    fullPage: checkpoint.isFullPage,
    mask: checkpoint.mask.map(locator => locate(page, locator)),
    maskColor: '#8d929c',
    timeout,
  });
}

/** Width and height stand in the header chunk that every PNG begins with. */
function sizeOf(png: Buffer): { width: number; height: number } {
  return { width: png.readUInt32BE(16), height: png.readUInt32BE(20) };
}
