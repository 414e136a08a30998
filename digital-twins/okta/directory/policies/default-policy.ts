import type { OktaState } from '../../state.ts';

/** The policy of a type that is there from the start, and applies when no other does. */
export function defaultPolicyId(state: OktaState, type: string): string {
  return state.documents.by('kind', 'policies').find(({ body }) => body.type === type && body.system === true)?.id ?? '';
}
