import type { RunDetail, StageGlance, Tone } from '../../../contract/index.ts';
import { durationText } from '../../ui/format.ts';
import { Icon } from '../../ui/icon.tsx';
import type { IconName } from '../../ui/icon-shapes.tsx';
import { type Loop, loopsOf, outermost } from './line-loops.ts';

const marks: Record<StageGlance['status'], { readonly icon: IconName; readonly tone: Tone; readonly word: string }> = {
  'to-come': { icon: 'queued', tone: 'idle', word: 'to come' },
  working: { icon: 'running', tone: 'run', word: 'working' },
  asking: { icon: 'ask', tone: 'ask', word: 'asks you' },
  passed: { icon: 'passed', tone: 'idle', word: 'passed' },
  failed: { icon: 'failed', tone: 'fail', word: 'failed' },
  skipped: { icon: 'no-op', tone: 'idle', word: 'skipped' },
  retrying: { icon: 'stalled', tone: 'idle', word: 'retrying' },
};

/** The line as the run passed through it, with the time of each stage and the way it went back. */
export function LineGraph({ run }: { run: RunDetail }) {
  const { stages, edges } = run;
  const loops = outermost(loopsOf(stages, edges));
  const heard = stages.map(stage => `${stage.title} ${marks[stage.status].word}`).join(', ');
  return (
    <div
      className="line-graph"
      role="img"
      aria-label={`Line ${run.line}: ${heard}`}
      style={{ gridTemplateColumns: `repeat(${stages.length}, minmax(58px, 84px))` }}
    >
      {loops.map(loop => (
        <LoopMark key={loop.to} loop={loop} count={stages.length} />
      ))}
      {stages.map(stage => (
        <StageMark key={stage.id} stage={stage} />
      ))}
    </div>
  );
}

function StageMark({ stage }: { stage: StageGlance }) {
  const { icon, tone } = marks[stage.status];
  const isPresent = stage.status === 'working' || stage.status === 'asking' || stage.status === 'retrying';
  const isPast = stage.status === 'passed' || stage.status === 'failed';
  return (
    <div className={`stage tone-${tone} ${isPresent ? 'stage-present' : isPast ? 'stage-past' : ''}`}>
      <Icon name={icon} />
      <span className="ell stage-title">{stage.title}</span>
      <small className="ell" title={stage.detail ?? undefined}>
        {stage.durationMs !== null ? durationText(stage.durationMs) : (stage.detail ?? marks[stage.status].word)}
      </small>
    </div>
  );
}

function LoopMark({ loop, count }: { loop: Loop; count: number }) {
  const at = (place: number) => `${((place + 0.5) / count) * 100}%`;
  const width = `${((loop.from - loop.to) / count) * 100}%`;
  return (
    <div className="loop" style={{ insetInlineStart: at(loop.to), width }}>
      <span>
        visit {loop.visits} of {loop.maxVisits}
      </span>
    </div>
  );
}
