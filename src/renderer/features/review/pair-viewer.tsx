import { useEffect } from 'react';
import type { PicturePair } from '../../../contract/index.ts';
import { Button } from '../../ui/button.tsx';
import { Foreign } from '../../ui/foreign.tsx';
import { useKeys } from '../../ui/keys/use-keys.ts';
import { Segment, type SegmentOption } from '../../ui/segment.tsx';
import { PairStage } from './pair-stage.tsx';
import { RegionList } from './region-list.tsx';
import { useViewer, type Viewer, type ViewMode } from './use-viewer.ts';

const modes: readonly SegmentOption<ViewMode>[] = [
  { id: 'side', text: 'Side by side', icon: 'split' },
  { id: 'slider', text: 'Slider', icon: 'slider' },
  { id: 'onion', text: 'Onion', icon: 'onion' },
  { id: 'difference', text: 'Difference', icon: 'diff' },
  { id: 'blink', text: 'Blink', icon: 'blink' },
];

type ViewerProps = {
  readonly pair: PicturePair;
  readonly place: { readonly at: number; readonly count: number };
  onStep(step: 1 | -1): void;
  onSeen(): void;
};

/** One checkpoint before and after, and what changed between them. Both pictures on the screen count as seen. */
export function PairViewer({ pair, place, onStep, onSeen }: ViewerProps) {
  const viewer = useViewer(pair);
  useViewerKeys(viewer, onStep);
  useSeen(viewer, onSeen);
  const isPair = pair.before !== null && pair.after !== null;
  return (
    <section aria-label="Pictures">
      <div className="viewer-bar">
        {isPair ? (
          <Segment label="Compare" options={modes} value={viewer.mode} onPick={viewer.setMode} />
        ) : (
          <span className="t12 dim">
            {pair.before === null
              ? 'Only after: the page was not reached before'
              : 'Only before: there is no candidate to compare with'}
          </span>
        )}
        <span className="grow" />
        <span className="t12 mid num">
          Checkpoint {place.at + 1} of {place.count}
        </span>
        <Foreign className="t12 dim ell">{pair.checkpoint}</Foreign>
        <Button
          kind="quiet"
          isSmall
          icon="left"
          label="Previous checkpoint"
          isDisabled={place.at === 0}
          onPress={() => onStep(-1)}
        />
        <Button
          kind="quiet"
          isSmall
          icon="right"
          label="Next checkpoint"
          isDisabled={place.at === place.count - 1}
          onPress={() => onStep(1)}
        />
        <span className="rule" />
        <button type="button" className="ghost num" onClick={() => viewer.zoom('fit')} title="Whole picture">
          {Math.round(viewer.scale * 100)} %
        </button>
      </div>
      <div className={viewer.mode === 'side' && isPair ? 'viewer viewer-side' : 'viewer'}>
        <PairStage pair={pair} viewer={viewer} />
        <RegionList pair={pair} viewer={viewer} />
      </div>
    </section>
  );
}

function useViewerKeys(viewer: Viewer, onStep: (step: 1 | -1) => void): void {
  useKeys({
    reviewCheckpoint: () => onStep(1),
    reviewCheckpointBack: () => onStep(-1),
    reviewRegion: viewer.nextRegion,
    reviewFlip: viewer.flip,
    reviewMode: viewer.nextMode,
    reviewZoomIn: () => viewer.zoom('in'),
    reviewZoomOut: () => viewer.zoom('out'),
    reviewZoomFit: () => viewer.zoom('fit'),
  });
}

/** A pair is seen once everything of it that exists is on the screen. */
function useSeen({ pictures }: Viewer, onSeen: () => void): void {
  const isShown = [pictures.before, pictures.after].every(picture => picture.status === 'ready' || picture.status === 'none');
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is told once, when the pictures are there
  useEffect(() => {
    if (isShown) onSeen();
  }, [isShown]);
}
