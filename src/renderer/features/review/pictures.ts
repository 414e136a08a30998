import type { EvidenceView, PicturePair, ScenarioView } from '../../../contract/index.ts';

/** One picture pair of an evidence bundle and where it stands. */
export type PlacedPair = {
  readonly key: string;
  readonly scenario: number;
  readonly checkpoint: number;
  readonly scenarioTitle: string;
  readonly pair: PicturePair;
};

export function pairKey(scenario: ScenarioView, pair: PicturePair): string {
  return `${scenario.id}/${pair.checkpoint}`;
}

/** Whether there is something to see: a pixel differs, or one side is missing. */
export function isChanged(pair: PicturePair): boolean {
  return pair.changedPixels > 0 || (pair.before === null) !== (pair.after === null);
}

/** All pairs of a candidate that show a change, in the order of the page. Without a candidate nothing was changed. */
export function changedPairs(evidence: EvidenceView): PlacedPair[] {
  if (evidence.candidate === null) return [];
  return evidence.scenarios.flatMap((scenario, at) =>
    scenario.pairs.flatMap((pair, checkpoint) =>
      isChanged(pair) ? [{ key: pairKey(scenario, pair), scenario: at, checkpoint, scenarioTitle: scenario.title, pair }] : [],
    ),
  );
}

export function unseenPairs(evidence: EvidenceView, seen: ReadonlySet<string>): PlacedPair[] {
  return changedPairs(evidence).filter(placed => !seen.has(placed.key));
}

/** The checkpoint to show first: the first that changed, else the last, which is where a scenario ends. */
export function firstCheckpoint(scenario: ScenarioView): number {
  const changed = scenario.pairs.findIndex(isChanged);
  return changed >= 0 ? changed : Math.max(0, scenario.pairs.length - 1);
}
