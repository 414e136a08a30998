import { type PointerEvent, useState } from 'react';
import type { PicturePair } from '../../../contract/index.ts';
import type { BlobState } from '../../client/use-blob.ts';
import { Icon } from '../../ui/icon.tsx';
import type { Viewer } from './use-viewer.ts';
import { drawnBox, percentAt } from './view-math.ts';

type StageProps = { readonly pair: PicturePair; readonly viewer: Viewer };

/** The pictures as they were captured: scaled as a whole, never restyled, with the changed regions numbered over them. */
export function PairStage({ pair, viewer }: StageProps) {
  const { mode, pictures } = viewer;
  const isPair = pair.before !== null && pair.after !== null;
  return (
    <div className="pair-frame" ref={viewer.frame}>
      {!isPair && (
        <Sheet
          pair={pair}
          viewer={viewer}
          picture={pair.after === null ? pictures.before : pictures.after}
          tag={pair.after === null ? 'Before' : 'After'}
        />
      )}
      {isPair && mode === 'side' && (
        <div className="pair-sides">
          <Sheet pair={pair} viewer={viewer} picture={pictures.before} tag="Before" />
          <Sheet pair={pair} viewer={viewer} picture={pictures.after} tag="After" />
        </div>
      )}
      {isPair && mode === 'difference' && <DifferenceSheet pair={pair} viewer={viewer} />}
      {isPair && (mode === 'slider' || mode === 'onion' || mode === 'blink') && <Overlaid pair={pair} viewer={viewer} />}
    </div>
  );
}

function Sheet({ pair, viewer, picture, tag }: StageProps & { picture: BlobState; tag: string }) {
  return (
    <div className="sheet" style={sheetSize(pair, viewer.scale)}>
      <Layer picture={picture} scale={viewer.scale} name={tag} />
      <Regions pair={pair} viewer={viewer} />
      <span className="sheet-tag">{tag}</span>
    </div>
  );
}

/** What differs, over a dimmed copy of after: the difference itself is clear where nothing differs. */
function DifferenceSheet({ pair, viewer }: StageProps) {
  const { scale, pictures } = viewer;
  return (
    <div className="sheet sheet-dark" style={sheetSize(pair, scale)}>
      <div className="layer-dimmed">
        <Layer picture={pictures.after} scale={scale} name="After" />
      </div>
      <Layer picture={pictures.difference} scale={scale} name="Difference" />
      <Regions pair={pair} viewer={viewer} />
      <span className="sheet-tag">Difference</span>
    </div>
  );
}

/** Before below, after above it, cut off at the seam or as faint as wished. */
function Overlaid({ pair, viewer }: StageProps) {
  const { mode, share, scale, pictures } = viewer;
  const after = mode === 'slider' ? { clipPath: `inset(0 0 0 ${share}%)` } : { opacity: 1 - share / 100 };
  return (
    <div className="sheet" style={sheetSize(pair, scale)}>
      <Layer picture={pictures.before} scale={scale} name="Before" />
      <div className="layer-after" style={after}>
        <Layer picture={pictures.after} scale={scale} name="After" />
      </div>
      <Regions pair={pair} viewer={viewer} />
      {(mode === 'slider' ? share > 8 : share > 50) && <span className="sheet-tag">Before</span>}
      {(mode === 'slider' ? share < 92 : share <= 50) && <span className="sheet-tag sheet-tag-end">After</span>}
      {mode === 'slider' && <Seam viewer={viewer} />}
      {mode === 'onion' && <OnionRange viewer={viewer} />}
    </div>
  );
}

function Layer({ picture, scale, name }: { picture: BlobState; scale: number; name: string }) {
  if (picture.status === 'ready')
    return <img className="layer" src={picture.url} alt={name} draggable={false} style={{ transform: `scale(${scale})` }} />;
  if (picture.status === 'failed') return <p className="layer-note">{picture.message}</p>;
  return picture.status === 'none' ? <p className="layer-note">There is no {name.toLowerCase()} picture.</p> : null;
}

function Regions({ pair, viewer }: StageProps) {
  return pair.regions.map(region => {
    const box = drawnBox(region, viewer.scale);
    const isAtStart = box.x < 22;
    return (
      <button
        key={region.number}
        type="button"
        tabIndex={-1}
        aria-label={`Region ${region.number}`}
        className={`region ${isAtStart ? 'region-inside' : ''} ${viewer.region === region.number ? 'region-picked' : ''}`}
        style={{ left: box.x, top: box.y, width: box.width, height: box.height }}
        onClick={() => viewer.pickRegion(region.number)}
      >
        <b>{region.number}</b>
      </button>
    );
  });
}

/** The seam between before and after: dragged, or moved with the arrow keys while it has the focus. */
function Seam({ viewer: { share, setShare } }: { viewer: Viewer }) {
  const [isHeld, setHeld] = useState(false);
  const move = (event: PointerEvent<HTMLElement>) => {
    const sheet = event.currentTarget.parentElement?.getBoundingClientRect();
    if (isHeld && sheet) setShare(percentAt(event.clientX - sheet.left, sheet.width));
  };
  return (
    <div
      className="seam"
      role="slider"
      tabIndex={0}
      aria-label="Seam between before and after"
      aria-valuenow={Math.round(share)}
      style={{ left: `${share}%` }}
      onPointerDown={event => {
        event.currentTarget.setPointerCapture(event.pointerId);
        setHeld(true);
      }}
      onPointerMove={move}
      onPointerUp={() => setHeld(false)}
      onKeyDown={event => {
        const step = event.key === 'ArrowLeft' ? -2 : event.key === 'ArrowRight' ? 2 : 0;
        if (step === 0) return;
        event.preventDefault();
        setShare(Math.min(100, Math.max(0, share + step)));
      }}
    >
      <Icon name="slider" size={14} />
    </div>
  );
}

function OnionRange({ viewer }: { viewer: Viewer }) {
  return (
    <input
      className="onion-range"
      type="range"
      aria-label="How much of before is shown"
      min={0}
      max={100}
      value={viewer.share}
      onChange={event => viewer.setShare(Number(event.target.value))}
    />
  );
}

function sheetSize(pair: PicturePair, scale: number) {
  return { width: Math.round(pair.width * scale), height: Math.round(pair.height * scale) };
}
