import type { Line, Stage } from '../line/model.ts';
import type { Packet } from './packet.ts';

/** The line with the packet's own, tighter bounds: an agent is let in no more often than the packet allows. */
export function boundedLine(line: Line, { stop }: Packet): Line {
  const { max_attempts: most } = stop;
  if (most === undefined) return line;
  const bounded = (stage: Stage): Stage =>
    stage.kind === 'agent' ? { ...stage, maxVisits: Math.min(stage.maxVisits, most) } : stage;
  return { ...line, stages: Object.fromEntries(Object.entries(line.stages).map(([id, stage]) => [id, bounded(stage)])) };
}
