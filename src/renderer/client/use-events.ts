import { useEffect, useState } from 'react';
import type { EventEnvelope } from '../../contract/index.ts';
import { useRoomLink } from './control-room.tsx';
import { follow } from './follow.ts';

/** Events that come within so many ms are shown together. */
const gatherMs = 100;

/** A run's journal, from its beginning and live. After a loss it goes on from the last `seq` seen, so that nothing comes twice. */
export function useRunEvents(run: string | null): readonly EventEnvelope[] {
  const { connection, queries } = useRoomLink();
  const [seen, setSeen] = useState<{ run: string | null; events: readonly EventEnvelope[] }>({ run, events: [] });
  useEffect(() => {
    if (run === null) return;
    const events: EventEnvelope[] = [];
    let timer: ReturnType<typeof setTimeout> | undefined;
    const show = () => {
      timer = undefined;
      setSeen({ run, events: [...events] });
      void queries.invalidateQueries({ queryKey: ['run.get', { run }] });
    };
    const stop = follow(connection.store, {
      open: (client, signal) => client['run.events']({ run, after: events.at(-1)?.seq ?? 0 }, signal),
      onItem: event => {
        events.push(event);
        timer ??= setTimeout(show, gatherMs);
      },
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [run, connection, queries]);
  return seen.run === run ? seen.events : [];
}
