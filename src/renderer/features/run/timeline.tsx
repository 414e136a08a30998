import { useEffect, useRef } from 'react';
import { Foreign } from '../../ui/foreign.tsx';
import { clockText, durationText } from '../../ui/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { bodyLines, type TimelineRow } from './timeline-rows.ts';

type TimelineProps = {
  readonly rows: readonly TimelineRow[];
  isOpen(row: TimelineRow): boolean;
  onToggle(row: TimelineRow): void;
};

/** What happened, in plain words. It follows the end for as long as the end is in sight. */
export function Timeline({ rows, isOpen, onToggle }: TimelineProps) {
  const list = useRef<HTMLOListElement>(null);
  const isAtEnd = useRef(true);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it follows what is new
  useEffect(() => {
    if (list.current && isAtEnd.current) list.current.scrollTop = list.current.scrollHeight;
  }, [rows]);
  const onScroll = () => {
    const element = list.current;
    if (element) isAtEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < 40;
  };
  return (
    <ol className="timeline" ref={list} onScroll={onScroll}>
      {rows.map(row => (
        <TimelineItem key={row.id} row={row} isOpen={isOpen(row)} onToggle={() => onToggle(row)} />
      ))}
    </ol>
  );
}

function TimelineItem({ row, isOpen, onToggle }: { row: TimelineRow; isOpen: boolean; onToggle: () => void }) {
  const first = row.events[0]!;
  const last = row.events.at(-1)!;
  const isFolded = row.events.length > 1;
  return (
    <li className={`moment tone-${row.tone}`}>
      <Icon name={row.icon} size={14} className="mark-icon" />
      <div className="moment-box">
        <button type="button" className="moment-head" aria-expanded={isOpen} onClick={onToggle}>
          <Foreign className="moment-text">{isFolded ? `${last.text} (${row.events.length} times)` : first.text}</Foreign>
          <Icon name={isOpen ? 'down' : 'right'} size={12} />
          {isFolded && <span className="dim num t11">{durationText(last.at - first.at)}</span>}
        </button>
        {isOpen && <Details row={row} />}
      </div>
      <time className="num">{clockText(first.at)}</time>
    </li>
  );
}

function Details({ row }: { row: TimelineRow }) {
  if (row.events.length > 1) {
    return (
      <div className="moment-more">
        {row.events.map(event => (
          <div key={event.seq} className="moment-line">
            <span className="dim num">{clockText(event.at)}</span>
            <Foreign>{event.text}</Foreign>
          </div>
        ))}
      </div>
    );
  }
  const event = row.events[0]!;
  return (
    <div className="moment-more">
      <div className="moment-line">
        <span className="dim">by</span>
        <span>
          {event.actor} <span className="dim mono">#{event.seq}</span>
          {event.cause !== null && <span className="dim mono"> because of #{event.cause}</span>}
        </span>
      </div>
      {bodyLines(event).map(line => (
        <div key={line.name} className="moment-line">
          <span className="dim">{line.name}</span>
          <Foreign className="mono">{line.text}</Foreign>
        </div>
      ))}
    </div>
  );
}
