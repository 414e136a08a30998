import type { Call } from '../../kit/plugin.ts';
import type { SlackState, User } from '../state.ts';
import { dispatch, type Reply } from './dispatch.ts';
import { asList, asObject, findElement, type Loose } from './element.ts';
import { originOf } from './payload.ts';
import { findPlace, type Place } from './place.ts';
import { mintTrigger } from './trigger.ts';
import { chosenValue, initialOf, type Raw, type RawValues } from './value.ts';

/** What a user did with an element. */
export interface Action {
  place: Place;
  blockId: string;
  actionId: string;
  /** What was chosen or entered; a button has none. */
  value: Raw;
  /** What all elements around it hold. */
  values: RawValues;
}

/** Sends `block_actions` to the app. Undefined = there is no such element. */
export async function act(call: Call<SlackState>, user: Readonly<User>, action: Action): Promise<Reply | undefined> {
  const found = findPlace(call, user, action.place);
  const element = found === undefined ? undefined : findElement(found.blocks, action.blockId, action.actionId);
  if (found === undefined || element === undefined) return undefined;
  const { app } = found;
  const payload = {
    type: 'block_actions',
    ...originOf(call.state, app, user),
    ...found.describe(action.values),
    trigger_id: mintTrigger(call, app, user.id, found.viewId),
    actions: [{ ...describe(element.element), ...chosen(element, action.value), ...identity(call, action, element.type) }],
  };
  return dispatch(call, app, { kind: 'interactive', url: app.interactivityUrl, payload });
}

function identity(call: Call<SlackState>, { blockId, actionId }: Action, type: string): Loose {
  return { type, block_id: blockId, action_id: actionId, action_ts: (call.clock.now() / 1000).toFixed(6) };
}

/** What of an element itself is told (Slack docs, block_actions; the fields of each element's action). */
function describe(element: Loose): Loose {
  const told = ['text', 'value', 'style', 'url', 'placeholder', 'confirm', 'initial_option', 'initial_options', 'initial_date'];
  const names = element.type === 'button' ? told : told.filter(name => name !== 'text' && name !== 'value' && name !== 'url');
  return Object.fromEntries(names.filter(name => element[name] !== undefined).map(name => [name, element[name]]));
}

function chosen(element: Parameters<typeof chosenValue>[0], value: Raw): Loose {
  return element.type === 'button' ? {} : chosenValue(element, value === undefined ? initialOf(element) : value);
}

/** Choices an app offers for what a user types; empty when it does not answer. */
export async function suggest(call: Call<SlackState>, user: Readonly<User>, action: Action): Promise<Loose[]> {
  const found = findPlace(call, user, action.place);
  const element = found === undefined ? undefined : findElement(found.blocks, action.blockId, action.actionId);
  if (found === undefined || element === undefined) return [];
  const { app } = found;
  const { response_url: _url, state: _state, ...where } = found.describe(action.values);
  const asked = { action_id: action.actionId, block_id: action.blockId, value: String(action.value ?? '') };
  const payload = { type: 'block_suggestion', ...originOf(call.state, app, user), ...where, ...asked };
  const reply = await dispatch(call, app, { kind: 'interactive', url: app.optionsUrl ?? app.interactivityUrl, payload });
  if (reply.kind !== 'taken') return [];
  const { options, option_groups: groups } = asObject(reply.value);
  return [...asList(options), ...asList(groups).flatMap(group => asList(asObject(group).options))].map(asObject);
}
