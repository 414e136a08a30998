import { findWindowedBrowser } from '../adapters/scenarios/playwright/find-browser.ts';

/** The path of the browser that shows the room in browser mode; null when there is none. */
export function chromiumPath(): string | null {
  return findWindowedBrowser().path;
}
