import type { JiraUser } from './model/user.ts';
import type { JiraCall } from './operation.ts';
import type { JiraState } from './state.ts';

/** What shapes are built from: the state, who looks, and where the client found us. */
export interface View {
  state: JiraState;
  origin: string;
  version: 2 | 3;
  user: Readonly<JiraUser>;
}

export function viewOf({ state, request, version, user }: JiraCall): View {
  return { state, origin: request.origin, version, user };
}

/** Where the API stands that the client uses. */
export function api({ origin, version }: Pick<View, 'origin' | 'version'>): string {
  return `${origin}/rest/api/${version}`;
}

/** Jira writes times with milliseconds and an offset without a colon. */
export function jiraTime(ms: number): string {
  return new Date(ms).toISOString().replace('Z', '+0000');
}

/** The four sizes of a picture. */
export function avatarUrls(url: string): Record<string, string> {
  const join = url.includes('?') ? '&' : '?';
  return Object.fromEntries(
    Object.entries({ '48x48': '', '24x24': 'small', '16x16': 'xsmall', '32x32': 'medium' }).map(([size, name]) => [
      size,
      name === '' ? url : `${url}${join}size=${name}`,
    ]),
  );
}
