import type { Check } from '../../testing/conformance/check.ts';
import { argumentChecks } from './call/arguments.ts';
import { authChecks } from './call/auth.ts';
import { limitChecks } from './call/limits.ts';
import { seenLiveChecks } from './call/seen-live.ts';
import { wireChecks } from './call/wire.ts';
import { changeChecks } from './message/changes.ts';
import { fileChecks } from './message/files.ts';
import { historyChecks } from './message/history.ts';
import { messageExtraChecks } from './message/message-extras.ts';
import { messageChecks } from './message/messages.ts';
import { reactionChecks } from './message/reactions.ts';
import { scheduledChecks } from './message/scheduled.ts';
import { threadChecks } from './message/threads.ts';
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
import { channelChecks } from './workspace/channels.ts';
import { membershipChecks } from './workspace/membership.ts';
import { peopleChecks } from './workspace/people.ts';
import { personalChecks } from './workspace/personal.ts';
import { privacyChecks } from './workspace/privacy.ts';

/** Every check of the Slack twin. */
export const slackChecks: Check[] = [
  ...authChecks,
  ...argumentChecks,
  ...channelChecks,
  ...membershipChecks,
  ...messageChecks,
  ...messageExtraChecks,
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
