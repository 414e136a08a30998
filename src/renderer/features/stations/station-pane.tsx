import type { JobCard, StationView } from '../../../contract/index.ts';
import { hrefOf } from '../../client/route.ts';
import { useTerminalLink } from '../../client/use-terminal.ts';
import { ageText } from '../../ui/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { iconOf } from '../../ui/mark.tsx';
import { NotIsolated } from '../../ui/not-isolated.tsx';
import { TerminalPane } from '../../ui/terminal/terminal-pane.tsx';
import { useNow } from '../../ui/use-now.ts';
import { stationMark, stationTitle } from './station-words.ts';

type PaneProps = {
  readonly station: StationView;
  readonly number: number;
  readonly card: JobCard | null;
  readonly isFocused: boolean;
  readonly isConnected: boolean;
  onFocus(): void;
};

/** One station: what it works on, its terminal, and below it what it waits for. */
export function StationPane({ station, number, card, isFocused, isConnected, onFocus }: PaneProps) {
  const link = useTerminalLink(station.id);
  const now = useNow(10_000);
  const { mark, tone } = stationMark(station);
  const isAsking = card?.column === 'needs-you';
  return (
    <section
      id={`pane-${station.id}`}
      className={`pane ${isFocused ? 'pane-focused' : ''}`}
      onFocus={onFocus}
      aria-label={stationTitle(station)}
    >
      <header className={`pane-bar tone-${isAsking ? 'ask' : tone}`}>
        <Icon name={isAsking ? 'ask' : iconOf(mark)} size={14} className="mark-icon" />
        <span className="dim num">{number}</span>
        {station.run ? (
          <a className="pane-title ell" href={hrefOf({ page: 'run', run: station.run })}>
            {stationTitle(station)}
          </a>
        ) : (
          <span className="pane-title ell">{stationTitle(station)}</span>
        )}
        <span className="grow" />
        {!station.isIsolated && <NotIsolated isShort />}
        <span className="dim ell">{station.purpose === 'agent' ? (card?.agent ?? 'agent') : station.purpose}</span>
        <span className="dim num">{ageText(now - station.startedAt)}</span>
      </header>
      <TerminalPane link={link} isLive={station.status === 'running'} isConnected={isConnected} fontSize={11} />
      {isAsking && (
        <footer className="pane-foot tone-ask">
          <Icon name="ask" size={14} />
          Waits for you
          <span className="grow" />
          <a className="button button-small" href={hrefOf({ page: 'board' })}>
            Answer
          </a>
        </footer>
      )}
    </section>
  );
}
