// biome-ignore-all lint/suspicious/noTemplateCurlyInString: hostile text may look like a template
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { evidenceExample } from '../../../core/evidence/evidence.fixture.ts';
import { renderPage } from '../../../core/evidence/page/page.ts';
import { findBrowser } from './find-browser.ts';

const hostile = [
  '<script>window.hit=1</script>',
  '<img src=x onerror="window.hit=1">',
  '"><svg onload=window.hit=1>',
  "' onmouseover='window.hit=1",
  '</style><script>window.hit=1</script>',
  '</script><script>window.hit=1</script>',
  '<a href="javascript:window.hit=1" id=trap>click</a>',
  '<meta http-equiv=refresh content="0;url=http://127.0.0.1:9/">',
  '<base href="http://127.0.0.1:9/"><iframe src="http://127.0.0.1:9/"></iframe>',
  '-->]]>&lt;script&gt;',
  '${window.hit=1}{{7*7}}',
  'safe\u202egnp.exe\u202c\u2066x\u2069\u200b\u0000\u001b[2J',
].join(' ');

describe.skipIf(findBrowser().path === null)('the evidence page in a browser', () => {
  let home: string;
  const browser = chromium.launch({ executablePath: findBrowser().path ?? '', chromiumSandbox: process.getuid?.() !== 0 });
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'andon-page-'));
  });
  afterAll(async () => {
    await (await browser).close();
    await rm(home, { recursive: true });
  });

  async function open(text: string | undefined) {
    const { draft, blobs } = evidenceExample(text);
    const file = join(home, 'index.html');
    const rendered = renderPage(draft, blobs);
    expect(renderPage(structuredClone(draft), new Map(blobs))).toBe(rendered);
    await writeFile(file, rendered);
    const page = await (await browser).newPage();
    const seen = { requests: [] as string[], messages: [] as string[] };
    page.on('request', request => seen.requests.push(request.url()));
    page.on('console', message => seen.messages.push(message.text()));
    page.on('dialog', dialog => void dialog.dismiss());
    await page.goto(pathToFileURL(file).href);
    return { page, seen };
  }

  it('stands alone: it asks for nothing, shows its pictures, and its policy has nothing to complain of', async () => {
    const { page, seen } = await open(undefined);
    expect(seen.requests.filter(url => !url.startsWith('data:'))).toHaveLength(1);
    expect(seen.messages).toEqual([]);
    expect(
      await page
        .locator('.slider .pic')
        .first()
        .evaluate(element => getComputedStyle(element).backgroundImage.slice(0, 22)),
    ).toBe('url("data:image/png;ba');
    await page.locator('.slider input').fill('80');
    expect(await page.locator('.slider .over').evaluate(element => (element as HTMLElement).style.clipPath)).toContain('80%');
    await page.close();
  });

  it('runs nothing and shows everything of what hostile text holds', async () => {
    const { page, seen } = await open(hostile);
    await page.locator('details').evaluateAll(all => {
      for (const one of all) one.setAttribute('open', '');
    });
    await page.mouse.move(400, 300);
    expect(await page.evaluate(() => (window as { hit?: number }).hit)).toBeUndefined();
    expect(
      await page.evaluate(() => [
        document.scripts.length,
        document.images.length,
        document.querySelectorAll('iframe, #trap, base, [onload], [onerror], [onmouseover]').length,
      ]),
    ).toEqual([1, 0, 0]);
    expect(seen.requests.filter(url => !url.startsWith('data:'))).toHaveLength(1);
    expect(await page.locator('h1').textContent()).toContain('<script>window.hit=1</script> <img src=x onerror="window.hit=1">');
    expect(await page.locator('h1').textContent()).toContain('safe⟨U+202E⟩gnp.exe');
    expect(await page.content()).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
    await page.close();
  });

  it('would run nothing even if text became markup: the policy forbids it', async () => {
    const { draft, blobs } = evidenceExample();
    const file = join(home, 'broken.html');
    await writeFile(
      file,
      renderPage(draft, blobs).replace(
        '</main>',
        '<script>window.hit=1</script><img src="x" onerror="window.hit=1"><img src="http://127.0.0.1:9/"></main>',
      ),
    );
    const page = await (await browser).newPage();
    const refused: string[] = [];
    page.on('console', message => refused.push(message.text()));
    await page.goto(pathToFileURL(file).href);
    expect(await page.evaluate(() => (window as { hit?: number }).hit)).toBeUndefined();
    expect(refused.length).toBeGreaterThan(1);
    await page.close();
  });

  it('is readable with huge text in every place', async () => {
    const { page } = await open('wide'.repeat(20_000));
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
    await page.close();
  });
});
