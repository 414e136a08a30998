import { expect } from 'vitest';
import type { CallContext } from '../../src/contract/index.ts';
import type { TestRoom } from './test-room.ts';

export const context: CallContext = { signal: new AbortController().signal, actor: 'engineer' };

/** The agent's station of a job, once the session `ask-for-enter` waits in it. */
export async function agentAtWork(room: TestRoom, job: string, attempt = 1, run = 1): Promise<string> {
  const started = await room.happened(
    ({ type, body, run: of }) =>
      of === `${job}.${run}` && type === 'stage.started' && body['stage'] === 'implement' && body['attempt'] === attempt,
  );
  const station = `${started.run}/implement.1.${attempt}.0`;
  const status = () =>
    room.handlers['station.inspect']({ station }, context).then(
      one => one.status,
      () => null,
    );
  await expect.poll(status, { timeout: 30_000 }).toBe('running');
  await attached(room, station, async shown => shown.includes('/dev/tty'));
  return station;
}

/** Answers once the session has gone on: a terminal that is closed at once may take the key along. */
export async function pressEnter(room: TestRoom, station: string): Promise<void> {
  let isPressed = false;
  await attached(room, station, async shown => {
    if (!isPressed) await room.handlers['station.write']({ station, data: '\r' }, context);
    isPressed = true;
    return shown.includes('Update');
  });
}

/** Watches a station's terminal until `isEnough`, which is told everything that was shown so far. */
async function attached(room: TestRoom, station: string, isEnough: (shown: string) => Promise<boolean>): Promise<void> {
  const stop = new AbortController();
  const frames = room.handlers['station.terminal']({ station, after: 0 }, { ...context, signal: stop.signal });
  let shown = '';
  for await (const bytes of frames) {
    shown += Buffer.from(bytes).toString('utf8');
    if (await isEnough(shown)) break;
  }
  stop.abort();
}
