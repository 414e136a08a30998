import { mixedAlphabet } from '../../kit/ids.ts';
import type { World } from '../../kit/plugin.ts';

type IdSource = Pick<World, 'ids'>;

/** A new id in Okta's form: a prefix that tells the kind, twenty characters in all. */
export function newId({ ids }: IdSource, prefix: string): string {
  return ids.next(`okta.${prefix}`, { prefix, length: 20, alphabet: mixedAlphabet });
}

/** The id that belongs to a name of the seed. */
export function namedId({ ids }: IdSource, prefix: string, name: string): string {
  return ids.named(`okta.${prefix}`, name, { prefix, length: 20, alphabet: mixedAlphabet });
}

/** Where a new row stands among all others. */
export function nextSeq({ ids }: IdSource): number {
  return ids.number('okta.seq', 1);
}

/** ISO text of a virtual time; null stays null. */
export function iso(time: number): string;
export function iso(time: number | null): string | null;
export function iso(time: number | null): string | null {
  return time === null ? null : new Date(time).toISOString();
}
