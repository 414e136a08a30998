import type { Building } from '../building.ts';
import { addAuthenticators } from './defaults/authenticators.ts';
import { addHooks } from './defaults/hooks.ts';
import { addPolicies } from './defaults/policies.ts';
import { addRest } from './defaults/rest.ts';
import { addTypes } from './defaults/types.ts';

/** What every org has from the start. */
export function addDefaults(building: Building): void {
  addTypes(building);
  addPolicies(building);
  addAuthenticators(building);
  addHooks(building);
  addRest(building);
}
