import { type Answer, empty, json, redirect } from '../../kit/answer.ts';
import type { Call, Operation } from '../../kit/plugin.ts';
import { bodyFields } from '../../kit/request.ts';
import { addComment } from '../comment/write.ts';
import type { Issue } from '../model/issue.ts';
import { findIssue, type JiraCall } from '../operation.ts';
import { JiraRefusal } from '../refusal.ts';
import type { JiraState } from '../state.ts';
import { applyTransition, availableTransitions, findTransition } from '../workflow/transition.ts';
import { isOwnForm } from './form.ts';
import { actingCall, asCookie } from './viewer.ts';

type Act = (call: JiraCall, issue: Readonly<Issue>, fields: Record<string, string>) => void;

const actions: { name: string; path: string; act: Act }[] = [
  {
    name: 'page.transition',
    path: '/board/issue/:issue/transition',
    act: (call, issue, { transition = '' }) => {
      if (transition !== '') applyTransition(call, issue, findTransition(call, issue, transition));
    },
  },
  { name: 'page.move', path: '/board/issue/:issue/move', act: move },
  {
    name: 'page.comment',
    path: '/board/issue/:issue/comment',
    act: (call, issue, { text = '' }) => {
      addComment(call, issue, { body: text });
    },
  },
];

/** What the pages' own forms do; no API, and no other site's page may send them. */
export const actionOperations: Operation<JiraState>[] = [
  ...actions.map(
    ({ name, path, act }): Operation<JiraState> => ({
      name,
      method: 'POST',
      path,
      label: 'guess',
      write: true,
      run: call => perform(call, act),
    }),
  ),
  { name: 'page.as', method: 'POST', path: '/board/as', label: 'guess', run: chooseViewer },
];

/** A card is dropped on a column: the transition that leads to one of its statuses. */
function move(call: JiraCall, issue: Readonly<Issue>, { statuses = '' }: Record<string, string>): void {
  const targets = statuses.split(',');
  if (targets.includes(issue.statusId)) return;
  const transition = availableTransitions(call, issue).find(one => targets.includes(one.to));
  if (transition === undefined) throw new JiraRefusal(409, [`${issue.key} cannot be moved there from where it is.`]);
  const missing = transition.screen.filter(field => field.required);
  if (missing.length > 0)
    throw new JiraRefusal(409, [`${transition.name} wants more: ${missing.map(({ field }) => field).join(', ')}.`]);
  applyTransition(call, issue, transition);
}

function perform(call: Call<JiraState>, act: Act): Answer {
  const acting = actingCall(call);
  if (!isOwnForm(call.request) || acting === undefined)
    return json({ message: 'This form has to be sent from its own page.' }, 403);
  acting.actAs(acting.user.person);
  try {
    act(acting, findIssue(acting), readTexts(call));
  } catch (error) {
    if (!(error instanceof JiraRefusal)) throw error;
    const message = [...error.messages, ...Object.values(error.errors)].join(' ');
    return json({ message }, error.status);
  }
  return wantsJson(call) ? empty() : redirect(wayBack(call));
}

/** Forms come as text or, from the script, the same way; anything that is no text is left out. */
function readTexts({ request }: Call<JiraState>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(bodyFields(request.body)).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

function wantsJson({ request }: Call<JiraState>): boolean {
  return (request.headers.accept ?? '').includes('application/json');
}

/** The page the form stood on, or the issue; never another site. */
function wayBack({ request, params }: Call<JiraState>): string {
  const from = URL.parse(request.headers.referer ?? '');
  return from?.host === URL.parse(request.origin)?.host
    ? `${from?.pathname ?? '/'}${from?.search ?? ''}`
    : `/browse/${params.issue ?? ''}`;
}

function chooseViewer(call: Call<JiraState>): Answer {
  if (!isOwnForm(call.request)) return json({ message: 'This form has to be sent from its own page.' }, 403);
  const back = URL.parse(wayBack(call), 'http://page.invalid');
  back?.searchParams.delete('as');
  const target =
    call.params.issue === undefined && back?.pathname === '/browse/' ? '/' : `${back?.pathname ?? '/'}${back?.search ?? ''}`;
  return redirect(target, { 'set-cookie': asCookie(readTexts(call).person ?? '') });
}
