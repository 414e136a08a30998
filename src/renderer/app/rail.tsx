import { useJobs } from '../client/control-room.tsx';
import { hrefOf, type Route } from '../client/route.ts';
import { useCall } from '../client/use-call.ts';
import { Icon } from '../ui/icon.tsx';
import type { IconName } from '../ui/icon-shapes.tsx';

type Entry = {
  readonly route: Route;
  readonly text: string;
  readonly icon: IconName;
  readonly count?: number | undefined;
  readonly asks?: number;
};

export function Rail({ page, isMini }: { page: Route['page']; isMini: boolean }) {
  const { cards } = useJobs();
  const stations = useCall('station.list', {});
  const count = (column: string) => [...cards.values()].filter(card => card.column === column).length;
  const running = stations.data?.filter(station => station.status === 'running').length;
  const entries: Entry[] = [
    { route: { page: 'board' }, text: 'Board', icon: 'board', asks: count('needs-you') },
    { route: { page: 'run', run: null }, text: 'Runs', icon: 'runs', count: count('running') },
    { route: { page: 'stations' }, text: 'Stations', icon: 'stations', count: running },
    { route: { page: 'scenarios' }, text: 'Scenarios', icon: 'scenarios' },
    { route: { page: 'lines' }, text: 'Lines', icon: 'lines' },
  ];
  const here = page === 'review' ? 'run' : page === 'packet' ? 'board' : page;
  return (
    <nav className={`rail ${isMini ? 'rail-mini' : ''}`} aria-label="Main">
      {entries.map(entry => (
        <RailLink key={entry.text} entry={entry} isHere={entry.route.page === here} />
      ))}
      <div className="rail-gap" />
      <RailLink entry={{ route: { page: 'settings' }, text: 'Settings', icon: 'settings' }} isHere={here === 'settings'} />
    </nav>
  );
}

function RailLink({ entry, isHere }: { entry: Entry; isHere: boolean }) {
  return (
    <a className="rail-link" href={hrefOf(entry.route)} aria-current={isHere ? 'page' : undefined} title={entry.text}>
      <Icon name={entry.icon} />
      <span className="rail-text">{entry.text}</span>
      {entry.asks ? (
        <span className="rail-count rail-asks">
          <Icon name="ask" size={12} />
          {entry.asks}
        </span>
      ) : (
        entry.count !== undefined && entry.count > 0 && <span className="rail-count">{entry.count}</span>
      )}
    </a>
  );
}
