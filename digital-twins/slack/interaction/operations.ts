import type { Operation } from '../../kit/plugin.ts';
import { asOperation } from '../method.ts';
import type { SlackState } from '../state.ts';
import { webhookOperations } from './incoming-webhook.ts';
import { responseUrlOperations } from './post-response.ts';
import { viewMethods } from './views.ts';

/** Views, and the addresses where apps answer without a token. */
export const interactionOperations: Operation<SlackState>[] = [
  ...viewMethods.map(asOperation),
  ...responseUrlOperations,
  ...webhookOperations,
];
