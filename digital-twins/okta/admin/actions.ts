import { type Answer, redirect } from '../../kit/answer.ts';
import { bodyFields } from '../../kit/request.ts';
import { admitConsole } from '../directory/call/authenticate.ts';
import { asList, asObject } from '../directory/json.ts';
import { directoryOperations } from '../directory/operations.ts';
import type { OktaCall } from '../operation.ts';
import { errorPage } from '../sign-in/pages.ts';

/** What a button of the console may do: an operation of the management API, and the page to come back to. */
const allowed: Record<
  string,
  { method: string; done: string; back: 'users' | 'groups' | 'apps'; body?(user: string): unknown; isGone?: boolean }
> = {
  'users.activate': { method: 'POST', done: 'The person was activated.', back: 'users' },
  'users.deactivate': { method: 'POST', done: 'The person was deactivated.', back: 'users' },
  'users.suspend': { method: 'POST', done: 'The person was suspended.', back: 'users' },
  'users.unsuspend': { method: 'POST', done: 'The person is active again.', back: 'users' },
  'users.unlock': { method: 'POST', done: 'The account was unlocked.', back: 'users' },
  'users.expire_password': { method: 'POST', done: 'The password has expired.', back: 'users' },
  'users.reset_factors': { method: 'POST', done: 'All factors were reset.', back: 'users' },
  'users.clear-sessions': { method: 'DELETE', done: 'All sessions were closed.', back: 'users' },
  'users.delete': { method: 'DELETE', done: 'The person was deleted.', back: 'users', isGone: true },
  'groups.add-user': { method: 'PUT', done: 'The person was added.', back: 'groups' },
  'groups.remove-user': { method: 'DELETE', done: 'The person was removed.', back: 'groups' },
  'apps.activate': { method: 'POST', done: 'The application was activated.', back: 'apps' },
  'apps.deactivate': { method: 'POST', done: 'The application was deactivated.', back: 'apps' },
  'apps.delete': { method: 'DELETE', done: 'The application was deleted.', back: 'apps', isGone: true },
  'apps.assign-user': {
    method: 'POST',
    done: 'The person was assigned.',
    back: 'apps',
    body: user => ({ id: user, scope: 'USER' }),
  },
  'apps.unassign-user': { method: 'DELETE', done: 'The person was unassigned.', back: 'apps' },
  'apps.assign-group': { method: 'PUT', done: 'The group was assigned.', back: 'apps', body: () => ({}) },
  'apps.unassign-group': { method: 'DELETE', done: 'The group was unassigned.', back: 'apps' },
};

/** Carries out what a button asks for, through the management API itself: one behaviour, one log. */
export async function act(call: OktaCall): Promise<Answer> {
  // A page from elsewhere may not push the console's buttons.
  if (call.request.headers.origin !== call.request.origin)
    return errorPage('access_denied', 'This form can be sent from the Admin Console only.');
  const fields = bodyFields(call.request.body);
  const action = String(fields.action);
  const known = Object.hasOwn(allowed, action) ? allowed[action] : undefined;
  const operation = directoryOperations.find(one => one.name === action);
  if (known === undefined || operation === undefined)
    return errorPage('invalid_request', 'The console does not know this action.');
  const params = paramsOf(fields);
  const value = known.body?.(params.user ?? '');
  const path = operation.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
  const request = {
    ...call.request,
    method: known.method,
    path,
    query: new URLSearchParams(action === 'users.activate' ? 'sendEmail=true' : ''),
    body: value === undefined ? ({ kind: 'none' } as const) : ({ kind: 'json', value } as const),
  };
  const inner: OktaCall = { ...call, params, request };
  admitConsole(inner);
  return answerOf(await operation.run(inner), known, params);
}

function paramsOf(fields: Record<string, unknown>): Record<string, string> {
  const texts = ['user', 'group', 'app'].filter(name => typeof fields[name] === 'string');
  return Object.fromEntries(texts.map(name => [name, String(fields[name])]));
}

const idNames = { users: 'user', groups: 'group', apps: 'app' } as const;

function answerOf({ status, body }: Answer, known: (typeof allowed)[string], params: Record<string, string>): Answer {
  const { back, done, isGone } = known;
  const home =
    isGone === true && status < 400 ? `/admin/${back}` : `/admin/${back}/${encodeURIComponent(params[idNames[back]] ?? '')}`;
  const said = status < 400 ? { notice: done } : { problem: problemIn(body.kind === 'json' ? body.value : undefined) };
  return { ...redirect(`${home}?${new URLSearchParams(said)}`), ok: status < 400 };
}

function problemIn(value: unknown): string {
  const { errorSummary, errorCauses } = asObject(value);
  const causes = asList(errorCauses).map(one => String(asObject(one).errorSummary));
  return [String(errorSummary ?? 'It did not work.'), ...causes].join(' ');
}
