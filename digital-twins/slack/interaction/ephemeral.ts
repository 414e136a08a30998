import type { WorldCall } from '../../kit/plugin.ts';
import type { SlackState } from '../state.ts';
import type { Ephemeral } from '../state-content.ts';
import { nextTs } from '../ts.ts';

/** Shows something to one user alone. */
export function addEphemeral({ state, clock }: WorldCall<SlackState>, draft: Omit<Ephemeral, 'ts'>): Readonly<Ephemeral> {
  return state.ephemerals.add({ ...draft, ts: nextTs(state.counters, clock.now()) });
}
