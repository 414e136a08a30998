import type { JiraUser } from '../model/user.ts';
import { api, avatarUrls, type View } from '../shapes.ts';

export function userShape(view: View, user: Readonly<JiraUser>): Record<string, unknown> {
  return {
    self: `${api(view)}/user?accountId=${encodeURIComponent(user.accountId)}`,
    accountId: user.accountId,
    emailAddress: user.email,
    avatarUrls: avatarUrls(`${view.origin}/secure/avatar?of=${encodeURIComponent(user.name)}`),
    displayName: user.name,
    active: user.active,
    timeZone: user.timezone,
    accountType: user.accountType,
  };
}

export function userOrNull(view: View, accountId: string | null | undefined): Record<string, unknown> | null {
  const user = accountId === null || accountId === undefined ? undefined : view.state.users.get(accountId);
  return user === undefined ? null : userShape(view, user);
}
