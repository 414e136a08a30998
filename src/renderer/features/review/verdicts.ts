import type { Mark, ScenarioView, Tone } from '../../../contract/index.ts';

type Shown = { readonly mark: Mark; readonly tone: Tone; readonly word: string };

const verdicts: Record<ScenarioView['verdict'], Shown> = {
  proven: { mark: 'passed', tone: 'pass', word: 'Proven' },
  refuted: { mark: 'failed', tone: 'fail', word: 'Refuted' },
  unchanged: { mark: 'unchanged', tone: 'idle', word: 'Unchanged' },
  flaky: { mark: 'flaky', tone: 'flaky', word: 'Flaky' },
  inconclusive: { mark: 'flaky', tone: 'flaky', word: 'Inconclusive' },
  invalid: { mark: 'failed', tone: 'fail', word: 'Invalid' },
  'not-run': { mark: 'queued', tone: 'idle', word: 'Not run' },
  reproduced: { mark: 'passed', tone: 'pass', word: 'Reproduced' },
  'not-reproduced': { mark: 'no-op', tone: 'idle', word: 'Not reproduced' },
  unclear: { mark: 'flaky', tone: 'flaky', word: 'Unclear' },
};

export function shownVerdict(scenario: ScenarioView): Shown {
  return verdicts[scenario.verdict];
}

/** Scenarios in the order of doubt, and those that can stand behind "n more": unchanged, and not asked for by the packet. */
export function splitScenarios(
  scenarios: readonly ScenarioView[],
  most: number,
): { readonly shown: readonly number[]; readonly folded: readonly number[] } {
  const order = scenarios.map((_, at) => at).sort((a, b) => rank(scenarios[a]!) - rank(scenarios[b]!) || a - b);
  const foldable = new Set(order.slice(most).filter(at => rank(scenarios[at]!) === 2));
  return { shown: order.filter(at => !foldable.has(at)), folded: order.filter(at => foldable.has(at)) };
}

function rank(scenario: ScenarioView): number {
  if (scenario.isInPacket) return 0;
  return scenario.verdict === 'unchanged' ? 2 : 1;
}
