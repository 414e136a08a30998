import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import type { Scenario } from '../../../core/scenario/scenario.ts';
import { createNameProxy, handshakeHost, type NameProxy, type Routes } from './name-proxy.ts';
import { type PageRest, watchRest } from './page-rest.ts';
import type { ReplayLog } from './replay-log.ts';
import { seededRandom } from './seeded-random.ts';

export const productOrigin = 'http://product.localhost';

/** One person at one browser: a context of their own with cookies, clock and a proxy of its own. */
export type PersonSession = { readonly page: Page; readonly rest: PageRest; close(): Promise<void> };

export type SessionRequest = {
  readonly scenario: Scenario;
  readonly person: string;
  readonly routes: Routes;
  readonly log: ReplayLog;
};

export async function openSession(browser: Browser, request: SessionRequest): Promise<PersonSession> {
  const proxy = await createNameProxy(request.routes, request.log.ask);
  try {
    const context = await browser.newContext(contextOptions(request.scenario, proxy));
    return { page: await openPage(context, proxy, request), rest: watchRest(context), close: () => closeAll(context, proxy) };
  } catch (error) {
    await proxy.close();
    throw error;
  }
}

async function openPage(
  context: BrowserContext,
  proxy: NameProxy,
  { scenario, person, routes, log }: SessionRequest,
): Promise<Page> {
  const page = await context.newPage();
  await shakeHands(page, proxy);
  // Timers go on; only the time of day stands still. Freezing the timers too would hang pages that wait for them.
  await context.clock.setFixedTime(scenario.clock);
  await context.addInitScript(seededRandom(`${scenario.id}/${person}`));
  listen(context, routes, log);
  return page;
}

function contextOptions(scenario: Scenario, proxy: NameProxy): BrowserContextOptions {
  return {
    baseURL: productOrigin,
    viewport: scenario.viewport,
    deviceScaleFactor: 1,
    locale: scenario.locale,
    timezoneId: scenario.timezone,
    colorScheme: 'light',
    reducedMotion: 'reduce',
    serviceWorkers: 'block',
    acceptDownloads: false,
    // Without this rule Chromium goes straight to loopback addresses: any port of the host could be reached.
    proxy: { server: proxy.server, bypass: '<-loopback>' },
  };
}

/**
 * Teaches the context the proxy's password with one request of our own. Giving it to Playwright instead would intercept
 * every request for the whole replay and turn the cache off, which is slow and unlike a customer's browser.
 */
async function shakeHands(page: Page, { username, password }: NameProxy): Promise<void> {
  const session = await page.context().newCDPSession(page);
  session.on('Fetch.requestPaused', ({ requestId }) => void session.send('Fetch.continueRequest', { requestId }).catch(() => {}));
  session.on('Fetch.authRequired', ({ requestId, authChallenge }) => {
    const response =
      authChallenge.source === 'Proxy'
        ? ({ response: 'ProvideCredentials', username, password } as const)
        : ({ response: 'CancelAuth' } as const);
    void session.send('Fetch.continueWithAuth', { requestId, authChallengeResponse: response }).catch(() => {});
  });
  await session.send('Fetch.enable', { handleAuthRequests: true });
  await page.evaluate(url => fetch(url).then(answer => answer.text()), `http://${handshakeHost}/`);
  await session.send('Fetch.disable');
  await session.detach();
}

function listen(context: BrowserContext, routes: Routes, log: ReplayLog): void {
  context.on('console', message => log.say({ level: message.type(), text: message.text() }));
  context.on('weberror', error =>
    log.say({ level: 'error', text: `uncaught: ${error.error().message || String(error.error())}` }),
  );
  // What is not a name of this replay is reported by the proxy, which sees what pages cannot hide from the browser's events.
  context.on(
    'response',
    answer =>
      isOurs(answer.url(), routes) &&
      log.ask({ method: answer.request().method(), url: answer.url(), status: answer.status(), error: null }),
  );
  context.on(
    'requestfailed',
    asked =>
      isOurs(asked.url(), routes) &&
      log.ask({ method: asked.method(), url: asked.url(), status: null, error: asked.failure()?.errorText ?? 'failed' }),
  );
}

function isOurs(url: string, routes: Routes): boolean {
  return URL.canParse(url) && new URL(url).protocol === 'http:' && Object.hasOwn(routes, new URL(url).host);
}

async function closeAll(context: BrowserContext, proxy: NameProxy): Promise<void> {
  // A page that keeps its renderer busy can hold up the closing for good; the proxy is closed first, so that it can reach nothing.
  await proxy.close();
  await Promise.race([context.close().catch(() => {}), new Promise(resolve => setTimeout(resolve, 5000).unref())]);
}
