import { useState } from 'react';
import type { StationView } from '../../../contract/index.ts';
import { Bars, Empty } from '../../ui/empty.tsx';
import { Fault } from '../../ui/fault.tsx';
import { countText } from '../../ui/format.ts';
import { useKeys } from '../../ui/keys/use-keys.ts';
import { Segment } from '../../ui/segment.tsx';
import { columnsFor, type PaneLayout, paneLayouts, placesOf } from './pane-layout.ts';
import { ParkedStation } from './parked-station.tsx';
import { StationPane } from './station-pane.tsx';
import './stations.css';
import { type Stations, useStations } from './use-stations.ts';

/** The terminals of all stations, edge to edge. What is over is parked below. */
export function StationsPage() {
  const stations = useStations();
  const [layout, setLayout] = useState<PaneLayout>('4×2');
  const [focused, setFocused] = useState<string | null>(null);
  const first = stations.shown.find(station => station.id === focused) ?? stations.shown[0];
  const panes = layout === '1' ? (first ? [first] : []) : stations.shown.slice(0, placesOf(layout));
  useKeys({
    stationPane: chord => focusPane(stations.shown[Number(chord.at(-1)) - 1], setFocused),
    stationFull: () => setLayout(layout === '1' ? '4×2' : '1'),
  });
  const parked = [...stations.shown.filter(station => !panes.includes(station)), ...stations.parked];
  return (
    <div className="page stations-page">
      <div className="page-bar">
        <h1>Stations</h1>
        <span className="dim t12 num">
          {countText(stations.shown.length + stations.parked.length, 'station')}, {panes.length} shown, {parked.length} parked
        </span>
        <span className="grow" />
        <Segment label="Layout" options={paneLayouts.map(id => ({ id, text: id }))} value={layout} onPick={setLayout} />
      </div>
      <Body stations={stations} panes={panes} layout={layout} focused={focused} onFocus={setFocused} />
      {parked.length > 0 && (
        <section className="parked" aria-label="Parked">
          {parked.map(station => (
            <ParkedStation key={station.id} station={station} card={stations.cardOf(station)} remove={stations.remove} />
          ))}
        </section>
      )}
    </div>
  );
}

type BodyProps = {
  readonly stations: Stations;
  readonly panes: readonly StationView[];
  readonly layout: PaneLayout;
  readonly focused: string | null;
  onFocus(id: string): void;
};

function Body({ stations, panes, layout, focused, onFocus }: BodyProps) {
  if (stations.error) {
    return (
      <div className="stations-fault">
        <Fault error={stations.error} />
      </div>
    );
  }
  if (stations.isWaiting) return <Bars widths={[50, 50]} />;
  if (panes.length === 0)
    return <Empty>Every station in which an agent or a command works stands here with its terminal. None works now.</Empty>;
  return (
    <div className="panes" style={{ gridTemplateColumns: `repeat(${columnsFor(layout, panes.length)}, minmax(0, 1fr))` }}>
      {panes.map((station, at) => (
        <StationPane
          key={station.id}
          station={station}
          number={at + 1}
          card={stations.cardOf(station)}
          isFocused={station.id === focused}
          isConnected={stations.isConnected}
          onFocus={() => onFocus(station.id)}
        />
      ))}
    </div>
  );
}

function focusPane(station: StationView | undefined, setFocused: (id: string) => void): void {
  if (!station) return;
  setFocused(station.id);
  document.getElementById(`pane-${station.id}`)?.querySelector('textarea')?.focus();
}
