import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { AppError } from '../base/app-error.ts';
import type { RoomConfig } from './room.ts';

/** What a person may say about a room on any command line. */
export type RoomFlags = {
  readonly home?: string | undefined;
  readonly factory?: string | undefined;
  readonly runtime?: string | undefined;
  readonly pace?: string | undefined;
};

/** The same flags for `util.parseArgs` in the shells' own processes. */
export const roomFlagOptions = {
  home: { type: 'string' },
  factory: { type: 'string' },
  runtime: { type: 'string' },
  pace: { type: 'string' },
} as const;

/** The room's flags on a command line that others write on too, as Chromium does on Electron's; what is not ours is passed over. */
export function readRoomFlags(args: readonly string[]): RoomFlags {
  const { values } = parseArgs({ args: [...args], options: roomFlagOptions, strict: false });
  const text = (value: unknown) => (typeof value === 'string' ? value : undefined);
  return { home: text(values.home), factory: text(values.factory), runtime: text(values.runtime), pace: text(values.pace) };
}

export function homeOf(flags: RoomFlags): string {
  return resolve(flags.home ?? process.env['ANDON_HOME'] ?? join(homedir(), '.andon'));
}

/** Throws `invalid` for a word that a flag does not take. */
export function configFrom(flags: RoomFlags, onProgress: (message: string) => void): RoomConfig {
  const factory = flags.factory ?? 'sample';
  return {
    home: homeOf(flags),
    factory: factory === 'sample' ? factory : resolve(factory),
    runtime: oneOf('--runtime', flags.runtime ?? 'auto', ['auto', 'docker', 'local']),
    pace: oneOf('--pace', flags.pace ?? 'human', ['human', 'fast']),
    onProgress,
  };
}

/** The flags again as words, to start another process of ours with the same room. */
export function flagWords(config: RoomConfig): string[] {
  return ['--home', config.home, '--factory', config.factory, '--runtime', config.runtime, '--pace', config.pace];
}

function oneOf<const T extends string>(flag: string, value: string, words: readonly T[]): T {
  const found = words.find(word => word === value);
  if (found === undefined)
    throw new AppError('invalid', 'flag.unknown-value', `${flag} takes ${words.join(', ')}, not "${value}".`);
  return found;
}
