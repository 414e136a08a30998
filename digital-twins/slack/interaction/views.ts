import type { Method, SlackCall } from '../method.ts';
import { invalidArguments, SlackRefusal } from '../refusal.ts';
import type { View } from '../state-app.ts';
import type { Loose } from './element.ts';
import { viewShape } from './payload.ts';
import { takeTrigger } from './trigger.ts';
import { readView } from './view-content.ts';
import { addView, homeOf, replaceView } from './view-rows.ts';

/** Views by an app's token (Slack docs, views.*). */
export const viewMethods: Method[] = [
  { name: 'views.open', scopes: [], tokens: ['bot'], label: 'recorded', write: true, run: call => open(call, false) },
  { name: 'views.push', scopes: [], tokens: ['bot'], label: 'docs', write: true, run: call => open(call, true) },
  { name: 'views.update', scopes: [], tokens: ['bot'], label: 'docs', write: true, run: update },
  { name: 'views.publish', scopes: [], tokens: ['bot'], label: 'docs', write: true, run: publish },
];

function open(call: SlackCall, isPush: boolean): Record<string, unknown> {
  const content = viewArgument(call, 'modal');
  const triggerId = call.args.text('trigger_id') || call.args.text('interactivity_pointer');
  if (!triggerId) throw invalidArguments('missing required field: trigger_id');
  const trigger = takeTrigger(call, call.grant.appId, triggerId);
  const onto = trigger.viewId === undefined ? undefined : call.state.views.get(trigger.viewId);
  if (isPush && (onto === undefined || !onto.isOpen || onto.type !== 'modal')) throw new SlackRefusal('not_found');
  const { appId, userId } = trigger;
  const view = addView(call, { appId, userId, type: 'modal', content, ...(isPush && onto !== undefined ? { onto } : {}) });
  return { view: shapeOf(call, view) };
}

function update(call: SlackCall): Record<string, unknown> {
  const content = viewArgument(call, undefined);
  const { args, grant, state } = call;
  const external = args.text('external_id');
  const id = args.text('view_id') || (external && state.views.by('external', `${grant.appId}:${external}`).at(-1)?.id);
  if (!id && !external) throw invalidArguments('either `view_id` or `external_id` is required');
  const view = state.views.get(id || '');
  if (view === undefined || view.appId !== grant.appId || !view.isOpen) throw new SlackRefusal('not_found');
  demandHash(call, view);
  if (content.type !== view.type) throw invalidArguments(`must be of type ${view.type} [json-pointer:/view/type]`);
  return { view: shapeOf(call, replaceView(call, view.id, content)) };
}

function publish(call: SlackCall): Record<string, unknown> {
  const content = viewArgument(call, 'home');
  const { args, grant, state } = call;
  const user = state.users.get(args.text('user_id') ?? '');
  // The words of the example in Slack's OpenAPI description.
  if (user === undefined || user.deleted) throw invalidUser();
  if (state.apps.get(grant.appId)?.homeTab !== true) throw new SlackRefusal('not_enabled');
  const home = homeOf(state, grant.appId, user.id);
  if (home === undefined)
    return { view: shapeOf(call, addView(call, { appId: grant.appId, userId: user.id, type: 'home', content })) };
  demandHash(call, home);
  return { view: shapeOf(call, replaceView(call, home.id, content)) };
}

function invalidUser(): SlackRefusal {
  return new SlackRefusal('invalid_arguments', { response_metadata: { messages: ['invalid `user_id`'] } });
}

/** The view an app gave, as JSON or JSON text. The check of its schema comes before everything else (recorded). */
function viewArgument(call: SlackCall, type: View['type'] | undefined): Loose {
  if (!call.args.has('view')) throw invalidArguments('missing required field: view');
  const content = readView(call, call.args.object('view'));
  if (type !== undefined && content.type !== type) {
    throw invalidArguments(`must be of type ${type} [json-pointer:/view/type]`);
  }
  return content;
}

function demandHash({ args }: SlackCall, view: Readonly<View>): void {
  const hash = args.text('hash');
  if (hash !== undefined && hash !== '' && hash !== view.hash) throw new SlackRefusal('hash_conflict');
}

function shapeOf({ state }: SlackCall, view: Readonly<View>): Record<string, unknown> {
  return viewShape(state, view, view.values);
}
