import { isDeepStrictEqual } from 'node:util';
import { AppError, messageOf } from '../../../base/app-error.ts';
import type { AllowedCall, Expectation, StateMatch } from '../../../core/scenario/expectation.ts';
import { isMatch } from '../../../core/scenario/match.ts';
import type { TwinView } from '../../../core/scenario/replay.ts';
import type { Scenario } from '../../../core/scenario/scenario.ts';
import { isCallMatch, valueAt } from '../../../core/scenario/twin-match.ts';
import type { TwinCall } from '../../../core/twin/twin-call.ts';
import type { Doubt } from './poll.ts';
import { clipped } from './replay-log.ts';

/**
 * Judges expectations on the twins. "Exactly one" and "nothing else" are statements about what does *not* happen, so they
 * hold only when for `settleMs` nobody has acted and no twin was written to. One wait serves all expectations after one action.
 */
export type TwinWatch = {
  acted(): void;
  /** Whether for this many ms nobody has acted and no write was seen. */
  isQuiet(ms: number): boolean;
  doubtAboutCalls(expectation: Extract<Expectation, { on: 'twin-calls' }>): Promise<Doubt | null>;
  doubtAboutState(expectation: Extract<Expectation, { on: 'twin-state' }>): Promise<Doubt | null>;
  doubtAboutRest(expectation: Extract<Expectation, { on: 'twins-only' }>): Promise<Doubt | null>;
};

/** How often a settle period may start over because of new writes, before the count alone decides. */
const settleRounds = 5;

export function createTwinWatch(twins: TwinView, scenario: Scenario): TwinWatch {
  const view: TwinView = { journal: () => asked(() => twins.journal()), state: () => asked(() => twins.state()) };
  const expected = expectedCalls(scenario);
  let quietSince = performance.now();
  let writes = 0;
  const read = async (): Promise<readonly TwinCall[]> => {
    const calls = await view.journal();
    const now = calls.filter(call => call.isWrite).length;
    if (now !== writes) quietSince = performance.now();
    writes = now;
    return calls;
  };
  const isQuiet = (ms: number): boolean => performance.now() - quietSince >= ms;
  const settleDoubt = (settleMs: number): Doubt | null =>
    isQuiet(settleMs) ? null : { reason: 'the twins did not come to rest', moreMs: settleMs * settleRounds };
  return {
    isQuiet,
    acted: () => {
      quietSince = performance.now();
    },
    doubtAboutCalls: async ({ twin, calls: match, count, settleMs }) => {
      const seen = (await read()).filter(call => call.twin === twin && isCallMatch(match, call)).length;
      if (seen === count) return settleDoubt(settleMs);
      return { reason: `the twin saw ${seen} such ${seen === 1 ? 'call' : 'calls'}, not ${count}`, isFinal: seen > count };
    },
    doubtAboutState: async ({ twin, path, wanted }) => {
      const value = valueAt((await view.state())[twin], path);
      return isWanted(wanted, value)
        ? null
        : { reason: `${twin}: ${path} is ${clipped(JSON.stringify(value) ?? 'not there', 300)}` };
    },
    doubtAboutRest: async ({ allow, settleMs }) => {
      const extra = (await read()).filter(
        call => call.isWrite && ![...expected, ...allow].some(match => match.twin === call.twin && isCallMatch(match, call)),
      );
      if (extra.length === 0) return settleDoubt(settleMs);
      return {
        reason: `also written: ${clipped(extra.map(call => `${call.twin} ${call.method} ${call.path}`).join(', '), 500)}`,
        isFinal: true,
      };
    },
  };
}

/** Twins that do not answer are our own trouble, and must never be taken for the product's. */
export async function asked<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  try {
    return await ask();
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError('unavailable', 'twins.unreachable', `The twins do not answer: ${messageOf(cause)}`, {
      hint: 'The replay is tried again by itself. If it stays so, run `andon doctor`.',
      cause,
    });
  }
}

/** Calls that some expectation of the file asks for. One that must not happen (`count: 0`) is not among them. */
function expectedCalls(scenario: Scenario): AllowedCall[] {
  return scenario.steps.flatMap(step =>
    step.type === 'expect' && step.expectation.on === 'twin-calls' && step.expectation.count > 0
      ? [{ ...step.expectation.calls, twin: step.expectation.twin }]
      : [],
  );
}

function isWanted(wanted: StateMatch, value: unknown): boolean {
  if ('equals' in wanted) return isDeepStrictEqual(value, wanted.equals);
  if ('contains' in wanted && Array.isArray(value)) return value.some(part => isMatch(wanted, part));
  return isMatch(wanted, value);
}
