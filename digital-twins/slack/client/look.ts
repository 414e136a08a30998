import { type Channel, membershipKey, type SlackState, type User } from '../state.ts';

/** What decides how everything is shown: the workspace, and who looks at it. */
export interface Look {
  state: SlackState;
  /** Undefined = the engineer, who sees every channel and writes nothing. */
  viewer: Readonly<User> | undefined;
}

/** An address of the client that keeps the same person. */
export function link({ viewer }: Look, path: string, query: Record<string, string> = {}): string {
  const pairs = new URLSearchParams({ ...query, ...(viewer === undefined ? {} : { as: viewer.name }) });
  return pairs.size === 0 ? path : `${path}?${pairs}`;
}

/** The name a person is called by in the client. */
export function nameOf(state: SlackState, userId: string): string {
  const user = state.users.get(userId);
  return user?.realName ?? userId;
}

/** Times are shown in UTC, so that a picture does not depend on where it is taken. */
export function clockTime(ts: string): string {
  return new Date(Number(ts) * 1000).toISOString().slice(11, 16);
}

export function dayOf(ts: string): string {
  const options = { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' } as const;
  return new Date(Number(ts) * 1000).toLocaleDateString('en-GB', options);
}

/** The conversations of some kinds that are shown to whoever looks: public ones, and those they are in. */
export function conversationsFor({ state, viewer }: Look, kinds: Channel['kind'][]): Readonly<Channel>[] {
  return [...state.channels.values()].filter(channel => {
    if (!kinds.includes(channel.kind)) return false;
    return viewer === undefined || channel.kind === 'public' || state.memberships.has(membershipKey(channel.id, viewer.id));
  });
}
