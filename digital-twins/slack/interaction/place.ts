import type { Call } from '../../kit/plugin.ts';
import { messageShape } from '../shapes/message.ts';
import { messageKey, type SlackState, type User } from '../state.ts';
import type { SlackApp, View } from '../state-app.ts';
import { asList, asObject, type Loose } from './element.ts';
import { channelName, viewShape } from './payload.ts';
import { mintResponseUrl } from './response-url.ts';
import { type RawValues, stateValues } from './value.ts';

/** Where a user acts: on a message that all see, on one that they alone see, or in a view. */
export type Place = { kind: 'message'; channel: string; ts: string; ephemeral?: boolean } | { kind: 'view'; view: string };

/** A place, found: whose app it is, its blocks, and what payloads say of it. */
export interface Found {
  app: Readonly<SlackApp>;
  blocks: unknown[];
  viewId?: string;
  /** `values` = what the page holds at the time. */
  describe(values: RawValues): Loose;
}

/** Undefined when there is no such place, or the user cannot see it. */
export function findPlace(call: Call<SlackState>, user: Readonly<User>, place: Place): Found | undefined {
  if (place.kind === 'view') return inView(call.state, call.state.views.get(place.view), user);
  return place.ephemeral === true ? inEphemeral(call, user, place) : inMessage(call, user, place);
}

function inView(state: SlackState, view: Readonly<View> | undefined, user: Readonly<User>): Found | undefined {
  const app = view === undefined ? undefined : state.apps.get(view.appId);
  if (view === undefined || app === undefined || view.userId !== user.id || !view.isOpen) return undefined;
  const blocks = asList(view.content.blocks);
  return {
    app,
    blocks,
    viewId: view.id,
    describe: values => ({
      container: { type: 'view', view_id: view.id },
      view: viewShape(state, view, stateValues(blocks, values)),
    }),
  };
}

type Spot = Extract<Place, { kind: 'message' }>;

function inMessage(call: Call<SlackState>, user: Readonly<User>, { channel, ts }: Spot): Found | undefined {
  const { state } = call;
  const message = state.messages.get(messageKey(channel, ts));
  const appId = message?.appId ?? state.users.get(message?.user ?? '')?.bot?.appId;
  const app = state.apps.get(appId ?? '');
  if (message === undefined || app === undefined) return undefined;
  const blocks = [...(message.blocks ?? []), ...inAttachments(message.attachments)];
  const source = { channelId: channel, messageTs: ts, ...(message.threadTs === undefined ? {} : { threadTs: message.threadTs }) };
  return {
    app,
    blocks,
    describe: values => ({
      container: {
        type: 'message',
        message_ts: ts,
        channel_id: channel,
        is_ephemeral: false,
        ...(message.threadTs === undefined ? {} : { thread_ts: message.threadTs }),
      },
      channel: channelOf(state, channel),
      message: messageShape({ state, origin: call.request.origin }, message),
      state: { values: stateValues(blocks, values) },
      response_url: mintResponseUrl(call, app, user.id, 'actions', source),
    }),
  };
}

function inEphemeral(call: Call<SlackState>, user: Readonly<User>, { channel, ts }: Spot): Found | undefined {
  const { state } = call;
  const row = state.ephemerals.get(`${channel}:${ts}:${user.id}`);
  const app = state.apps.get(state.users.get(row?.from ?? '')?.bot?.appId ?? '');
  if (row === undefined || app === undefined) return undefined;
  const blocks = [...(row.blocks ?? []), ...inAttachments(row.attachments)];
  const source = { channelId: channel, messageTs: ts, isEphemeral: true };
  return {
    app,
    blocks,
    // Of an ephemeral message Slack tells neither text nor blocks.
    describe: values => ({
      container: { type: 'message', message_ts: ts, channel_id: channel, is_ephemeral: true },
      channel: channelOf(state, channel),
      state: { values: stateValues(blocks, values) },
      response_url: mintResponseUrl(call, app, user.id, 'actions', source),
    }),
  };
}

function inAttachments(attachments: unknown): unknown[] {
  return asList(attachments).flatMap(one => asList(asObject(one).blocks));
}

/** A channel in a payload. */
export function channelOf(state: SlackState, id: string): Loose {
  const channel = state.channels.get(id);
  return { id, name: channel === undefined ? '' : channelName(channel) };
}
