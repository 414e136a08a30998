import { useEffect, useRef } from 'react';
import type { EventEnvelope } from '../../../contract/index.ts';
import { Foreign } from '../../ui/foreign.tsx';
import { clockText, durationText } from '../../ui/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { useNow } from '../../ui/use-now.ts';
import { markOf } from './event-mark.ts';
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
  const now = useNow(1_000);
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
        <TimelineItem key={row.id} row={row} now={now} isOpen={isOpen(row)} onToggle={() => onToggle(row)} />
      ))}
    </ol>
  );
}

type ItemProps = { readonly row: TimelineRow; readonly now: number; readonly isOpen: boolean; onToggle(): void };

function TimelineItem({ row, now, isOpen, onToggle }: ItemProps) {
  const duration = row.isWorking ? now - row.at : row.durationMs;
  return (
    <li className={`moment tone-${row.tone}`}>
      <Icon name={row.icon} size={14} className="mark-icon" />
      <div className="moment-box">
        <button type="button" className="moment-head" aria-expanded={isOpen} onClick={onToggle}>
          <Foreign className="moment-text">{row.text}</Foreign>
          <Icon name={isOpen ? 'down' : 'right'} size={12} />
          {duration !== null && <span className="dim num t11">{durationText(duration)}</span>}
        </button>
        {isOpen && (row.inner.length > 0 ? <Inner row={row} /> : !row.isWorking && <Particulars event={row.event} />)}
      </div>
      <time className="num">{clockText(row.at)}</time>
    </li>
  );
}

/** What happened in a stage, each with the mark of what came of it. */
function Inner({ row }: { row: TimelineRow }) {
  return (
    <div className="moment-more">
      {row.inner.map(event => {
        const { icon, tone } = markOf(event);
        const duration = event.body['durationMs'];
        return (
          <div key={event.seq} className={`moment-step tone-${tone}`}>
            <Icon name={icon} size={12} className="mark-icon" />
            <Foreign>{event.text}</Foreign>
            <span className="dim num">{typeof duration === 'number' ? durationText(duration) : clockText(event.at)}</span>
          </div>
        );
      })}
    </div>
  );
}

/** Who made an event, what it came of, and what is in it. */
function Particulars({ event }: { event: EventEnvelope }) {
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
