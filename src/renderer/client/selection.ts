import { createStore } from 'zustand/vanilla';

/** The card that has the keyboard on the board; kept while other pages are looked at. */
export const selectionStore = createStore<{ readonly job: string | null }>(() => ({ job: null }));

export function selectJob(job: string | null): void {
  selectionStore.setState({ job });
}
