import type { Locator, Page } from 'playwright-core';
import type { Bench } from '../../../testing/conformance/check.ts';
import { bot } from '../client.ts';

/** Slack's window of one person, at a channel. */
export async function openWindow(bench: Bench, person: string, channel = 'support'): Promise<Page> {
  // On a server that knows nothing this ends the check at once, instead of waiting for a page that never comes.
  await bot(bench).auth.test();
  const page = await bench.page();
  await page.goto(`${bench.url}/?channel=${channel}&as=${person}`);
  await messagesIn(page, channel).waitFor();
  return page;
}

/** What stands in a channel, as the person sees it. */
export function messagesIn(page: Page, channel = 'support'): Locator {
  return page.getByRole('region', { name: `Messages in ${channel}` });
}

/** Types a message or a slash command, and sends it. */
export async function say(page: Page, text: string, channel = 'support'): Promise<void> {
  const box = page.getByRole('textbox', { name: new RegExp(`^Message.*${channel}`) });
  await box.fill(text);
  await box.press('Enter');
}
