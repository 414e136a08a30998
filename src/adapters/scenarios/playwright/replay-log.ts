import type { ConsoleLine, NetworkLine } from '../../../core/scenario/replay.ts';

const maxLines = 1000;
const maxText = 4000;

/** What the pages of a replay said and asked for. Capped, since a hostile page can talk without end. */
export type ReplayLog = {
  readonly console: readonly ConsoleLine[];
  readonly network: readonly NetworkLine[];
  say(line: ConsoleLine): void;
  ask(line: NetworkLine): void;
};

export function createReplayLog(): ReplayLog {
  const console: ConsoleLine[] = [];
  const network: NetworkLine[] = [];
  return {
    console,
    network,
    say: ({ level, text }) => void (console.length < maxLines && console.push({ level, text: clipped(text) })),
    ask: line =>
      void (
        network.length < maxLines &&
        network.push({ ...line, url: clipped(line.url), error: line.error === null ? null : clipped(line.error) })
      ),
  };
}

/** A text of bounded length that says when it was cut. */
export function clipped(text: string, max = maxText): string {
  return text.length <= max ? text : `${text.slice(0, max)}… (${text.length - max} characters more)`;
}

/** The console's errors and the uncaught errors of pages. */
export function errorsIn(log: ReplayLog): readonly ConsoleLine[] {
  return log.console.filter(line => line.level === 'error');
}
