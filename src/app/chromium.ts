import { findBrowser } from '../adapters/scenarios/playwright/find-browser.ts';

/** The path of the browser that scenarios are replayed in and that shows the room in browser mode; null when there is none. */
export function chromiumPath(): string | null {
  return findBrowser().path;
}
