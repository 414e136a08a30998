import { useState } from 'react';
import type { RunDetail, StationView } from '../../../contract/index.ts';
import { useTerminalLink } from '../../client/use-terminal.ts';
import { AgentBadge } from '../../ui/agent-badge.tsx';
import { Icon } from '../../ui/icon.tsx';
import { NotIsolated } from '../../ui/not-isolated.tsx';
import { TerminalPane } from '../../ui/terminal/terminal-pane.tsx';

type RunTerminalProps = { readonly run: RunDetail; readonly station: StationView | null; readonly isConnected: boolean };

/** The agent's terminal under the timeline, or why there is none. */
export function RunTerminal({ run, station, isConnected }: RunTerminalProps) {
  if (run.station === null) return <NoTerminal run={run} />;
  return <StationTerminal key={run.station} id={run.station} run={run} station={station} isConnected={isConnected} />;
}

function NoTerminal({ run }: { run: RunDetail }) {
  const why =
    run.status === 'running'
      ? 'The terminal opens here when an agent starts. None has been started yet.'
      : 'No agent was started in this run, so nothing was spent on a model.';
  return (
    <>
      <div className="pane-head">
        <Icon name="stations" size={14} />
        <b>Terminal</b>
      </div>
      <p className="no-terminal">{why}</p>
    </>
  );
}

function StationTerminal({ id, run, station, isConnected }: RunTerminalProps & { id: string }) {
  const link = useTerminalLink(id);
  const [size, setSize] = useState('');
  const isLive = station?.status === 'running' || station?.status === 'starting';
  return (
    <>
      <div className="pane-head">
        <Icon name="stations" size={14} />
        <b>Terminal</b>
        <span className="dim ell">
          {id}
          {station && `, ${isLive ? 'live' : station.status}`}
        </span>
        {station && !station.isIsolated && <NotIsolated isShort />}
        <span className="grow" />
        {run.agent && <AgentBadge name={run.agent} />}
        <span className="dim num">{size}</span>
      </div>
      <TerminalPane link={link} isLive={isLive} isConnected={isConnected} onSize={(cols, rows) => setSize(`${cols}×${rows}`)} />
    </>
  );
}
