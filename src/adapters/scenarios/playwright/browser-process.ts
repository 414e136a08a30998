import { type Browser, chromium } from 'playwright-core';
import { AppError, messageOf } from '../../../base/app-error.ts';
import { browserFlags } from './browser-flags.ts';
import { findBrowser } from './find-browser.ts';

export type BrowserOptions = { readonly executablePath?: string | undefined; readonly onLog: (message: string) => void };

/** One browser for all replays: launched when first asked for, and again after it has died. */
export function createBrowserProcess(options: BrowserOptions): { get(): Promise<Browser>; close(): Promise<void> } {
  let current: Promise<Browser> | null = null;
  const forget = () => {
    current = null;
  };
  return {
    get: () => {
      current ??= launch(options, forget).catch(error => {
        forget();
        throw error;
      });
      return current;
    },
    close: async () => {
      const browser = await current?.catch(() => null);
      forget();
      await browser?.close();
    },
  };
}

export function browserFailed(cause: unknown): AppError {
  return new AppError('unavailable', 'browser.failed', `The browser failed: ${firstLine(messageOf(cause))}`, {
    hint: 'Run `andon doctor`. If the browser is damaged, install Chromium again or point ANDON_CHROMIUM at another one.',
    cause,
  });
}

async function launch(options: BrowserOptions, onGone: () => void): Promise<Browser> {
  const path = options.executablePath ?? installedPath();
  const browser = await launchSandboxed(path, options.onLog);
  browser.on('disconnected', () => {
    options.onLog('the browser has ended');
    onGone();
  });
  options.onLog(`browser ${browser.version()} started (${path})`);
  return browser;
}

function installedPath(): string {
  const found = findBrowser();
  if (found.path !== null) return found.path;
  throw new AppError('unavailable', 'browser.failed', `There is no browser to replay scenarios in: ${found.reason}.`, {
    hint: 'Run `andon doctor --fix`, or install Chromium and set ANDON_CHROMIUM to its path.',
  });
}

async function launchSandboxed(path: string, onLog: (message: string) => void): Promise<Browser> {
  // Chromium refuses its own sandbox to root, so there it runs with --no-sandbox; the pages still sit behind their proxies.
  const isRoot = process.getuid?.() === 0;
  try {
    return await start(path, !isRoot);
  } catch (error) {
    // Some kernels give unprivileged users no namespaces to build the sandbox from.
    if (isRoot || !/sandbox/i.test(messageOf(error))) throw browserFailed(error);
    onLog('the browser runs without its sandbox, since this kernel does not offer one');
    return await start(path, false).catch(again => {
      throw browserFailed(again);
    });
  }
}

function start(path: string, isSandboxed: boolean): Promise<Browser> {
  return chromium.launch({
    executablePath: path,
    headless: true,
    chromiumSandbox: isSandboxed,
    args: [...browserFlags],
    timeout: 30_000,
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
}

function firstLine(text: string): string {
  return text.split('\n')[0] ?? text;
}
