import type { Page } from 'playwright-core';
import { assertNever } from '../../../base/assert-never.ts';
import type { Act } from '../../../core/scenario/step.ts';
import { proxyHeader } from './name-proxy.ts';
import { locate } from './page-locator.ts';
import { silentPage, within } from './within.ts';

export type Action = Exclude<Act, { type: 'checkpoint' | 'expect' }>;

const actionMs = 5000;
const pageMs = 15_000;

/** Does what the person does, or throws the reason why it cannot be done. */
export async function carryOut(page: Page, action: Action, timeoutMs: number | null): Promise<void> {
  // Pressing a key has no limit of its own.
  await within((timeoutMs ?? pageMs) + 2000, act(page, action, timeoutMs), silentPage);
}

async function act(page: Page, action: Action, timeoutMs: number | null): Promise<void> {
  const timeout = { timeout: timeoutMs ?? actionMs };
  switch (action.type) {
    case 'goto':
      return await go(page, action.url, timeoutMs ?? pageMs);
    case 'click':
      return await locate(page, action.on).click(timeout);
    case 'check':
      return await locate(page, action.on).check(timeout);
    case 'uncheck':
      return await locate(page, action.on).uncheck(timeout);
    case 'hover':
      return await locate(page, action.on).hover(timeout);
    case 'fill':
      return await locate(page, action.on).fill(action.value, timeout);
    case 'select':
      return void (await locate(page, action.on).selectOption([...action.values], timeout));
    case 'press':
      return action.on === null
        ? await page.keyboard.press(action.key)
        : await locate(page, action.on).press(action.key, timeout);
    default:
      return assertNever(action);
  }
}

async function go(page: Page, url: string, timeout: number): Promise<void> {
  const answer = await page.goto(url, { timeout });
  const refusal = answer?.headers()[proxyHeader];
  if (refusal !== undefined)
    throw new Error(refusal === 'unreachable' ? `nothing answers at ${url}` : `${url} is not a name of this replay`);
}
