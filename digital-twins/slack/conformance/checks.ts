import type { Check } from '../../testing/conformance/check.ts';
import { argumentChecks } from './api/arguments.ts';
import { authChecks } from './api/auth.ts';
import { changeChecks } from './api/changes.ts';
import { channelChecks } from './api/channels.ts';
import { fileChecks } from './api/files.ts';
import { historyChecks } from './api/history.ts';
import { limitChecks } from './api/limits.ts';
import { membershipChecks } from './api/membership.ts';
import { messageChecks } from './api/messages.ts';
import { peopleChecks } from './api/people.ts';
import { personalChecks } from './api/personal.ts';
import { privacyChecks } from './api/privacy.ts';
import { reactionChecks } from './api/reactions.ts';
import { scheduledChecks } from './api/scheduled.ts';
import { seenLiveChecks } from './api/seen-live.ts';
import { threadChecks } from './api/threads.ts';
import { wireChecks } from './api/wire.ts';
import { eventKindChecks } from './outward/event-kinds.ts';
import { eventShapeChecks } from './outward/event-shapes.ts';
import { eventChecks } from './outward/events.ts';
import { socketChecks } from './outward/socket.ts';
import { socketInteractionChecks } from './outward/socket-interaction.ts';
import { webhookChecks } from './outward/webhooks.ts';
import { actionChecks } from './page/actions.ts';
import { commandChecks } from './page/commands.ts';
import { modalStackChecks } from './page/modal-stacks.ts';
import { modalChecks } from './page/modals.ts';
import { oauthChecks } from './page/oauth.ts';
import { openidChecks } from './page/openid.ts';
import { surfaceChecks } from './page/surfaces.ts';
import { windowChecks } from './page/window.ts';

/** Every check of the Slack twin. */
export const slackChecks: Check[] = [
  ...authChecks,
  ...argumentChecks,
  ...channelChecks,
  ...membershipChecks,
  ...messageChecks,
  ...threadChecks,
  ...historyChecks,
  ...changeChecks,
  ...reactionChecks,
  ...scheduledChecks,
  ...fileChecks,
  ...peopleChecks,
  ...personalChecks,
  ...privacyChecks,
  ...wireChecks,
  ...seenLiveChecks,
  ...limitChecks,
  ...webhookChecks,
  ...eventChecks,
  ...eventKindChecks,
  ...eventShapeChecks,
  ...socketChecks,
  ...socketInteractionChecks,
  ...commandChecks,
  ...actionChecks,
  ...modalChecks,
  ...modalStackChecks,
  ...surfaceChecks,
  ...oauthChecks,
  ...openidChecks,
  ...windowChecks,
];
