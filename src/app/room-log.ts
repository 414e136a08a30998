import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../base/app-error.ts';

/** Writes one line: an error or a remark, and where it comes from. */
export type RoomLog = (error: unknown, where: string) => void;

const mostBytes = 4 * 1024 * 1024;

/** The log of a room, `room.log` in its home, one JSON object per line. It never throws. */
export function createRoomLog(home: string): RoomLog {
  const file = join(home, 'room.log');
  return (error, where) => {
    try {
      mkdirSync(home, { recursive: true, mode: 0o700 });
      if (sizeOf(file) > mostBytes) renameSync(file, `${file}.1`);
      appendFileSync(file, `${JSON.stringify({ at: new Date().toISOString(), where, ...described(error) })}\n`, { mode: 0o600 });
    } catch {
      // A log that cannot be written must not take the room down with it.
    }
  };
}

function described(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { message: String(error) };
  const code = error instanceof AppError ? { code: error.code } : {};
  return {
    ...code,
    message: error.message,
    stack: error.stack,
    ...(error.cause === undefined ? {} : { cause: described(error.cause) }),
  };
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
