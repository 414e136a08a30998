import type { Call } from '../../kit/plugin.ts';
import type { SlackState, User } from '../state.ts';

const cookie = 'andon_slack_as';

/** Who looks: `?as=<handle or id>`, else whoever did last in this browser. Undefined = the engineer, who sees everything. */
export function viewerOf(call: Call<SlackState>): Readonly<User> | 'unknown' | undefined {
  const wanted = call.request.query.get('as') ?? call.request.cookies[cookie] ?? '';
  if (wanted === '') return undefined;
  return personByName(call.state, decode(wanted)) ?? 'unknown';
}

/** Remembers who looks, so that an address without `as` shows the same person. */
export function rememberViewer({ request }: Call<SlackState>): Record<string, string> {
  const wanted = request.query.get('as');
  if (wanted === null) return {};
  return { 'set-cookie': `${cookie}=${encodeURIComponent(wanted)}; Path=/; SameSite=Strict; HttpOnly` };
}

/** A person by handle or id; apps do not use the client. */
export function personByName(state: SlackState, name: string): Readonly<User> | undefined {
  const user = state.users.by('name', name)[0] ?? state.users.get(name);
  return user?.bot === undefined && user?.id !== 'USLACKBOT' ? user : undefined;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
