import type { StageGlance } from '../../../contract/index.ts';

type Edge = { readonly from: string; readonly to: string };
/** A way back that the run took: places in the line, from 0, and how often the earlier stage was entered. */
export type Loop = { readonly from: number; readonly to: number; readonly visits: number; readonly maxVisits: number };

/** The loops to draw over a line: one for each stage entered again, from the first later stage that did not always lead on. */
export function loopsOf(stages: readonly StageGlance[], edges: readonly Edge[]): Loop[] {
  const place = new Map(stages.map((stage, at) => [stage.id, at]));
  return stages.flatMap((stage, to) => {
    if (stage.visits < 2) return [];
    const back = edges
      .filter(edge => edge.to === stage.id)
      .map(edge => place.get(edge.from) ?? -1)
      .filter(from => from > to && turnedBack(stages, from));
    return back.length === 0 ? [] : [{ from: Math.min(...back), to, visits: stage.visits, maxVisits: stage.maxVisits }];
  });
}

/** Whether a stage was entered more often than it led on. Nobody knows where the last one led to the first time. */
function turnedBack(stages: readonly StageGlance[], at: number): boolean {
  return (stages[at]?.visits ?? 0) > (stages[at + 1]?.visits ?? 1);
}

/** The loops that are not inside another one of the list: two lines at one height would be read as one. */
export function outermost(loops: readonly Loop[]): Loop[] {
  return loops.filter(
    loop =>
      !loops.some(
        other =>
          other !== loop && other.to <= loop.to && other.from >= loop.from && (other.to < loop.to || other.from > loop.from),
      ),
  );
}
