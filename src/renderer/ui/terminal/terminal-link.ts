import type { AppError } from '../../../base/app-error.ts';
import type { Dispose } from '../../../base/disposable.ts';
import type { WireTerminalFrame } from '../../../contract/index.ts';

/** `onAttached` comes with the first frame of each attachment: only from then on is a size or a key passed on. */
export type TerminalFollower = {
  after(): number;
  onAttached(): void;
  onFrame(frame: WireTerminalFrame): void;
  onError(error: AppError): void;
};

/** One station's terminal, wherever it is. `follow` gives frames from `after()` on, and again from there after each loss. */
export type TerminalLink = {
  follow(follower: TerminalFollower): Dispose;
  write(text: string): void;
  resize(cols: number, rows: number): void;
};
