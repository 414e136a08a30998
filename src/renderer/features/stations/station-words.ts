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

/** `J-7 implement`, or its own name where it belongs to no job. */
export function stationTitle(station: StationView): string {
  if (station.job === null) return station.id;
  return [station.job, station.stage ?? station.purpose].filter(Boolean).join(' ');
}
