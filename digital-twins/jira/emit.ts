import type { Call } from '../kit/plugin.ts';
import type { JiraUser } from './model/user.ts';
import type { JiraState } from './state.ts';
import { tellWebhooks } from './webhooks/deliver.ts';
import type { JiraEvent } from './webhooks/event.ts';

/** Tells whoever listens what a write did; `user` did it. Called once per event, after the state has changed. */
export function emit(call: Call<JiraState> & { user: Readonly<JiraUser> }, event: JiraEvent): void {
  tellWebhooks(call, event);
}
