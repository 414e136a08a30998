import { setTimeout as sleep } from 'node:timers/promises';
import type Docker from 'dockerode';
import type { RuntimeEvent } from '../../../core/station/station-runtime.ts';
import { label } from './labels.ts';

const types: Readonly<Record<string, RuntimeEvent['type']>> = {
  start: 'started',
  die: 'ended',
  kill: 'killed',
  oom: 'out-of-memory',
};
type EventStream = NodeJS.ReadableStream & { readonly destroy?: () => void };
type DockerEvent = {
  readonly Action?: string;
  readonly timeNano?: number;
  readonly Actor?: { readonly Attributes?: Readonly<Record<string, string>> };
};

/** What Docker saw of this home's stations from `after` on (ms), across restarts of the engine. */
export async function* dockerEvents(
  docker: Docker,
  home: string,
  after: number,
  signal: AbortSignal,
): AsyncGenerator<RuntimeEvent> {
  let since = after;
  let isAway = false;
  while (!signal.aborted) {
    const stream = await openEvents(docker, home, since).catch(() => null);
    if (stream && isAway) yield { at: Date.now(), station: '', type: 'daemon-back' };
    if (!stream && !isAway) yield { at: Date.now(), station: '', type: 'daemon-lost' };
    isAway = !stream;
    if (stream) {
      for await (const event of readEvents(stream, signal)) {
        since = event.at + 1;
        yield event;
      }
    }
    if (!signal.aborted) await sleep(500, undefined, { signal }).catch(() => undefined);
  }
}

async function openEvents(docker: Docker, home: string, since: number): Promise<EventStream> {
  const filters = { type: ['container'], event: Object.keys(types), label: [`${label.ours}=1`, `${label.home}=${home}`] };
  return docker.getEvents({ since: since / 1000, filters: JSON.stringify(filters) });
}

async function* readEvents(stream: EventStream, signal: AbortSignal): AsyncGenerator<RuntimeEvent> {
  const stop = (): void => stream.destroy?.();
  signal.addEventListener('abort', stop, { once: true });
  let rest = '';
  try {
    for await (const chunk of stream) {
      const lines = (rest + chunk.toString()).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        const event = parseEvent(line);
        if (event) yield event;
      }
    }
  } catch {
    // The engine went away: the caller asks again.
  } finally {
    signal.removeEventListener('abort', stop);
    stop();
  }
}

function parseEvent(line: string): RuntimeEvent | null {
  if (line.trim() === '') return null;
  const event = JSON.parse(line) as DockerEvent;
  const type = types[event.Action ?? ''];
  const station = event.Actor?.Attributes?.[label.id];
  return type && station ? { at: Math.floor((event.timeNano ?? 0) / 1e6), station, type } : null;
}
