import type { PicturePair } from '../../../contract/index.ts';
import { countText, shareText } from '../../ui/format.ts';
import { isChanged } from './pictures.ts';
import type { Viewer } from './use-viewer.ts';

/** The difference, small, and the changed regions under the numbers that they have on the pictures. */
export function RegionList({ pair, viewer }: { pair: PicturePair; viewer: Viewer }) {
  if (!isChanged(pair)) {
    return (
      <div className="regions">
        <p className="t12">No pixel differs.</p>
        <Control pair={pair} />
      </div>
    );
  }
  return (
    <div className="regions">
      <DifferenceThumb pair={pair} pictures={viewer.pictures} />
      <div className="row t12">
        <b>{pair.regions.length === 0 ? 'One side is missing' : countText(pair.regions.length, 'changed region')}</b>
        <span className="grow" />
        <span className="dim t11 num">{shareText(pair.changedShare)} of pixels</span>
      </div>
      <ul className="region-list">
        {pair.regions.map(region => (
          <li key={region.number}>
            <button type="button" aria-pressed={viewer.region === region.number} onClick={() => viewer.pickRegion(region.number)}>
              <em>{region.number}</em>
              <span className="grow">
                at {Math.round(region.x)}, {Math.round(region.y)}
              </span>
              <span className="dim t11 num">
                {Math.round(region.width)}×{Math.round(region.height)}
              </span>
            </button>
          </li>
        ))}
      </ul>
      <Control pair={pair} />
    </div>
  );
}

function Control({ pair }: { pair: PicturePair }) {
  return (
    <p className="t11 dim">
      {pair.controlPixels === null
        ? 'Base was replayed once only, so that change by chance is not known.'
        : `Two replays of base differ by ${pair.controlPixels} px.`}
    </p>
  );
}

function DifferenceThumb({ pair, pictures: { after, difference } }: { pair: PicturePair; pictures: Viewer['pictures'] }) {
  if (difference.status !== 'ready') return null;
  return (
    <div className="difference" style={{ aspectRatio: `${pair.width} / ${Math.min(pair.height, pair.width)}` }}>
      {after.status === 'ready' && <img className="layer-dimmed" src={after.url} alt="" />}
      <img src={difference.url} alt="Difference of before and after" />
    </div>
  );
}
