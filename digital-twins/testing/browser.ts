import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Pictures of one page then do not differ at the edges of rounded corners, as about one in forty otherwise does. */
const pictureFlags = ['--disable-partial-raster', '--disable-gpu', '--disable-lcd-text'];

/** A headless browser for tests of pages. Throws where there is none. */
export function openBrowser(): Promise<Browser> {
  const executablePath = places.find(place => existsSync(place)) ?? chromium.executablePath();
  // Root cannot have Chromium's own sandbox; the pages here are ours.
  const args = process.getuid?.() === 0 ? ['--no-sandbox', ...pictureFlags] : pictureFlags;
  return chromium.launch({ executablePath, args });
}
