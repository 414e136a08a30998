import { useEffect, useState } from 'react';
import { useConnection } from '../client/control-room.tsx';
import { type Route, useRoute } from '../client/route.ts';
import './app.css';
import { assertNever } from '../../base/assert-never.ts';
import { BoardPage } from '../features/board/board-page.tsx';
import { LinesPage } from '../features/lines/lines-page.tsx';
import { PacketPage } from '../features/packet/packet-page.tsx';
import { ReviewPage } from '../features/review/review-page.tsx';
import { RunPage } from '../features/run/run-page.tsx';
import { ScenariosPage } from '../features/scenarios/scenarios-page.tsx';
import { SettingsPage } from '../features/settings/settings-page.tsx';
import { StationsPage } from '../features/stations/stations-page.tsx';
import { ConnectionBar } from './connection-bar.tsx';
import { KeysHelp } from './keys-help.tsx';
import { PageGuard } from './page-guard.tsx';
import { Palette } from './palette.tsx';
import { Rail } from './rail.tsx';
import { Refused } from './refused.tsx';
import { TopBar } from './top-bar.tsx';
import { useNarrow } from './use-narrow.ts';
import { type Overlay, useRoomKeys } from './use-room-keys.ts';

/** Pages that need the width fold the rail by themselves. */
const wide = new Set<Route['page']>(['run', 'review', 'stations']);

export function App() {
  const connection = useConnection();
  const route = useRoute();
  const [overlay, setOverlay] = useState<Overlay>(null);
  const isNarrow = useNarrow();
  const [isFolded, setFolded] = useState<boolean | null>(null);
  const isMini = isFolded ?? (isNarrow || wide.has(route.page));
  useRoomKeys({ show: setOverlay, foldRail: () => setFolded(!isMini) });
  useEffect(() => {
    document.title = `${titleOf(route)} · Andon`;
  }, [route]);
  if (connection.status === 'refused') return <Refused error={connection.error} />;
  return (
    <div className="shell">
      <TopBar onSearch={() => setOverlay('palette')} />
      <Rail page={route.page} isMini={isMini} />
      <main>
        <ConnectionBar />
        <PageGuard key={route.page}>
          <Page route={route} />
        </PageGuard>
      </main>
      {overlay === 'palette' && <Palette onClose={() => setOverlay(null)} />}
      {overlay === 'keys' && <KeysHelp onClose={() => setOverlay(null)} />}
    </div>
  );
}

function Page({ route }: { route: Route }) {
  switch (route.page) {
    case 'board':
      return <BoardPage />;
    case 'run':
      return <RunPage run={route.run} />;
    case 'review':
      return <ReviewPage key={route.run} run={route.run} />;
    case 'stations':
      return <StationsPage />;
    case 'scenarios':
      return <ScenariosPage />;
    case 'lines':
      return <LinesPage />;
    case 'settings':
      return <SettingsPage />;
    case 'packet':
      return <PacketPage key={route.job} job={route.job} />;
    default:
      return assertNever(route);
  }
}

function titleOf(route: Route): string {
  if (route.page === 'run' && route.run) return `Run ${route.run}`;
  if (route.page === 'review') return `Review ${route.run}`;
  if (route.page === 'packet') return route.job ? `Packet ${route.job}` : 'New packet';
  return route.page[0]!.toUpperCase() + route.page.slice(1);
}
