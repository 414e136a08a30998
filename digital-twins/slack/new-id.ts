import { mixedAlphabet, upperAlphabet } from '../kit/ids.ts';
import type { World } from '../kit/plugin.ts';

type Ids = Pick<World, 'ids'>;

/** The next id of a kind: its prefix and ten more characters. */
export function newId({ ids }: Ids, kind: string, prefix: string): string {
  return ids.next(`slack.${kind}`, { prefix: `${prefix}0`, length: 11, alphabet: upperAlphabet });
}

/** The id that a name in the seed always has. */
export function namedId({ ids }: Ids, kind: string, prefix: string, name: string): string {
  return ids.named(`slack.${kind}`, name, { prefix: `${prefix}0`, length: 11, alphabet: upperAlphabet });
}

/** What Slack names a block or an element that was given no id. */
export function newBlockId({ ids }: Ids): string {
  return ids.next('slack.block', { prefix: '', length: 5, alphabet: mixedAlphabet });
}
