import { type Answer, json } from '../../kit/answer.ts';
import type { Call } from '../../kit/plugin.ts';
import { isSame } from '../../kit/secrets.ts';
import { userOfApp } from '../auth/apps.ts';
import type { JiraUser } from '../model/user.ts';
import type { JiraState } from '../state.ts';

/** Whoever gives no credentials. */
const anonymous: JiraUser = {
  accountId: '',
  person: '',
  name: 'Anonymous',
  email: '',
  timezone: 'UTC',
  active: true,
  accountType: 'customer',
  locale: 'en_US',
  preferences: {},
};

/** Who asks; undefined for credentials that are not good. */
export function authenticate(call: Call<JiraState>): Readonly<JiraUser> | undefined {
  const { request, state } = call;
  const { authorization } = request.headers;
  if (authorization === undefined || authorization === '') return anonymous;
  if (/^(Bearer|JWT)\s/i.test(authorization)) return userOfApp(call);
  const encoded = /^Basic\s+(\S+)$/i.exec(authorization)?.[1] ?? '';
  const [email = '', ...token] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
  const user = state.users.by('email', email.toLowerCase())[0];
  if (user?.active !== true) return undefined;
  const isTheirs = state.tokens.by('account', user.accountId).some(known => isSame(token.join(':'), known.token));
  return isTheirs ? user : undefined;
}

/** The 401 of an API that wants to know who asks. */
export function unauthenticated({ request }: Call<JiraState>): Answer {
  const headers: Record<string, string> = { 'www-authenticate': `OAuth realm="${encodeURIComponent(request.origin)}"` };
  if (request.headers.authorization !== undefined) headers['x-seraph-loginreason'] = 'AUTHENTICATED_FAILED';
  const message = 'Client must be authenticated to access this resource.';
  return json({ message, 'status-code': 401 }, 401, headers);
}
