import type { Page } from 'playwright-core';
import { type Bench, type Check, demand, same } from '../../../testing/conformance/check.ts';
import { makeTask, sdk, statusOf } from '../clients.ts';
import { seedWithBoard } from '../seed.ts';

const seed = seedWithBoard;

/** The pages a person and a scenario see. */
export const pageChecks: Check[] = [
  {
    id: 'page-drag',
    title: 'a card dragged to another column is a transition, which the API sees as that person’s',
    label: 'guess',
    seed,
    run: async bench => {
      const page = await board(bench);
      await card(page, 'HELP-2').dragTo(column(page, 'Escalated'));
      await column(page, 'Escalated').getByRole('article', { name: 'HELP-2' }).waitFor();
      same(await statusOf(bench, 'HELP-2'), 'Escalated', 'status');
      const { values } = await sdk(bench).issues.getChangeLogs({ issueIdOrKey: 'HELP-2' });
      const last = values?.at(-1);
      same([last?.author?.displayName, `${last?.items?.[0]?.toString}`], ['Ben Okafor', 'Escalated'], 'history');
    },
  },
  {
    id: 'page-drag-illegal',
    title: 'a card cannot be dragged where the workflow does not lead',
    label: 'guess',
    seed,
    run: async bench => {
      const page = await board(bench);
      await card(page, 'HELP-2').dragTo(column(page, 'Waiting'));
      await page.getByRole('alert').filter({ hasText: 'HELP-2' }).waitFor();
      same(await statusOf(bench, 'HELP-2'), 'Open', 'status');
      await column(page, 'Open').getByRole('article', { name: 'HELP-2' }).waitFor();
    },
  },
  {
    id: 'page-follows',
    title: 'an open board follows what the API does, without being loaded again',
    label: 'guess',
    seed,
    run: async bench => {
      const page = await board(bench);
      const { transitions } = await sdk(bench).issues.getTransitions({ issueIdOrKey: 'HELP-2' });
      const id = String(transitions?.find(one => one.name === 'Escalate')?.id);
      await sdk(bench).issues.doTransition({ issueIdOrKey: 'HELP-2', transition: { id } });
      await column(page, 'Escalated').getByRole('article', { name: 'HELP-2' }).waitFor();
    },
  },
  {
    id: 'page-comment',
    title: 'a comment written on the issue’s page is that person’s, and what is shown is escaped',
    label: 'guess',
    seed,
    run: async bench => {
      const key = await makeTask(bench, '<img src=x onerror="document.title=1">');
      const page = await open(bench, `/browse/${key}?as=ben`);
      await page.getByText('<img src=x', { exact: false }).first().waitFor();
      await page.getByLabel('Add a comment').fill('On <b>my</b> way');
      await page.getByRole('button', { name: 'Save' }).click();
      await page.getByText('On <b>my</b> way').waitFor();
      same(await page.locator('img[src="x"]').count(), 0, 'images that were smuggled in');
      const { comments } = await sdk(bench).issueComments.getComments({ issueIdOrKey: key });
      same(
        comments?.map(one => one.author?.displayName),
        ['Ben Okafor'],
        'authors',
      );
    },
  },
  {
    id: 'page-hidden',
    title: 'a page of an issue one may not see is a 404 without a word of it',
    label: 'guess',
    seed,
    run: async bench => {
      const page = await bench.page();
      const hidden = await page.goto(`${bench.url}/browse/SECRET-1?as=ben`);
      const text = await page.content();
      demand(hidden?.status() === 404 && !text.includes('printer maker'), `it answers ${hidden?.status()}`);
      const seen = await page.goto(`${bench.url}/browse/SECRET-1?as=cleo`);
      same(seen?.status(), 200, 'for Cleo');
      await page.getByText('Buy the printer maker').first().waitFor();
    },
  },
  {
    id: 'page-menu',
    title: 'without a mouse a card is moved by its menu, which offers only what the workflow allows',
    label: 'guess',
    seed,
    run: async bench => {
      const page = await board(bench);
      const menu = page.getByLabel('Move HELP-2');
      const options = (await menu.locator('option').allTextContents()).filter(text => text.includes('→'));
      same(options.map(text => text.trim()).sort(), ['Escalate → Escalated', 'Resolve → Done'], 'offered');
      await menu.selectOption({ label: 'Resolve → Done' });
      await column(page, 'Done').getByRole('article', { name: 'HELP-2' }).waitFor();
      same(await statusOf(bench, 'HELP-2'), 'Done', 'status');
    },
  },
  {
    id: 'page-still',
    title: 'pictures of the board are the same to the pixel over three runs',
    label: 'guess',
    seed,
    run: async bench => {
      const pictures: string[] = [];
      for (let run = 0; run < 3; run += 1) {
        const page = await board(bench);
        pictures.push((await page.screenshot({ animations: 'disabled' })).toString('base64'));
        await bench.admin('POST', '/reset');
      }
      demand(pictures[0] === pictures[1] && pictures[1] === pictures[2], 'the pictures differ');
    },
  },
];

async function open(bench: Bench, path: string): Promise<Page> {
  const page = await bench.page();
  page.setDefaultTimeout(5000);
  const answer = await page.goto(`${bench.url}${path}`);
  demand(answer?.headers()['content-type']?.startsWith('text/html') === true, `${path} is no page`);
  return page;
}

async function board(bench: Bench): Promise<Page> {
  const page = await open(bench, '/board/HELP?as=ben');
  await card(page, 'HELP-2').waitFor();
  return page;
}

const card = (page: Page, key: string) => page.getByRole('article', { name: key });
const column = (page: Page, name: string) => page.getByRole('region', { name });
