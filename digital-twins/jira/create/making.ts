import { hexAlphabet } from '../../kit/ids.ts';
import type { World } from '../../kit/plugin.ts';
import { findPerson } from '../../kit/seed.ts';
import { TwinError } from '../../kit/twin-error.ts';
import type { JiraState } from '../state.ts';

/** What a site is made with. */
export interface Making {
  state: JiraState;
  world: World;
  /** The account of a person of the seed. Throws `TwinError` 400 that says where the unknown name stands. */
  accountOf(person: string, where: string): string;
}

export function startMaking(state: JiraState, world: World): Making {
  return { state, world, accountOf: (person, where) => accountIdOf(world, findPerson(world.people, person, where).id) };
}

/** The account id that belongs to a handle: the same in every namespace. */
export function accountIdOf({ ids }: Pick<World, 'ids'>, name: string): string {
  return ids.named('jira.user', name, { prefix: '5b', length: 24, alphabet: hexAlphabet });
}

export function seedError(where: string, text: string): TwinError {
  return new TwinError(400, 'seed.invalid', `${where}: ${text}`);
}

export function refuseSeed(where: string, text: string): never {
  throw seedError(where, text);
}
