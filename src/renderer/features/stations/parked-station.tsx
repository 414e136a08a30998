import type { JobCard, StationView } from '../../../contract/index.ts';
import { hrefOf } from '../../client/route.ts';
import type { Action } from '../../client/use-call.ts';
import { Button } from '../../ui/button.tsx';
import { Foreign } from '../../ui/foreign.tsx';
import { ageText } from '../../ui/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { iconOf } from '../../ui/mark.tsx';
import { useNow } from '../../ui/use-now.ts';
import { endingText, stationMark, stationTitle } from './station-words.ts';

/** A station without a pane. One that nothing in the journal asks for is said to be so, and goes only when the engineer says so. */
export function ParkedStation({
  station,
  card,
  remove,
}: {
  station: StationView;
  card: JobCard | null;
  remove: Action<'station.remove'>;
}) {
  const now = useNow(10_000);
  const { mark, tone } = stationMark(station);
  const why = station.isOrphan
    ? 'nothing in the journal asks for it'
    : (endingText(station) ?? card?.status.text ?? station.status);
  return (
    <div className={`parked-station tone-${station.isOrphan ? 'flaky' : tone}`}>
      <Icon name={station.isOrphan ? 'warn' : iconOf(mark)} size={14} className="mark-icon" />
      {station.run ? (
        <a className="ell" href={hrefOf({ page: 'run', run: station.run })}>
          {stationTitle(station)}
        </a>
      ) : (
        <span className="ell">{stationTitle(station)}</span>
      )}
      <span className="dim num">{ageText(now - station.startedAt)}</span>
      <Foreign className="parked-why">{`${why}${station.isIsolated ? '' : ', not isolated'}`}</Foreign>
      {station.isOrphan && (
        <Button isSmall isDisabled={remove.isBusy} onPress={() => void remove.run({ station: station.id })}>
          Remove
        </Button>
      )}
    </div>
  );
}
