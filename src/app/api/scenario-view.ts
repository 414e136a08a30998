import type { ScenarioView, TwinCallView } from '../../contract/index.ts';
import type { EvidenceCall, EvidenceReplay, EvidenceScenario } from '../../core/evidence/evidence.ts';
import { footingWords, weakestLabel } from '../../core/evidence/weakest-label.ts';

/** A scenario's evidence, base beside candidate, as the review page shows it. */
export function scenarioView(scenario: EvidenceScenario): ScenarioView {
  const base = replayOf(scenario, 'base');
  const candidate = replayOf(scenario, 'candidate');
  const footing = weakestLabel([...(base?.calls ?? []), ...(candidate?.calls ?? [])]);
  const { id, title, kind, verdict, reason, isInPacket } = scenario;
  return {
    id,
    title,
    kind,
    verdict,
    reason,
    isInPacket,
    assertions: assertionsOf(base, candidate),
    pairs: pairsOf(scenario, base),
    journal: journalPair(base?.calls ?? [], candidate?.calls ?? [], candidate !== undefined),
    footing: footing === null ? null : footingWords(footing),
    network: { before: networkOf(base), after: networkOf(candidate) },
    console: { before: consoleOf(base), after: consoleOf(candidate) },
  };
}

function replayOf({ replays }: EvidenceScenario, side: EvidenceReplay['side']): EvidenceReplay | undefined {
  return replays.find(replay => replay.side === side);
}

function assertionsOf(base: EvidenceReplay | undefined, candidate: EvidenceReplay | undefined): ScenarioView['assertions'] {
  const ids = new Set([...Object.keys(base?.assertions ?? {}), ...Object.keys(candidate?.assertions ?? {})]);
  return [...ids].map(id => ({ id, base: base?.assertions[id] ?? null, candidate: candidate?.assertions[id] ?? null }));
}

/** Before a candidate is there, the base's pictures stand alone. */
function pairsOf({ comparisons }: EvidenceScenario, base: EvidenceReplay | undefined): ScenarioView['pairs'] {
  if (comparisons.length > 0) return comparisons.map(({ sizeDiffers: _sizeDiffers, ...pair }) => pair);
  const alone = { after: null, difference: null, changedPixels: 0, changedShare: 0, controlPixels: null, regions: [] };
  return (base?.pictures ?? []).map(({ checkpoint, blob, width, height }) => ({
    checkpoint,
    before: blob,
    width,
    height,
    ...alone,
  }));
}

/** Writes that only one side has are marked; a call that repeats is matched as often as it stands on both sides. */
export function journalPair(
  before: readonly EvidenceCall[],
  after: readonly EvidenceCall[],
  isCompared: boolean,
): ScenarioView['journal'] {
  if (!isCompared) return { before: before.map(call => callView(call, 'same')), after: [] };
  return { before: marked(before, after, 'missing'), after: marked(after, before, 'added') };
}

function marked(calls: readonly EvidenceCall[], others: readonly EvidenceCall[], mark: 'missing' | 'added'): TwinCallView[] {
  const left = new Map<string, number>();
  for (const call of others) left.set(keyOf(call), (left.get(keyOf(call)) ?? 0) + 1);
  return calls.map(call => {
    const count = left.get(keyOf(call)) ?? 0;
    left.set(keyOf(call), count - 1);
    return callView(call, count > 0 ? 'same' : mark);
  });
}

function keyOf({ twin, method, path, status }: EvidenceCall): string {
  return `${twin} ${method} ${path} ${status}`;
}

function callView(
  { at, twin, method, path, operation, status, isWrite }: EvidenceCall,
  mark: TwinCallView['mark'],
): TwinCallView {
  return { at, twin, what: operation ?? `${method} ${path}`, status, isWrite, mark };
}

function networkOf(replay: EvidenceReplay | undefined): string[] {
  return (replay?.network ?? []).map(({ method, url, status, error }) => `${method} ${url} ${status ?? error ?? ''}`.trim());
}

function consoleOf(replay: EvidenceReplay | undefined): string[] {
  return (replay?.console ?? []).map(({ level, text }) => `${level}: ${text}`);
}
