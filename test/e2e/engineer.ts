import { type Browser, type BrowserContext, chromium, type Locator, type Page } from 'playwright-core';
import { chromiumPath } from '../../src/app/chromium.ts';

/** A person at a window of the control room, in a real browser. */
export type Engineer = {
  readonly page: Page;
  /** The card of a job, in whatever column it stands. */
  card(job: string): Locator;
  /** Selects a card as a click on its title does, so that the board's keys act on it. */
  pick(job: string): Promise<void>;
  goTo(place: string): Promise<void>;
  /** What must never happen on a page of ours: errors, and anything that the content policy refused. */
  readonly faults: readonly string[];
  close(): Promise<void>;
};

/** Opens a window at a link. Waiting for anything in it ends after half a minute. */
export async function openWindow(link: string): Promise<Engineer> {
  const browser = await launch();
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, colorScheme: 'dark' });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  const faults = await watchFaults(context, page);
  await page.goto(link);
  const card = (job: string) => page.locator(`[id="card-${job}"]`);
  return {
    page,
    card,
    pick: job => card(job).locator('.card-title').click(),
    goTo: place =>
      page.evaluate(hash => {
        location.hash = hash;
      }, `#/${place}`),
    faults,
    close: () => browser.close(),
  };
}

function launch(): Promise<Browser> {
  const executablePath = chromiumPath();
  if (executablePath === null) throw new Error('there is no browser to open a window in');
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return chromium.launch({ executablePath, args: [...asRoot, '--disable-gpu', '--disable-quic'] });
}

async function watchFaults(context: BrowserContext, page: Page): Promise<string[]> {
  const faults: string[] = [];
  await context.exposeFunction('andonFault', (fault: string) => faults.push(fault));
  await context.addInitScript(() => {
    const tell = Reflect.get(globalThis, 'andonFault') as (fault: string) => void;
    document.addEventListener('securitypolicyviolation', event =>
      tell(`refused: ${event.violatedDirective} ${event.blockedURI}`),
    );
  });
  page.on('pageerror', error => faults.push(`error: ${error.message}`));
  page.on('console', message => {
    if (message.type() === 'error') faults.push(`console: ${message.text()}`);
  });
  return faults;
}
