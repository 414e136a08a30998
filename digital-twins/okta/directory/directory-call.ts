import type { World } from '../../kit/plugin.ts';
import type { OktaState } from '../state.ts';

/** What the directory needs to change something: also there while an org is built, when nobody has called. */
export type DirectoryCall = Pick<World, 'clock' | 'ids' | 'secrets'> & { state: OktaState };
