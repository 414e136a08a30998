import type { DirectoryCall } from '../directory-call.ts';

/** Takes all second factors of a person away. */
export function deleteFactors({ state }: DirectoryCall, userId: string): void {
  for (const factor of state.factors.by('user', userId)) state.factors.delete(factor.id);
}
