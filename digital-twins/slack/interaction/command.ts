import type { Call } from '../../kit/plugin.ts';
import type { SlackState, User } from '../state.ts';
import type { SlackApp, SlashCommand } from '../state-app.ts';
import { answerMessage } from './answer-message.ts';
import { dispatch, type Reply } from './dispatch.ts';
import { asObject } from './element.ts';
import { addEphemeral } from './ephemeral.ts';
import { channelName } from './payload.ts';
import { mintResponseUrl } from './response-url.ts';
import { mintTrigger } from './trigger.ts';

/** What a user typed, and where. */
export interface Typed {
  channelId: string;
  /** With its slash. */
  command: string;
  text: string;
  threadTs?: string;
}

/** Carries out a slash command. What goes wrong is told to the user, and nobody else, as Slack tells it. */
export async function runCommand(call: Call<SlackState>, user: Readonly<User>, typed: Typed): Promise<void> {
  const found = findCommand(call.state, typed.command);
  if (found === undefined)
    return tell(
      call,
      user,
      typed,
      `\`${typed.command}\` is not a valid command. In Slack, all messages that start with the "/" character are interpreted as commands. If you are trying to send a message and not run a command, try preceding the "/" with an empty space.`,
    );
  // Apps are never asked from a thread (Slack docs, "Slash commands").
  if (typed.threadTs !== undefined) return tell(call, user, typed, `\`${typed.command}\` is not supported in threads. Sorry!`);
  const { app, command } = found;
  const reply = await dispatch(call, app, {
    kind: 'slash_commands',
    url: command.url,
    payload: payloadOf(call, app, user, typed),
  });
  const error = reply.kind === 'taken' ? show(call, app, user, typed, reply) : errorOf(reply);
  if (error !== undefined) tell(call, user, typed, `${typed.command} failed with the error "${error}"`);
}

/** The app that was installed last has a command that two of them want. */
function findCommand(state: SlackState, name: string): { app: Readonly<SlackApp>; command: SlashCommand } | undefined {
  for (const app of [...state.apps.values()].toReversed()) {
    const command = app.slashCommands.find(one => one.command.toLowerCase() === name.toLowerCase());
    if (command !== undefined && app.isInstalled) return { app, command };
  }
  return undefined;
}

function payloadOf(call: Call<SlackState>, app: SlackApp, user: Readonly<User>, typed: Typed): Record<string, unknown> {
  const { state } = call;
  const channel = state.channels.get(typed.channelId);
  const { channelId } = typed;
  return {
    token: app.verificationToken,
    team_id: state.team.id,
    team_domain: state.team.domain,
    channel_id: channelId,
    channel_name: channel === undefined ? '' : channelName(channel),
    user_id: user.id,
    user_name: user.name,
    command: typed.command,
    text: typed.text,
    api_app_id: app.id,
    is_enterprise_install: 'false',
    response_url: mintResponseUrl(call, app, user.id, 'commands', { channelId }),
    trigger_id: mintTrigger(call, app, user.id),
  };
}

/** Text, or a message as JSON; nothing at all is fine too. Undefined = it was shown. */
function show(
  call: Call<SlackState>,
  app: SlackApp,
  user: Readonly<User>,
  { channelId }: Typed,
  { text, value }: Extract<Reply, { kind: 'taken' }>,
): string | undefined {
  const given = value === undefined ? { text } : asObject(value);
  const isEmpty = value === undefined ? text.trim() === '' : Object.keys(given).length === 0;
  if (isEmpty) return undefined;
  const error = answerMessage(call, app, { appId: app.id, userId: user.id, channelId }, given);
  return error === undefined || error === 'no_text' ? undefined : error;
}

function errorOf(reply: Exclude<Reply, { kind: 'taken' }>): string {
  if (reply.kind === 'timeout') return 'operation_timeout';
  return reply.kind === 'status' && reply.status >= 500 ? 'http_service_error' : 'dispatch_failed';
}

function tell(call: Call<SlackState>, user: Readonly<User>, { channelId, threadTs }: Typed, text: string): void {
  addEphemeral(call, { channelId, userId: user.id, from: 'USLACKBOT', text, ...(threadTs === undefined ? {} : { threadTs }) });
}
