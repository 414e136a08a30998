import type { Call } from '../../kit/plugin.ts';
import { messageShape } from '../shapes/message.ts';
import { messageKey, type SlackState, type User } from '../state.ts';
import { dispatch, type Reply } from './dispatch.ts';
import type { Loose } from './element.ts';
import { originOf } from './payload.ts';
import { channelOf } from './place.ts';
import { mintResponseUrl } from './response-url.ts';
import { mintTrigger } from './trigger.ts';

/** A shortcut that a user takes: of the workspace, or of one message. */
export interface Taken {
  appId: string;
  callbackId: string;
  message?: { channel: string; ts: string };
}

/** Sends `shortcut` or `message_action` to the app. Undefined = there is no such shortcut or message. */
export async function takeShortcut(call: Call<SlackState>, user: Readonly<User>, taken: Taken): Promise<Reply | undefined> {
  const app = call.state.apps.get(taken.appId);
  const kind = taken.message === undefined ? 'global' : 'message';
  const known = app?.shortcuts.some(one => one.callbackId === taken.callbackId && one.kind === kind);
  if (app === undefined || known !== true) return undefined;
  const about = taken.message === undefined ? { type: 'shortcut' } : aboutMessage(call, user, taken.appId, taken.message);
  if (about === undefined) return undefined;
  const payload = {
    ...originOf(call.state, app, user),
    ...about,
    callback_id: taken.callbackId,
    trigger_id: mintTrigger(call, app, user.id),
    action_ts: (call.clock.now() / 1000).toFixed(6),
  };
  return dispatch(call, app, { kind: 'interactive', url: app.interactivityUrl, payload });
}

function aboutMessage(
  call: Call<SlackState>,
  user: Readonly<User>,
  appId: string,
  { channel, ts }: { channel: string; ts: string },
): Loose | undefined {
  const { state } = call;
  const message = state.messages.get(messageKey(channel, ts));
  const app = state.apps.get(appId);
  if (message === undefined || app === undefined) return undefined;
  return {
    type: 'message_action',
    message_ts: ts,
    message: messageShape({ state, origin: call.request.origin }, message),
    channel: channelOf(state, channel),
    response_url: mintResponseUrl(call, app, user.id, 'actions', { channelId: channel, messageTs: ts }),
  };
}
