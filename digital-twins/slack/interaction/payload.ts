import type { Channel, SlackState, User } from '../state.ts';
import type { SlackApp, View } from '../state-app.ts';

/** What every interaction says of where it comes from (Slack docs, "Interaction payloads"). */
export function originOf(state: SlackState, app: SlackApp, user: Readonly<User>): Record<string, unknown> {
  return {
    user: { id: user.id, username: user.name, name: user.name, team_id: state.team.id },
    team: { id: state.team.id, domain: state.team.domain },
    enterprise: null,
    is_enterprise_install: false,
    api_app_id: app.id,
    token: app.verificationToken,
  };
}

/** A channel as interactions name it: the names of private ones are not told. */
export function channelName(channel: Readonly<Channel>): string {
  if (channel.kind === 'public') return channel.name;
  if (channel.kind === 'im') return 'directmessage';
  return channel.kind === 'mpim' ? channel.name : 'privategroup';
}

/** A view as apps see it (Slack docs, "Views"; key set after the examples in Slack's OpenAPI description). */
export function viewShape(state: SlackState, view: Readonly<View>, values: unknown = {}): Record<string, unknown> {
  const app = state.apps.get(view.appId);
  const { content } = view;
  const isModal = view.type === 'modal';
  return {
    id: view.id,
    team_id: state.team.id,
    type: view.type,
    blocks: content.blocks ?? [],
    private_metadata: content.private_metadata ?? '',
    callback_id: content.callback_id ?? '',
    state: { values },
    hash: view.hash,
    ...(isModal ? { title: content.title } : { title: { type: 'plain_text', text: 'View Title', emoji: true } }),
    clear_on_close: content.clear_on_close === true,
    notify_on_close: content.notify_on_close === true,
    close: content.close ?? null,
    submit: content.submit ?? null,
    previous_view_id: view.previousId ?? null,
    root_view_id: view.rootId,
    app_id: view.appId,
    external_id: view.externalId ?? '',
    app_installed_team_id: state.team.id,
    bot_id: app?.botId ?? '',
  };
}
