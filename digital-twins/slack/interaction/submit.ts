import type { Call } from '../../kit/plugin.ts';
import { SlackRefusal } from '../refusal.ts';
import type { SlackState, User } from '../state.ts';
import type { SlackApp, View } from '../state-app.ts';
import { dispatch, type Reply } from './dispatch.ts';
import { asList, asObject, elementsOf, type Loose } from './element.ts';
import { originOf, viewShape } from './payload.ts';
import { mintResponseUrl } from './response-url.ts';
import { mintTrigger } from './trigger.ts';
import { initialOf, type RawValues, stateValues } from './value.ts';
import { isInputBlock, readView } from './view-content.ts';
import { addView, closeView, replaceView, stackOf } from './view-rows.ts';

/** What became of a submission: errors by block id are shown at their fields, `trouble` above them all. */
export type Submitted =
  | { kind: 'done' }
  | { kind: 'errors'; errors: Record<string, string> }
  | { kind: 'trouble'; message: string };

/** What Slack shows when an app does not take a view well. */
const connecting = 'We had some trouble connecting. Try again?';

/** Sends `view_submission` and does what the app answers. Fields that must be filled are checked before. */
export async function submit(call: Call<SlackState>, user: Readonly<User>, viewId: string, raw: RawValues): Promise<Submitted> {
  const view = call.state.views.get(viewId);
  const app = view === undefined ? undefined : call.state.apps.get(view.appId);
  if (view === undefined || app === undefined || view.userId !== user.id || !view.isOpen)
    return { kind: 'trouble', message: connecting };
  const missing = missingFields(view, raw);
  if (Object.keys(missing).length > 0) return { kind: 'errors', errors: missing };
  const values = stateValues(view.content.blocks, raw);
  call.state.views.edit(view.id, row => {
    row.values = values;
  });
  const payload = {
    type: 'view_submission',
    ...originOf(call.state, app, user),
    trigger_id: mintTrigger(call, app, user.id, view.id),
    view: viewShape(call.state, view, values),
    response_urls: responseUrls(call, app, user, view, values),
  };
  const reply = await dispatch(call, app, { kind: 'interactive', url: app.interactivityUrl, payload });
  return obey(call, view.id, reply);
}

function missingFields(view: Readonly<View>, raw: RawValues): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const one of elementsOf(view.content.blocks)) {
    if (one.block.type !== 'input' || one.block.optional === true) continue;
    const value = raw[one.blockId]?.[one.actionId] ?? initialOf(one);
    if (value === null || value === undefined || value.length === 0) errors[one.blockId] = 'Please complete this required field.';
  }
  return errors;
}

/** Of selects of conversations that ask for one (Slack docs, `response_url_enabled`). */
function responseUrls(
  call: Call<SlackState>,
  app: SlackApp,
  user: Readonly<User>,
  view: Readonly<View>,
  values: ReturnType<typeof stateValues>,
): Loose[] {
  return elementsOf(view.content.blocks).flatMap(({ element, blockId, actionId }) => {
    const { selected_conversation, selected_channel } = values[blockId]?.[actionId] ?? {};
    const channelId = selected_conversation ?? selected_channel;
    if (element.response_url_enabled !== true || typeof channelId !== 'string') return [];
    const url = mintResponseUrl(call, app, user.id, 'actions', { channelId });
    return [{ block_id: blockId, action_id: actionId, channel_id: channelId, response_url: url }];
  });
}

function obey(call: Call<SlackState>, viewId: string, reply: Reply): Submitted {
  const view = call.state.views.get(viewId);
  if (reply.kind !== 'taken' || view === undefined) return { kind: 'trouble', message: connecting };
  try {
    return follow(call, view, asObject(reply.value));
  } catch (error) {
    if (error instanceof SlackRefusal) return { kind: 'trouble', message: connecting };
    throw error;
  }
}

/** An empty answer closes this view and shows the one beneath (Slack docs, "Updating and pushing with response_action"). */
function follow(call: Call<SlackState>, view: Readonly<View>, answer: Loose): Submitted {
  switch (answer.response_action) {
    case undefined:
      closeView(call.state, view.id);
      return { kind: 'done' };
    case 'clear':
      for (const one of stackOf(call.state, view.rootId)) closeView(call.state, one.id);
      return { kind: 'done' };
    case 'update':
      replaceView(call, view.id, readView(call, answer.view));
      return { kind: 'done' };
    case 'push':
      addView(call, { appId: view.appId, userId: view.userId, type: 'modal', content: readView(call, answer.view), onto: view });
      return { kind: 'done' };
    case 'errors':
      return fieldErrors(view, asObject(answer.errors));
    default:
      return { kind: 'trouble', message: connecting };
  }
}

/** Errors of blocks that are no inputs make Slack say that something is wrong. */
function fieldErrors(view: Readonly<View>, given: Loose): Submitted {
  const errors = Object.entries(given).filter(([blockId]) => isInputBlock(asList(view.content.blocks), blockId));
  if (errors.length === 0) return { kind: 'trouble', message: connecting };
  return { kind: 'errors', errors: Object.fromEntries(errors.map(([blockId, text]) => [blockId, String(text)])) };
}

/** The user closes a view, or all of its stack; the app is told where it asked to be. */
export function close(call: Call<SlackState>, user: Readonly<User>, viewId: string, isCleared: boolean): void {
  const view = call.state.views.get(viewId);
  if (view === undefined || view.userId !== user.id || !view.isOpen) return;
  const all = isCleared || view.content.clear_on_close === true;
  const closed = all ? stackOf(call.state, view.rootId).toReversed() : [view];
  for (const one of closed) {
    closeView(call.state, one.id);
    tellClosed(call, user, one, isCleared);
  }
}

function tellClosed(call: Call<SlackState>, user: Readonly<User>, view: Readonly<View>, isCleared: boolean): void {
  const app = call.state.apps.get(view.appId);
  if (app === undefined || view.content.notify_on_close !== true) return;
  const shape = viewShape(call.state, view, view.values);
  const payload = { type: 'view_closed', ...originOf(call.state, app, user), view: shape, is_cleared: isCleared };
  void dispatch(call, app, { kind: 'interactive', url: app.interactivityUrl, payload });
}
