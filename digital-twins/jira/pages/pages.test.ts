import { createCloudClient } from 'jira.js';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from '../../testing/browser.ts';
import { at, startTwins, type TwinsProcess } from '../../testing/twins-process.ts';
import { jqlSeed } from '../conformance/jql-seed.ts';

const namespace = 'J-1.1/pages/base/1';

describe('the pages, in a browser', () => {
  let twins: TwinsProcess;
  let origin: string;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    twins = await startTwins();
    await twins.admin('PUT', at(namespace), { seeds: jqlSeed });
    origin = await twins.forward(namespace, 'jira');
    browser = await openBrowser();
    page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    await twins.stop();
  });

  const client = () =>
    createCloudClient({
      host: origin,
      auth: { type: 'basic', email: 'ada@acme.example', apiToken: 'jira-ada-token' },
      onSchemaMismatch: 'throw',
    });
  const statusOf = async (issueIdOrKey: string) => (await client().issues.getIssue({ issueIdOrKey })).fields?.status?.name;
  const column = (name: string) => page.getByRole('region', { name });

  it('takes a card that is dragged for a transition, which the API sees', async () => {
    await page.goto(`${origin}/board/APP?as=ada`);
    await page.getByRole('article', { name: 'APP-3' }).dragTo(column('In Work'));
    await column('In Work').getByRole('article', { name: 'APP-3' }).waitFor();
    expect(await statusOf('APP-3')).toBe('In Work');
    const { values } = await client().issues.getChangeLogs({ issueIdOrKey: 'APP-3' });
    expect(values?.at(-1)).toMatchObject({
      author: { displayName: 'Ada Moreno' },
      items: [{ field: 'status', toString: 'In Work' }],
    });
  });

  it('says why a card cannot go where it was dropped', async () => {
    await page.goto(`${origin}/board/APP?as=ada`);
    await page.getByRole('article', { name: 'APP-2' }).dragTo(column('Open'));
    await page.getByRole('alert').filter({ hasText: 'APP-2 cannot be moved there' }).waitFor();
    expect(await statusOf('APP-2')).toBe('In Work');
  });

  it('moves a card by its menu, and follows what the API does', async () => {
    await page.goto(`${origin}/board/APP?as=ben`);
    await page.getByLabel('Move APP-2').selectOption({ label: 'Close → Closed' });
    await column('Closed').getByRole('article', { name: 'APP-2' }).waitFor();
    const { transitions } = await client().issues.getTransitions({ issueIdOrKey: 'APP-2' });
    const reopen = transitions?.find(one => one.name === 'Reopen')?.id ?? '';
    await client().issues.doTransition({ issueIdOrKey: 'APP-2', transition: { id: reopen } });
    await column('Open').getByRole('article', { name: 'APP-2' }).waitFor();
  });

  it('adds a comment as the person one looks as, and shows each person what they may see', async () => {
    await page.goto(`${origin}/browse/APP-3?as=ben`);
    await page.getByLabel('Add a comment').fill('Looking into it');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { name: 'Comments (2)' }).waitFor();
    const { comments } = await client().issueComments.getComments({ issueIdOrKey: 'APP-3' });
    expect(comments?.at(-1)?.author?.displayName).toBe('Ben Okafor');
    expect((await page.goto(`${origin}/browse/SECRET-1`))?.status()).toBe(404);
    expect((await page.goto(`${origin}/browse/SECRET-1?as=cleo`))?.status()).toBe(200);
  });

  it('refuses forms of other sites', async () => {
    const body = new URLSearchParams({ text: 'from elsewhere' });
    for (const headers of [{ origin: 'http://evil.example' }, {}]) {
      expect((await fetch(`${origin}/board/issue/APP-3/comment`, { method: 'POST', body, headers })).status).toBe(403);
    }
  });
});
