import type { Mark, StationView, Tone } from '../../../contract/index.ts';

const marks: Record<StationView['status'], { readonly mark: Mark; readonly tone: Tone }> = {
  starting: { mark: 'queued', tone: 'idle' },
  running: { mark: 'running', tone: 'run' },
  paused: { mark: 'paused', tone: 'idle' },
  ended: { mark: 'unchanged', tone: 'idle' },
  lost: { mark: 'failed', tone: 'fail' },
};

export function stationMark(station: StationView) {
  return marks[station.status];
}

const endings: Readonly<Record<string, string>> = {
  exit: 'Ended',
  killed: 'Stopped',
  'out-of-memory': 'Stopped: out of memory',
  'disk-full': 'Stopped: its disk is full',
};

/** How a station came to its end, as a person would say it; null while it has not ended. */
export function endingText({ status, cause }: StationView): string | null {
  if (status === 'lost') return cause === null ? 'Lost' : `Lost: ${cause}`;
  return status === 'ended' ? (endings[cause ?? 'exit'] ?? cause) : null;
}

/** `J-7 implement`, or its own name where it belongs to no job. */
export function stationTitle(station: StationView): string {
  if (station.job === null) return station.id;
  return [station.job, station.stage ?? station.purpose].filter(Boolean).join(' ');
}
