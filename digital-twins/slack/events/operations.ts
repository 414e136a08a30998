import type { Operation } from '../../kit/plugin.ts';
import type { SlackState } from '../state.ts';
import { authorizationOperations } from './authorizations.ts';
import { socketModeOperations } from './socket-mode.ts';

/** What apps call with their app-level token. */
export const eventOperations: Operation<SlackState>[] = [...socketModeOperations, ...authorizationOperations];
