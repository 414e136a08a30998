import { spawn } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Whether there is a screen to show a window on. */
export function hasScreen(): boolean {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  return process.platform !== 'linux' || Boolean(DISPLAY) || Boolean(WAYLAND_DISPLAY);
}

export type ShowOptions = {
  readonly url: string;
  /** The room's home; the link is handed over in a private file there. */
  readonly home: string;
  /** The path of a Chromium, or null for whatever opens links on this machine. */
  readonly chromium: string | null;
};

/** Opens the page as a window of its own where a Chromium is there, else in the usual browser. False when there is no screen. */
export async function showPage({ url, home, chromium }: ShowOptions): Promise<boolean> {
  if (!hasScreen()) return false;
  if (chromium === null) return start(...opener(url));
  const target = isConfined(chromium) ? url : await redirectFile(url, home);
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return start(chromium, [
    `--app=${target}`,
    '--window-size=1440,900',
    '--no-first-run',
    '--no-default-browser-check',
    ...asRoot,
  ]);
}

/** Removes the file that `showPage` handed the link over in. */
export async function forgetShownPage(home: string): Promise<void> {
  await rm(join(home, 'open'), { recursive: true, force: true });
}

/** Arguments of a program can be read by every user of a machine, a private file cannot: so the link stands in one. */
async function redirectFile(url: string, home: string): Promise<string> {
  const folder = join(home, 'open');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, 'room.html');
  await writeFile(
    file,
    `<!doctype html><meta charset="utf-8"><title>Andon</title><script>location.replace(${JSON.stringify(url)})</script>\n`,
    { mode: 0o600 },
  );
  return pathToFileURL(file).href;
}

/** A browser from a snap sees neither hidden folders nor the temporary one. */
function isConfined(chromium: string): boolean {
  try {
    return realpathSync(chromium).includes('/snap');
  } catch {
    return false;
  }
}

function opener(url: string): [string, string[]] {
  if (process.platform === 'darwin') return ['open', [url]];
  if (process.platform === 'win32') return ['rundll32', ['url.dll,FileProtocolHandler', url]];
  return ['xdg-open', [url]];
}

/** True once the program runs; it goes its own way afterwards. */
function start(program: string, args: readonly string[]): Promise<boolean> {
  return new Promise(done => {
    const child = spawn(program, args, { stdio: 'ignore', detached: true });
    child.once('error', () => done(false));
    child.once('spawn', () => {
      child.unref();
      done(true);
    });
  });
}
