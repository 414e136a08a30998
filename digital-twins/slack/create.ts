import type { World } from '../kit/plugin.ts';
import { namedId } from './new-id.ts';
import { addApps, addUserTokens } from './seed/apps.ts';
import { addChannels } from './seed/channels.ts';
import { addFiles, addUsergroups } from './seed/extras.ts';
import { addPeople } from './seed/people.ts';
import type { SlackSeed } from './seed/schema.ts';
import type { SlackState } from './state.ts';
import { createTables } from './tables.ts';

/** Builds a workspace from its seed. Throws `TwinError` 400 for a name the seed does not define. */
export function createSlack(seed: SlackSeed, world: World): SlackState {
  const state: SlackState = {
    team: { id: namedId(world, 'team', 'T', seed.team.domain), ...seed.team },
    settings: {
      rateLimits: seed.rateLimits,
      emoji: seed.emoji,
      profileFields: seed.profileFields.map(({ options, id, ...field }) => ({
        ...field,
        id: id ?? namedId(world, 'profile-field', 'Xf', field.label),
        possibleValues: options ?? null,
        isHidden: false,
      })),
    },
    counters: { lastTs: 0 },
    rates: {},
    ...createTables(),
  };
  addPeople(state, seed, world);
  addApps(state, seed, world);
  addUserTokens(state, seed, world);
  addChannels(state, seed, world);
  addUsergroups(state, seed, world);
  addFiles(state, seed, world);
  return state;
}
