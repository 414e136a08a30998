import { z } from 'zod';
import type { Call, Operation } from '../../kit/plugin.ts';
import { openDirect } from '../change-channel.ts';
import { emit } from '../emit.ts';
import { act, suggest } from '../interaction/act.ts';
import type { Reply } from '../interaction/dispatch.ts';
import { viewShape } from '../interaction/payload.ts';
import { takeShortcut } from '../interaction/shortcut.ts';
import { close, submit } from '../interaction/submit.ts';
import { homeOf } from '../interaction/view-rows.ts';
import type { SlackState, User } from '../state.ts';
import { nextTs } from '../ts.ts';
import { ClientRefusal, endpoint } from './endpoint.ts';

const raw = z.union([z.string(), z.array(z.string()), z.null()]);
const values = z.record(z.string(), z.record(z.string(), raw)).default({});
const place = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('message'), channel: z.string(), ts: z.string(), ephemeral: z.boolean().default(false) }),
  z.object({ kind: z.literal('view'), view: z.string() }),
]);
const element = { place, block: z.string(), action: z.string(), value: raw.optional(), values };

/** What a person does with what apps have put on the screen. */
export const interactionEndpoints: Operation<SlackState>[] = [
  endpoint('action', element, async (call, user, given) => told(await act(call, user, actionOf(given)))),
  endpoint('suggest', element, async (call, user, given) => ({ options: await suggest(call, user, actionOf(given)) })),
  endpoint('submit', { view: z.string(), values }, async (call, user, given) => {
    const result = await submit(call, user, given.view, given.values);
    if (result.kind === 'done') return undefined;
    return result.kind === 'errors' ? { errors: result.errors } : { trouble: result.message };
  }),
  endpoint('close', { view: z.string(), clear: z.boolean().default(false) }, (call, user, given) => {
    close(call, user, given.view, given.clear);
    return undefined;
  }),
  endpoint(
    'shortcut',
    { app: z.string(), callback: z.string(), message: z.object({ channel: z.string(), ts: z.string() }).optional() },
    async (call, user, { app, callback, message }) => {
      const about = message === undefined ? {} : { message };
      return told(await takeShortcut(call, user, { appId: app, callbackId: callback, ...about }));
    },
  ),
  endpoint('opened', { app: z.string(), tab: z.enum(['home', 'messages']) }, (call, user, given) => {
    tellOpened(call, user, given.app, given.tab);
    return undefined;
  }),
];

function actionOf(given: z.infer<z.ZodObject<typeof element>>) {
  return { place: given.place, blockId: given.block, actionId: given.action, value: given.value, values: given.values };
}

/** What goes wrong with an app is shown beside what the person touched. */
function told(reply: Reply | undefined): undefined {
  if (reply === undefined) throw new ClientRefusal('This is not there any more.');
  if (reply.kind === 'taken') return undefined;
  throw new ClientRefusal(trouble(reply));
}

function trouble(reply: Exclude<Reply, { kind: 'taken' }>): string {
  if (reply.kind === 'not-configured') return 'This app is not configured to handle interactive responses.';
  if (reply.kind === 'status') return `This app responded with Status Code ${reply.status}.`;
  if (reply.kind === 'timeout') return 'Operation timed out. Apps need to respond within 3 seconds.';
  return 'This app could not be reached.';
}

/** The event `app_home_opened`, with the Home view as it is (Slack docs). */
function tellOpened(call: Call<SlackState>, user: Readonly<User>, appId: string, tab: 'home' | 'messages'): void {
  const { state } = call;
  const app = state.apps.get(appId);
  if (app === undefined || !app.isInstalled) throw new ClientRefusal('There is no such app.');
  const { channel } = openDirect(call, [user.id, app.botUserId], user.id);
  const home = tab === 'home' ? homeOf(state, app.id, user.id) : undefined;
  const event = {
    type: 'app_home_opened',
    user: user.id,
    channel: channel.id,
    tab,
    ...(home === undefined ? {} : { view: viewShape(state, home, home.values) }),
    event_ts: nextTs(state.counters, call.clock.now()),
  };
  emit(call, event, { app: app.id });
}
