import { verifyBundle } from '../core/evidence/verify.ts';

export type Verified = {
  readonly ok: boolean;
  readonly hash: string;
  readonly problems: readonly { readonly file: string; readonly problem: string }[];
};

/** Checks a bundle that lies somewhere as a folder, without a room. `hash` is what its run's journal or merge commit says. */
export async function verifyFolder(directory: string, hash: string | undefined): Promise<Verified> {
  return verifyBundle(directory, hash === undefined ? {} : { expectedHash: hash });
}
