import type { Call } from '../../kit/plugin.ts';
import { isAdmin } from '../access/can.ts';
import type { JiraUser } from '../model/user.ts';
import type { JiraCall } from '../operation.ts';
import type { JiraState } from '../state.ts';

/** The cookie that says as whom somebody looks at the pages. */
const cookie = 'andon-jira-as';

export const asCookie = (person: string): string => `${cookie}=${encodeURIComponent(person)}; Path=/; HttpOnly; SameSite=Lax`;

/** The people one can be. */
export function peopleOf(state: JiraState): Readonly<JiraUser>[] {
  return [...state.users.values()].filter(user => user.active && user.accountType === 'atlassian');
}

/** The person named in the address, else in the cookie; undefined for a window onto everything. */
export function chosenPerson({ request, state }: Call<JiraState>): Readonly<JiraUser> | undefined {
  const wanted = request.query.get('as') ?? decode(request.cookies[cookie] ?? '');
  return wanted === '' ? undefined : peopleOf(state).find(user => user.person === wanted || user.email === wanted);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}

/** Who does what is done on the pages: the chosen person, else the site's first administrator. */
export function actingCall(call: Call<JiraState>): JiraCall | undefined {
  const people = peopleOf(call.state);
  const user = chosenPerson(call) ?? people.find(one => isAdmin(call.state, one)) ?? people[0];
  return user === undefined ? undefined : { ...call, user, version: 2 };
}
