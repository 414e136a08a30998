import type { Page } from 'playwright-core';
import { assertNever } from '../../../base/assert-never.ts';
import type { Step } from '../../../core/scenario/step.ts';
import { doubtAboutPage } from './page-expectation.ts';
import { type Doubt, poll } from './poll.ts';
import { clipped, errorsIn, type ReplayLog } from './replay-log.ts';
import type { TwinWatch } from './twin-watch.ts';
import { silentPage, within } from './within.ts';

export type Question = {
  readonly page: Page;
  readonly step: Extract<Step, { type: 'expect' }>;
  readonly log: ReplayLog;
  readonly watch: TwinWatch;
  readonly signal: AbortSignal;
};

const pageMs = 3000;
const twinMs = 5000;
/** How long one look at the page may take before the page counts as hung, which breaks the replay. */
const answerMs = 10_000;
/** An error often comes a timer or an answer after the click that caused it. */
const consoleQuietMs = 250;

/** Null when the expectation holds in time, else why it does not. */
export async function isHeld({ page, step, log, watch, signal }: Question): Promise<string | null> {
  const { expectation, timeoutMs } = step;
  switch (expectation.on) {
    case 'page':
      return await poll(() => within(answerMs, doubtAboutPage(page, expectation), silentPage), timeoutMs ?? pageMs, signal);
    case 'twin-calls':
      return await poll(() => watch.doubtAboutCalls(expectation), timeoutMs ?? twinMs, signal);
    case 'twin-state':
      return await poll(() => watch.doubtAboutState(expectation), timeoutMs ?? twinMs, signal);
    case 'twins-only':
      return await poll(() => watch.doubtAboutRest(expectation), timeoutMs ?? twinMs, signal);
    case 'console':
      return await poll(() => doubtAboutConsole(page, log, watch), twinMs, signal);
    default:
      return assertNever(expectation);
  }
}

async function doubtAboutConsole(page: Page, log: ReplayLog, watch: TwinWatch): Promise<Doubt | null> {
  // One round trip to the page, so that what it has said before is here.
  await within(answerMs, page.title(), silentPage);
  const errors = errorsIn(log);
  if (errors.length > 0)
    return {
      reason: `${errors.length} in the console: ${clipped(errors.map(line => line.text).join(' | '), 500)}`,
      isFinal: true,
    };
  return watch.isQuiet(consoleQuietMs) ? null : { reason: 'the page did not come to rest' };
}
