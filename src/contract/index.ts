import { evidenceMethods } from './evidence.ts';
import { gateMethods } from './gate.ts';
import { jobMethods } from './job.ts';
import { roomMethods } from './room.ts';
import { runMethods } from './run.ts';
import { stationMethods } from './station.ts';

/** Everything that a window, the command line or a test may ask of the control room; there is no other way in. */
export const controlRoom = {
  ...roomMethods,
  ...jobMethods,
  ...runMethods,
  ...gateMethods,
  ...evidenceMethods,
  ...stationMethods,
} as const;
export type ControlRoom = typeof controlRoom;

export * from './common.ts';
export * from './define.ts';
export * from './evidence.ts';
export * from './gate.ts';
export * from './job.ts';
export * from './room.ts';
export * from './run.ts';
export * from './station.ts';
export * from './terminal-frame.ts';
