import type { ControlRoom, Handlers } from '../contract/index.ts';

/** How a control room is set up. Paths are absolute. */
export type RoomConfig = {
  /** Where Andon keeps what is its own: database, mirrors, evidence. */
  readonly home: string;
  /** The factory's folder, or the sample factory, which is made in the home when it is not there yet. */
  readonly factory: string | 'sample';
  readonly runtime: 'auto' | 'docker' | 'local';
  /** How fast the replay agent plays. */
  readonly pace: 'human' | 'fast';
  /** The TCP port of the sample's knowledge base on this host. */
  readonly samplePort?: number;
  /** Answer only, and take up no work: for a command that wants to know something. */
  readonly isIdle?: boolean;
  /** Leave an empty board of the sample factory empty. */
  readonly emptyIntake?: boolean;
  /** Long steps of the set-up, for a person. */
  readonly onProgress: (message: string) => void;
};

/** A running control room: what it answers, and how to let go of it. Stations that can outlive it do. */
export type Room = {
  readonly handlers: Handlers<ControlRoom>;
  close(): Promise<void>;
};
