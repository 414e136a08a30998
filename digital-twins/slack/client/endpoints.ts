import type { Operation } from '../../kit/plugin.ts';
import type { SlackState } from '../state.ts';
import { appsPages } from './apps-page.ts';
import { interactionEndpoints } from './endpoints-interaction.ts';
import { messageEndpoints } from './endpoints-message.ts';
import { clientPages } from './pages.ts';

/** All that the web client is. */
export const clientOperations: Operation<SlackState>[] = [
  ...clientPages,
  ...appsPages,
  ...messageEndpoints,
  ...interactionEndpoints,
];
