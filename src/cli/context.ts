import type { Command } from 'commander';
import type { ExitCode } from '../app/exit-code.ts';
import type { RoomFlags } from '../app/room-flags.ts';
import type { Io } from './io.ts';

/** The options that every command takes. */
export type CommonFlags = RoomFlags & { readonly json?: boolean };

/** What a command is given beside its own arguments. */
export type Context = {
  readonly io: Io;
  readonly flags: CommonFlags;
  /** Ends when the person at the terminal presses Ctrl-C. */
  readonly signal: AbortSignal;
  /** The exit status if the command ends without throwing; 0 unless said otherwise. */
  readonly exit: (code: ExitCode) => void;
};

/** Adds the commands of one noun to the program. `run` gives the body its context at the moment it is called. */
export type AddCommands = (program: Command, context: () => Context) => void;
