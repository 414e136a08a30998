import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasScreen } from '../../src/app/show-page.ts';
import { installation } from '../../src/app/where.ts';
import { electronProgram } from '../../src/cli/find-electron.ts';

const program = electronProgram();
const obstacle =
  program === null
    ? "Electron's program is not here"
    : !existsSync(join(installation, 'out/main/index.js'))
      ? 'the desktop app is not built (npm run build)'
      : process.getuid?.() === 0
        ? "Electron's sandbox does not work for root"
        : hasScreen()
          ? null
          : 'there is no screen';

describe.skipIf(obstacle !== null)(`the desktop app${obstacle === null ? '' : ` (left out: ${obstacle})`}`, () => {
  let app: ElectronApplication;
  let page: Page;
  let home = '';

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'andon-electron-'));
    app = await _electron.launch({
      executablePath: program ?? '',
      args: [installation, '--home', home, '--runtime', 'local', '--pace', 'fast', `--user-data-dir=${join(home, 'window')}`],
    });
    page = await app.firstWindow();
  });

  afterAll(async () => {
    await app.close();
    await rm(home, { recursive: true, force: true });
  });

  it('shows the board of the sample factory', async () => {
    await page.getByText('Needs you').first().waitFor();
    expect(page.url()).toMatch(/^andon:\/\/room\//);
  });

  it('gives its page nothing of Node or Electron', async () => {
    expect(
      await page.evaluate(() => [
        typeof Reflect.get(globalThis, 'require'),
        typeof Reflect.get(globalThis, 'process'),
        typeof Reflect.get(globalThis, 'electron'),
      ]),
    ).toEqual(['undefined', 'undefined', 'undefined']);
  });

  it('refuses to leave its page and to open another', async () => {
    await page.evaluate(() => {
      window.open('https://example.org');
      location.href = 'https://example.org';
    });
    expect(app.windows()).toHaveLength(1);
    expect(page.url()).toMatch(/^andon:\/\/room\//);
  });

  it('grants no permission', async () => {
    expect(await page.evaluate(() => Notification.requestPermission())).toBe('denied');
  });
});
