import { EventEmitter, on } from 'node:events';
import type { RuntimeEvent } from './station-runtime.ts';

/** What a runtime saw itself, for runtimes that have no daemon to ask: the last thousand events and those to come. */
export type EventLog = {
  note(event: RuntimeEvent): void;
  after(at: number, signal: AbortSignal): AsyncGenerator<RuntimeEvent>;
};

const keep = 1000;

export function createEventLog(): EventLog {
  const emitter = new EventEmitter();
  emitter.setMaxListeners(0);
  let past: RuntimeEvent[] = [];
  return {
    note(event) {
      past = [...past, event].slice(-keep);
      emitter.emit('event', event);
    },
    async *after(at, signal) {
      const coming = on(emitter, 'event', { signal });
      yield* past.filter(event => event.at > at);
      try {
        for await (const [event] of coming) yield event as RuntimeEvent;
      } catch (error) {
        if (!signal.aborted) throw error;
      }
    },
  };
}
