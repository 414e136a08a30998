import type { World } from '../kit/plugin.ts';
import type { OktaSeed } from './seed.ts';
import type { OktaState } from './state.ts';

/** A seed on its way into the state. */
export interface Building {
  seed: OktaSeed;
  world: World;
  state: OktaState;
  /** Throws `TwinError` 400 for a person the seed does not define. */
  userId(person: string, where: string): string;
  groupId(name: string, where: string): string;
}
