import { useSyncExternalStore } from 'react';

const narrow = matchMedia('(max-width: 1359px)');

/** Whether the window is too narrow for the rail's words. */
export function useNarrow(): boolean {
  return useSyncExternalStore(
    listener => {
      narrow.addEventListener('change', listener);
      return () => narrow.removeEventListener('change', listener);
    },
    () => narrow.matches,
  );
}
