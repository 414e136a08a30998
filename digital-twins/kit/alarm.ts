import type { Clock } from './clock.ts';

/** Things to be done at a time of one namespace's clock: by a real timer where it runs, by hand where it stands. */
export interface Alarm {
  /** Does `run` at `time` (ms of the clock); no earlier than the present turn of the event loop is over. */
  at(time: number, run: () => void): void;
  /** Does all that is due, and looks when to wake next. */
  check(): void;
  clear(): void;
}

interface Entry {
  time: number;
  run(): void;
}

/** The longest a real timer may wait. */
const longest = 2_147_483_647;

/** `dueElsewhere` says when else to wake, and `wake` is called then; both are asked in every `check`. */
export function createAlarm(clock: Clock, dueElsewhere: () => number | undefined, wake: () => void): Alarm {
  let entries: Entry[] = [];
  let timer: NodeJS.Timeout | undefined;
  let armedFor: number | undefined;
  const arm = () => {
    const next = Math.min(dueElsewhere() ?? Number.POSITIVE_INFINITY, ...entries.map(entry => entry.time));
    if (next === armedFor && timer !== undefined) return;
    clearTimeout(timer);
    timer = undefined;
    armedFor = next;
    // On a clock that stands, only its being moved brings what is due.
    if (!Number.isFinite(next) || (clock.isStanding() && next > clock.now())) return;
    timer = setTimeout(checkAlone, Math.min(Math.max(next - clock.now(), 0), longest));
    timer.unref();
  };
  const check = () => {
    timer = undefined;
    const now = clock.now();
    const due = entries.filter(entry => entry.time <= now).toSorted((left, right) => left.time - right.time);
    entries = entries.filter(entry => entry.time > now);
    wake();
    for (const entry of due) entry.run();
    arm();
  };
  // Nobody called this: what is thrown would end the process. The next call tries again.
  const checkAlone = () => {
    try {
      check();
    } catch (error) {
      process.stderr.write(`what was due: ${error instanceof Error ? error.stack : String(error)}\n`);
    }
  };
  return {
    at: (time, run) => {
      entries.push({ time, run });
      arm();
    },
    check,
    clear: () => {
      clearTimeout(timer);
      timer = undefined;
      armedFor = undefined;
      entries = [];
    },
  };
}
